/// What went wrong, in terms a page can show. Thrown by permissions, forms and commands; turned into an answer in one place.
public enum Problem: Error, Sendable, Equatable {
    /// There is no such thing, or the viewer may not know that there is.
    case notFound
    /// The viewer may not do this. The reason is a text key.
    case refused(reason: String)
    /// What was sent cannot be used; each field says why.
    case invalid([FieldProblem])
    /// Somebody else changed it first.
    case conflict(reason: String)
    /// Something this depends on does not answer now.
    case unavailable(reason: String)
    /// Too many attempts; try again after so many seconds.
    case tooMany(seconds: Int)
    /// What was sent is larger than allowed.
    case tooLarge(limit: Int)
}

/// One field and what is wrong with it: a text key with its values, so that every language can say it.
public struct FieldProblem: Error, Sendable, Equatable {
    public let field: String
    public let message: String
    public let values: [String: String]

    public init(_ field: String, _ message: String, _ values: [String: String] = [:]) {
        self.field = field
        self.message = message
        self.values = values
    }
}
