/// A kind of record that can be pointed at: `practice`, `need`, `person` …
///
/// The name is what audit entries and lineage links write down, so it never changes once data exists.
public protocol RecordKind: Sendable {
    static var name: String { get }
}

/// The identity of one record: text, made in Swift, ordered by the time it was made.
public struct ID<Kind: RecordKind>: RawRepresentable, Hashable, Sendable, Comparable, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
    public init(_ text: String) { rawValue = text }

    public var description: String { rawValue }
    public static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

public enum PersonKind: RecordKind { public static let name = "person" }
public enum OrganisationKind: RecordKind { public static let name = "organisation" }
public enum CityKind: RecordKind { public static let name = "city" }
public enum ProgrammeKind: RecordKind { public static let name = "programme" }
public enum PracticeKind: RecordKind { public static let name = "practice" }
/// A practice while it is written and reviewed.
public enum ManuscriptKind: RecordKind { public static let name = "manuscript" }
public enum NeedKind: RecordKind { public static let name = "need" }
public enum LetterKind: RecordKind { public static let name = "letter" }

public typealias PersonID = ID<PersonKind>
public typealias OrganisationID = ID<OrganisationKind>
public typealias CityID = ID<CityKind>
public typealias ProgrammeID = ID<ProgrammeKind>
public typealias PracticeID = ID<PracticeKind>
public typealias ManuscriptID = ID<ManuscriptKind>
public typealias NeedID = ID<NeedKind>
public typealias LetterID = ID<LetterKind>

/// A pointer to a record of any kind, as lineage and the audit trail keep it.
public struct RecordReference: Hashable, Sendable, CustomStringConvertible {
    public let kind: String
    public let id: String

    public init(kind: String, id: String) {
        self.kind = kind
        self.id = id
    }

    public init<Kind: RecordKind>(_ id: ID<Kind>) {
        self.init(kind: Kind.name, id: id.rawValue)
    }

    public var description: String { "\(kind)/\(id)" }
}
