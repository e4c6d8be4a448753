import Kernel
import Store

/// What somebody takes home: for which city, about which part, what they mean to do with it, who sees to it, and by when.
struct Lesson: Sendable, Equatable {
    enum Intention: String, CaseIterable, SQLWord { case adopt, adapt, reject, watch }

    let id: LessonID
    let city: CityID
    let text: String
    /// A building block of the practice that was visited; nil: in their own words.
    let blockID: String?
    let block: String
    let intention: Intention
    /// nil: who had it was forgotten; somebody else must take it.
    let owner: PersonID?
    /// Who sees to it where nobody of the city has an account.
    let ownerName: String?
    let due: Day
    let doneAt: Instant?

    var isSeenTo: Bool { owner != nil || ownerName != nil }
}

/// Somebody who can see to something afterwards, with the cities that they act or come for.
struct Owner: Sendable, Equatable {
    let id: PersonID
    let name: String
    let cities: [CityID]
    /// Is among those who arrange it.
    var arranges = true
}

extension [Owner] {
    /// What a visitor takes home is for somebody of the visiting city; everything else is for anybody here.
    func seeing(to city: CityID, of plan: GatheringPlan) -> [Owner] { plan.visitors.contains(city) ? filter { $0.cities.contains(city) } : self }

    /// Whoever takes part, and does not arrange it, gives something to themselves or to those who do.
    /// - Parameter giver: nil for one who arranges it.
    func reachable(by giver: PersonID?) -> [Owner] { giver.map { giver in filter { $0.arranges || $0.id == giver } } ?? self }
}

/// What is to be done after a gathering or a mentoring.
struct GatheringFollowUp: Sendable, Equatable {
    /// As it is put down.
    struct Draft: Sendable, Equatable {
        let text: String
        let owner: PersonID
        let due: Day
    }

    let id: String
    let text: String
    let owner: PersonID?
    let due: Day
    let doneAt: Instant?
}

/// What somebody wrote down while it happened.
struct Note: Sendable, Equatable {
    let id: NoteID
    let author: PersonID
    let slot: String?
    let text: String
    let writtenAt: Instant

    static let longest = 4000

    /// Ids are made in browsers: letters, digits and hyphens.
    static func isPossible(_ id: String) -> Bool {
        (8...64).contains(id.utf8.count) && id.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 }
    }
}

/// One item of a check list.
struct GatheringTask: Sendable, Equatable {
    enum Side: String, CaseIterable, SQLWord { case host, visitor }

    let id: String
    let side: Side
    /// An item of the template; nil: one of their own, in `text`.
    let code: String?
    let text: String?
    let doneAt: Instant?

    /// What host and visitor see to, by kind, after the check lists of the CIVITAS and Eurocities visit guidelines.
    static func template(_ kind: Gathering.Kind) -> [(side: Side, code: String)] {
        let host: [String] =
            switch kind {
            case .studyVisit: ["officials", "users", "failures", "sites", "interpreters", "reachable", "photoConsent", "media", "reimbursement"]
            case .bilateralVisit: ["officials", "users", "failures", "contextPaper", "interpreters", "reachable"]
            case .empowermentWorkshop: ["stakeholders", "migrants", "practiceText", "facilitators", "interpreters", "childcare", "reachable", "minutesToCouncil"]
            case .trainingSeminar: ["objectives", "materials", "preTest", "evaluation", "certificates", "reachable"]
            case .conference: ["speakers", "interpreters", "childcare", "reachable", "media", "recommendations"]
            case .meeting: ["papers", "reachable"]
            }
        let visitor: [String] =
            switch kind {
            case .studyVisit: ["focus", "homeBriefing", "travel", "decisionMaker", "reportTwoWeeks", "checkSixMonths"]
            case .bilateralVisit: ["focus", "homeBriefing", "travel", "planUpdate"]
            case .empowermentWorkshop: ["homeBriefing", "commitments"]
            case .trainingSeminar: ["focus", "transferCheck"]
            case .conference: ["jointAnalysis", "travel"]
            case .meeting: []
            }
        return host.map { (.host, $0) } + visitor.map { (.visitor, $0) }
    }
}

/// What is still missing before a step can be taken.
enum Gap: Sendable, Equatable {
    /// How it went has not been written down.
    case account
    /// A visiting city has no lesson with somebody who sees to it.
    case lesson(CityID)
    /// A visit begins with what somebody wants to learn, and none has been said.
    case question
    /// No follow-up has an owner and a date.
    case followUp
    /// It has not begun yet.
    case tooEarly

    static func before(_ step: String, _ gathering: Gathering, _ lessons: [Lesson], _ followUps: [GatheringFollowUp], at now: Instant) -> [Gap] {
        switch step {
        case "announce": return gathering.plan.lacksQuestion ? [.question] : []
        case "hold": return gathering.plan.starts > now ? [.tooEarly] : []
        case "report": return gathering.held == nil ? [.account] : []
        case "close":
            let withLesson = Set(lessons.filter(\.isSeenTo).map(\.city))
            let visitors = gathering.plan.kind.isVisit ? gathering.plan.visitors.filter { !withLesson.contains($0) } : []
            return visitors.map(Gap.lesson) + (followUps.contains { $0.owner != nil } ? [] : [.followUp])
        default: return []
        }
    }
}
