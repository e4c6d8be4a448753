/// The answer to "may they?": yes, or no with the reason a page can show.
public enum Verdict: Sendable, Equatable {
    case allowed
    case denied(reason: String)

    public var isAllowed: Bool { self == .allowed }

    /// Throws `Problem.refused` unless allowed.
    public func require() throws {
        if case .denied(let reason) = self { throw Problem.refused(reason: reason) }
    }
}
