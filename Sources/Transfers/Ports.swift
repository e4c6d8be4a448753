import Kernel
import Store
import Web

/// What transfers need from other rooms. All but the last two are asked inside a reading that is going on already.
public struct TransfersPorts: Sendable {
    public typealias Practices = @Sendable (_ ids: [PracticeID], _ reader: Reader) throws -> [PracticeID: GivingPractice]

    /// A practice as it is now, whether it is still in use or not; nil when there is none of that slug.
    public var practice: @Sendable (_ slug: String, _ reader: Reader) throws -> GivingPractice?
    /// Several by their ids, without their blocks; in as many statements for many as for one.
    public var practices: Practices
    /// A need with what the city answered to the preconditions of a practice; nil for those who may not read it.
    public var need: @Sendable (_ id: NeedID, _ practice: PracticeID, _ viewer: Viewer, _ reader: Reader) throws -> ReceivingNeed?
    /// Where a visit for a transfer is planned, filled in as far as the transfer knows; nil: visits are kept nowhere, and nothing is said of them.
    public var visitHref: (@Sendable (_ transfer: TransferInShort) -> String)?
    /// Where a mentor for a transfer is asked for; nil as above.
    public var mentorHref: (@Sendable (_ transfer: TransferInShort) -> String)?

    public init(
        practice: @escaping @Sendable (_ slug: String, _ reader: Reader) throws -> GivingPractice?,
        practices: @escaping Practices,
        need: @escaping @Sendable (_ id: NeedID, _ practice: PracticeID, _ viewer: Viewer, _ reader: Reader) throws -> ReceivingNeed?,
        visitHref: (@Sendable (_ transfer: TransferInShort) -> String)? = nil, mentorHref: (@Sendable (_ transfer: TransferInShort) -> String)? = nil
    ) {
        self.practice = practice
        self.practices = practices
        self.need = need
        self.visitHref = visitHref
        self.mentorHref = mentorHref
    }
}

/// What other rooms are told of a transfer that something is planned for.
public struct TransferInShort: Sendable, Equatable {
    public let id: TransferID
    public let name: String
    /// Cities and practice by their names in addresses.
    public let giving: String
    public let receiving: String
    public let practice: String
    /// What it is to be about, in words: a precondition that is not met, or what is weak; nil: the transfer as a whole.
    public let topic: String?
}

/// A practice as a transfer takes it over.
public struct GivingPractice: Sendable, Equatable {
    public let id: PracticeID
    public let slug: String
    public let version: Int
    public let title: Localized
    public let city: CityID
    public let blocks: [Block]
    /// nil: it is in use. Else the text key of what became of it, the reason given, and the slug of what took its place.
    public let outOfUse: OutOfUse?
    /// Who looks after it, when somebody does.
    public let owner: PersonID?

    public struct Block: Sendable, Equatable {
        public let id: String
        public let title: String
        public let description: String?
        public let isCore: Bool

        public init(id: String, title: String, description: String?, isCore: Bool) {
            self.id = id
            self.title = title
            self.description = description
            self.isCore = isCore
        }
    }

    public struct OutOfUse: Sendable, Equatable {
        public let key: String
        public let reason: String?
        public let successor: String?

        public init(key: String, reason: String?, successor: String?) {
            self.key = key
            self.reason = reason
            self.successor = successor
        }
    }

    public init(
        id: PracticeID, slug: String, version: Int, title: Localized, city: CityID, blocks: [Block], outOfUse: OutOfUse? = nil, owner: PersonID? = nil
    ) {
        self.id = id
        self.slug = slug
        self.version = version
        self.title = title
        self.city = city
        self.blocks = blocks
        self.outOfUse = outOfUse
        self.owner = owner
    }
}

/// A need as a transfer answers it.
public struct ReceivingNeed: Sendable, Equatable {
    public let id: NeedID
    public let version: Int
    public let name: String
    public let text: String
    public let city: CityID?
    public let preconditions: [Precondition]
    public let mayWrite: Bool

    public struct Precondition: Sendable, Equatable {
        public enum State: String, Sendable { case met, partly, missed, notApplicable, open }
        public let id: String
        public let text: String
        public let state: State
        public let note: String?

        public init(id: String, text: String, state: State, note: String?) {
            self.id = id
            self.text = text
            self.state = state
            self.note = note
        }

        /// Something has to be done about it.
        public var isUnmet: Bool { state == .missed || state == .partly }
    }

    public init(id: NeedID, version: Int, name: String, text: String, city: CityID?, preconditions: [Precondition], mayWrite: Bool) {
        self.id = id
        self.version = version
        self.name = name
        self.text = text
        self.city = city
        self.preconditions = preconditions
        self.mayWrite = mayWrite
    }
}
