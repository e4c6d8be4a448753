import Kernel

/// Something that happened to a record: who did what to which, with what it was and what it became.
public struct Fact: Sendable, Equatable {
    /// `practice.imported`, `need.shared` …
    public let action: String
    public let record: RecordReference
    public let actor: Actor
    /// What the record was and what it became, as JSON; without personal data, since the chain is never rewritten.
    public let before: String?
    public let after: String?

    public init(_ action: String, _ record: RecordReference, by actor: Actor, before: String? = nil, after: String? = nil) {
        self.action = action
        self.record = record
        self.actor = actor
        self.before = before
        self.after = after
    }
}

public enum Actor: Sendable, Hashable, CustomStringConvertible {
    /// `token`: with which a program acted for the person; nil: they did it themselves.
    case person(PersonID, token: TokenID? = nil)
    /// A command or background work: `import`, `embeddings`.
    case system(String)

    public var description: String {
        switch self {
        case .person(let id, let token): "person:\(id)" + (token.map { " token:\($0)" } ?? "")
        case .system(let name): "system:\(name)"
        }
    }
}
