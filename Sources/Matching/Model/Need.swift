import Kernel
import Store

/// What a city needs, in its own words, with what is known about it.
public struct Need: Sendable, Equatable {
    public enum Visibility: String, SQLWord, CaseIterable { case owner, people, city }

    public let id: NeedID
    public let version: Int
    public let owner: PersonID
    public let visibility: Visibility
    public let createdAt: Instant
    public let changedAt: Instant
    public let changedBy: PersonID
    public let content: NeedContent

    /// What to call it: its title, or the first words of its text.
    public var name: String { content.name }
}

/// One version of a need: everything a person typed.
public struct NeedContent: Sendable, Equatable {
    public var title: String?
    public var text: String
    /// nil: found out from the text.
    public var language: String?
    public var city: CityID?
    public var groups: [String]
    public var areas: [String]
    public var people: Int?
    public var budget: Money?
    public var months: Int?
    public var competent: [String]
    public var notCompetent: [String]
    public var inPlace: [String]

    public static let longestText = 4000

    public init(
        title: String? = nil, text: String, language: String? = nil, city: CityID? = nil, groups: [String] = [], areas: [String] = [], people: Int? = nil,
        budget: Money? = nil, months: Int? = nil, competent: [String] = [], notCompetent: [String] = [], inPlace: [String] = []
    ) {
        self.title = title
        self.text = text
        self.language = language
        self.city = city
        self.groups = groups
        self.areas = areas
        self.people = people
        self.budget = budget
        self.months = months
        self.competent = competent
        self.notCompetent = notCompetent
        self.inPlace = inPlace
    }

    public var name: String {
        if let title { return title }
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? text
        guard line.count > 80 else { return line }
        let head = line.prefix(80)
        return String(head[..<(head.lastIndex(of: " ") ?? head.endIndex)]) + "…"
    }
}

/// What a city says about one precondition.
public enum PreconditionAnswer: String, SQLWord, CaseIterable { case met, partly, missed, notApplicable }

/// An answer with who gave it and when.
public struct AnswerRecord: Sendable, Equatable {
    public let practice: PracticeID
    public let precondition: String
    public let answer: PreconditionAnswer
    public let note: String?
    public let by: PersonID
    public let at: Instant
    /// The line of the need that this was read from; nil when somebody answered.
    public var said: String?
}

public enum MatchDecision: String, SQLWord, CaseIterable { case shortlist, aside }

/// What was decided about one practice for a need.
public struct DecisionRecord: Sendable, Equatable {
    public let practice: PracticeID
    public let decision: MatchDecision
    public let reason: String?
    public let by: PersonID
    public let at: Instant
}

/// Everything that hangs on a need.
public struct NeedWork: Sendable {
    public let answers: [AnswerRecord]
    public let decisions: [DecisionRecord]
    /// Preconditions that somebody left open on purpose, by practice.
    let leftOpen: [PracticeID: Set<String>]

    public init(answers: [AnswerRecord] = [], decisions: [DecisionRecord] = []) { self.init(answers: answers, decisions: decisions, leftOpen: [:]) }

    init(answers: [AnswerRecord], decisions: [DecisionRecord], leftOpen: [PracticeID: Set<String>]) {
        self.answers = answers
        self.decisions = decisions
        self.leftOpen = leftOpen
    }

    /// With what the need itself says of preconditions that nobody answered or left open.
    func adding(_ said: [AnswerRecord]) -> NeedWork {
        let answered = Dictionary(grouping: answers, by: \.practice).mapValues { Set($0.map(\.precondition)) }
        let unanswered = said.filter { answered[$0.practice]?.contains($0.precondition) != true && leftOpen[$0.practice]?.contains($0.precondition) != true }
        return NeedWork(answers: answers + unanswered, decisions: decisions, leftOpen: leftOpen)
    }

    /// What was set aside.
    public var aside: Set<PracticeID> { Set(decisions.filter { $0.decision == .aside }.map(\.practice)) }
    public func decision(on practice: PracticeID) -> DecisionRecord? { decisions.first { $0.practice == practice } }
    public func answers(on practice: PracticeID) -> [AnswerRecord] { answers.filter { $0.practice == practice } }
}
