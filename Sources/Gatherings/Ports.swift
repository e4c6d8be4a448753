import Kernel
import Store
import Web

/// What this room needs from others, in its own words.
public struct GatheringsPorts: Sendable {
    public struct PracticeChoice: Sendable {
        public let id: PracticeID
        public let slug: String
        public let title: String

        public init(id: PracticeID, slug: String, title: String) {
            self.id = id
            self.slug = slug
            self.title = title
        }
    }

    /// Published practices with their titles in a language.
    public var practices: @Sendable (Language) -> [PracticeChoice]
    /// One practice, whatever became of it: a gathering stays about it. nil where nobody can name it.
    public var practice: @Sendable (PracticeID, Language, Reader) throws -> PracticeChoice?
    /// The building blocks of a practice: id and title.
    public var blocks: @Sendable (PracticeID, Reader) throws -> [(id: String, title: String)]
    /// What practices and mentors can be about, as codes named by `compendium.policyArea.…`.
    public var policyAreas: [String]
    /// What awaits people in other rooms: of one person, or of everybody; due until a day, or whenever it is. Owners that are not people are left out.
    public var duties: @Sendable (_ person: PersonID?, _ until: Day?, _ reader: Reader) throws -> [Duty]
    /// The title of a record that a gathering is planned for (a transfer, a need), if the viewer works on it. nil: no such rooms.
    public var origin: (@Sendable (RecordReference, Viewer, Reader) throws -> String?)?

    public init(
        practices: @escaping @Sendable (Language) -> [PracticeChoice], practice: @escaping @Sendable (PracticeID, Language, Reader) throws -> PracticeChoice? = { _, _, _ in nil },
        blocks: @escaping @Sendable (PracticeID, Reader) throws -> [(id: String, title: String)],
        policyAreas: [String], duties: @escaping @Sendable (_ person: PersonID?, _ until: Day?, _ reader: Reader) throws -> [Duty] = { _, _, _ in [] }, origin: (@Sendable (RecordReference, Viewer, Reader) throws -> String?)? = nil
    ) {
        self.practices = practices
        self.practice = practice
        self.blocks = blocks
        self.policyAreas = policyAreas
        self.duties = duties
        self.origin = origin
    }
}

/// Something that somebody said they would do by a day.
public struct Duty: Sendable, Equatable {
    public enum Kind: String, Sendable { case lesson, followUp, task }
    public let kind: Kind
    /// One of its kind.
    public let id: String
    /// A text key that stands before the text: "After 6 months".
    public let textKey: String?
    public let text: String
    public let due: Day
    public let person: PersonID
    /// Where it is done.
    public let href: String
    /// What it belongs to, in the words of whoever named that.
    public let from: String

    public init(_ kind: Kind, _ id: String, textKey: String? = nil, text: String, due: Day, person: PersonID, href: String, from: String) {
        self.kind = kind
        self.id = id
        self.textKey = textKey
        self.text = text
        self.due = due
        self.person = person
        self.href = href
        self.from = from
    }

    func said(_ words: Wording) -> String { textKey.map { "\(words($0)): \(text)" } ?? text }
}
