import Foundation
import Kernel
import Store
import Text

/// What the compendium needs from other rooms.
public struct CompendiumPorts: Sendable {
    /// English words for what a question in another language is about, so that it finds English texts. Filled by Matching's
    /// vocabulary.
    public var englishTerms: @Sendable (_ text: String, _ language: Language) -> [String]
    /// Makes a document, or takes it from those made before. Filled by App's press.
    /// Throws `Problem.unavailable` with a text key when it cannot be made now.
    public var document: @Sendable (_ order: DocumentOrder) async throws -> Data
    /// Takes a letter about new matches of a saved search, in the transaction that notes it told. nil: there is no post yet, and what
    /// was found waits on the person's own page and in `search_notice`.
    public var sendSearchLetter: (@Sendable (_ letter: SearchLetter, _ writer: Writer) throws -> Void)?
    /// The terms of the field that a text names, with what they are called in another language. Filled by Matching's vocabulary.
    public var glossary: @Sendable (_ text: String, _ from: String, _ to: String) -> [GlossaryTerm]
    /// Puts texts into another language by a machine, one for each, in order; nil: none is set.
    /// Throws `Problem.unavailable` with a text key when there is no good answer in time.
    public var machine: (@Sendable (_ texts: [String], _ from: String, _ to: String) async throws -> [String])?

    /// Whether what texts mean is known at present.
    public var usesMeaning: @Sendable () -> Bool = { false }
    /// How near in meaning a practice is to others, by slug: −1…1; empty when meaning is not used. Filled from Matching's index.
    public var nearness: @Sendable (_ slug: String, _ others: [String]) -> [String: Double] = { _, _ in [:] }
    /// The same for the texts of a record that is not published.
    public var nearnessOfTexts: @Sendable (_ texts: [FieldText], _ others: [String]) async -> [String: Double] = { _, _ in [:] }

    /// Where the blocks of a practice are in use, in the order of the blocks. Filled by Transfers; nil: nothing is known of that.
    public var uses: (@Sendable (_ practice: PracticeID, _ reader: Reader) throws -> [BlockInUse])?

    /// What a programme planned and what came of it, beyond what its record says itself. Filled by Programmes.
    public var programmeWork: @Sendable (_ programme: ProgrammeID, _ language: Language, _ reader: Reader) throws -> ProgrammeWork = { _, _, _ in ProgrammeWork() }

    public init(
        englishTerms: @escaping @Sendable (_ text: String, _ language: Language) -> [String],
        document: @escaping @Sendable (_ order: DocumentOrder) async throws -> Data,
        sendSearchLetter: (@Sendable (_ letter: SearchLetter, _ writer: Writer) throws -> Void)? = nil,
        glossary: @escaping @Sendable (_ text: String, _ from: String, _ to: String) -> [GlossaryTerm] = { _, _, _ in [] },
        machine: (@Sendable (_ texts: [String], _ from: String, _ to: String) async throws -> [String])? = nil
    ) {
        self.englishTerms = englishTerms
        self.document = document
        self.sendSearchLetter = sendSearchLetter
        self.glossary = glossary
        self.machine = machine
    }
}

/// One building block in use in another city.
public struct BlockInUse: Sendable, Equatable {
    public enum Answer: String, Sendable { case inUse = "in_use", changed, stopped }

    /// nil: the practice as a whole.
    public let block: String?
    public let city: CityID
    public let isAdapted: Bool
    public let since: Instant
    /// What the city said last; nil: no answer yet.
    public let answer: Answer?
    /// The days since then on which it was or will be asked, the first one first.
    public let unanswered: [Day]

    public init(block: String?, city: CityID, isAdapted: Bool, since: Instant, answer: Answer?, unanswered: [Day]) {
        self.block = block
        self.city = city
        self.isAdapted = isAdapted
        self.since = since
        self.answer = answer
        self.unanswered = unanswered
    }
}

/// What everybody may know of how a programme runs, in words.
public struct ProgrammeWork: Sendable {
    /// What was planned beside what was done; nil where nothing is known.
    public struct Step: Sendable {
        public let what: String
        public let planned: String?
        public let actual: String?
        public let reason: String?
        public let source: String?

        public init(what: String, planned: String?, actual: String?, reason: String?, source: String?) {
            self.what = what
            self.planned = planned
            self.actual = actual
            self.reason = reason
            self.source = source
        }
    }

    public let steps: [Step]
    /// Where the programme says which partners it looks for; nil while it looks for none.
    public let partnerSearchHref: String?

    public init(steps: [Step] = [], partnerSearchHref: String? = nil) {
        self.steps = steps
        self.partnerSearchHref = partnerSearchHref
    }
}
