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
/// Where people of a city sign in.
public enum ProviderKind: RecordKind { public static let name = "provider" }
/// A picture, document or video that somebody gave.
public enum FileKind: RecordKind { public static let name = "file" }
/// A key of a person's for a program.
public enum TokenKind: RecordKind { public static let name = "token" }
public enum WebhookKind: RecordKind { public static let name = "webhook" }
public enum DeliveryKind: RecordKind { public static let name = "delivery" }
/// A page or a news item of the public site.
public enum SitePageKind: RecordKind { public static let name = "page" }
public enum MenuItemKind: RecordKind { public static let name = "menu-item" }
/// The people and organisations of a city who work together: its Local Development Partnership, and what it makes.
public enum PartnershipKind: RecordKind { public static let name = "partnership" }
public enum StakeholderKind: RecordKind { public static let name = "stakeholder" }
public enum AssessmentKind: RecordKind { public static let name = "assessment" }
public enum AssessedNeedKind: RecordKind { public static let name = "assessed-need" }
public enum MechanismKind: RecordKind { public static let name = "mechanism" }
/// A practice on its way from one city to another.
public enum TransferKind: RecordKind { public static let name = "transfer" }
/// A building block of a practice, as a transfer rates it and decides on it.
public enum PlanBlockKind: RecordKind { public static let name = "plan-block" }
/// Looking again at a transfer, months after it was closed.
public enum FollowUpKind: RecordKind { public static let name = "follow-up" }

/// Anything that happens at a time with people: a visit, a workshop, a conference.
public enum GatheringKind: RecordKind { public static let name = "gathering" }
public enum RegistrationKind: RecordKind { public static let name = "registration" }
public enum LessonKind: RecordKind { public static let name = "lesson" }
public enum NoteKind: RecordKind { public static let name = "note" }
public enum MentoringKind: RecordKind { public static let name = "mentoring" }
public enum MentoringEntryKind: RecordKind { public static let name = "mentoring-entry" }

public typealias PersonID = ID<PersonKind>
public typealias OrganisationID = ID<OrganisationKind>
public typealias CityID = ID<CityKind>
public typealias ProgrammeID = ID<ProgrammeKind>
public typealias PracticeID = ID<PracticeKind>
public typealias ManuscriptID = ID<ManuscriptKind>
public typealias NeedID = ID<NeedKind>
public typealias LetterID = ID<LetterKind>
public typealias ProviderID = ID<ProviderKind>
public typealias FileID = ID<FileKind>
public typealias TokenID = ID<TokenKind>
public typealias WebhookID = ID<WebhookKind>
public typealias DeliveryID = ID<DeliveryKind>
public typealias SitePageID = ID<SitePageKind>
public typealias MenuItemID = ID<MenuItemKind>
public typealias PartnershipID = ID<PartnershipKind>
public typealias AssessmentID = ID<AssessmentKind>
public typealias AssessedNeedID = ID<AssessedNeedKind>
public typealias TransferID = ID<TransferKind>
public typealias PlanBlockID = ID<PlanBlockKind>
public typealias FollowUpID = ID<FollowUpKind>
public typealias GatheringID = ID<GatheringKind>
public typealias RegistrationID = ID<RegistrationKind>
public typealias LessonID = ID<LessonKind>
public typealias NoteID = ID<NoteKind>
public typealias MentoringID = ID<MentoringKind>
public typealias MentoringEntryID = ID<MentoringEntryKind>

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

    /// Reads what `description` writes: `transfer/01j…`.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.init(kind: String(parts[0]), id: String(parts[1]))
    }

    public var description: String { "\(kind)/\(id)" }
}
