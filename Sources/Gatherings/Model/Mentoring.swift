import Kernel
import Members
import Store

/// Somebody of one city who helps another along, and what the two have agreed. Confidential to the two cities.
struct Mentoring: Sendable, Equatable {
    enum Stage: String, CaseIterable, SQLWord {
        case proposed
        case mentorAccepted = "mentor-accepted"
        case menteeAccepted = "mentee-accepted"
        case active, declined, ended

        /// Takes a place with the mentor.
        var isTakingPlace: Bool { self == .active || self == .mentorAccepted }
        /// Waits for somebody's yes.
        var isAsked: Bool { [.proposed, .mentorAccepted, .menteeAccepted].contains(self) }
    }

    enum Hand: Sendable, Hashable, CaseIterable { case mentor, mentee }

    /// Both sides accept before anything begins; each may decline until then, and either may end it.
    static let life = Workflow<Stage, Hand>(
        start: .proposed,
        steps: [
            .init("accept", from: .proposed, to: .mentorAccepted, by: [.mentor]), .init("accept", from: .proposed, to: .menteeAccepted, by: [.mentee]),
            .init("accept", from: .mentorAccepted, to: .active, by: [.mentee]), .init("accept", from: .menteeAccepted, to: .active, by: [.mentor]),
            .init("decline", from: .proposed, to: .declined, by: [.mentor, .mentee]), .init("decline", from: .mentorAccepted, to: .declined, by: [.mentor, .mentee]),
            .init("decline", from: .menteeAccepted, to: .declined, by: [.mentor, .mentee]), .init("end", from: .active, to: .ended, by: [.mentor, .mentee]),
        ])

    let id: MentoringID
    let wish: String
    let mentor: PersonID
    let mentorCity: CityID
    let menteeCity: CityID
    let goals: String
    /// When it was proposed, out of 1000.
    let score: Int
    let stage: Stage
    /// Declined by whoever had said yes already.
    let isWithdrawn: Bool
    let reason: String?
    let changedAt: Instant

    var stageKey: String { isWithdrawn ? "gatherings.mentoring.stage.withdrawn" : "gatherings.mentoring.stage.\(stage.rawValue)" }

    /// Whoever asked, or said yes first, takes that back; the other side declines.
    func isOwnRequest(of hands: Set<Hand>) -> Bool { stage == .menteeAccepted && hands == [.mentee] || stage == .mentorAccepted && hands == [.mentor] }
}

/// One contact of mentor and mentee: a first-class item, however short.
struct MentoringEntry: Sendable, Equatable {
    enum Kind: String, CaseIterable, SQLWord { case visit, flash, call, mail, web }

    let id: MentoringEntryID
    let kind: Kind
    let day: Day
    let minutes: Int
    let topic: String
    let advice: String?
    let agreed: String?
    let next: String?
    let by: PersonID
}

/// What mentors are strong in and cities find hard: the factors of transfer.
enum TransferFactor: String, CaseIterable, Sendable { case competence, organisation, partners, money, will, culture, data, participation }

/// What somebody offers as a mentor.
struct MentorOffer: Sendable, Equatable {
    let person: PersonID
    let city: CityID
    /// How many cities at once.
    var capacity: Int
    var isOpen: Bool
    var areas: Set<String>
    var factors: Set<String>
    var languages: Set<String>
    var text: String?
}

/// What a city looks for in a mentor.
struct MentorWish: Sendable, Equatable {
    let id: String
    let city: CityID
    var goals: String
    var isOpen: Bool
    /// A mentor was found; what is neither open nor met was withdrawn.
    let isMet: Bool
    var areas: Set<String>
    /// What the city finds hard.
    var factors: Set<String>
    var languages: Set<String>
    /// What the mentor is looked for: a transfer, a need.
    let origin: RecordReference?
    let createdAt: Instant

    var stateKey: String { isOpen ? "gatherings.mentoring.wishOpen" : isMet ? "gatherings.mentoring.wishMet" : "gatherings.mentoring.wishWithdrawn" }
}

/// How well a mentor fits a wish, with its parts, each between 0 and 1.
struct MentorScore: Sendable, Equatable {
    enum Part: String, CaseIterable, Sendable {
        case theme, strength, context, language

        var weight: Double {
            switch self {
            case .theme: 0.4
            case .strength: 0.3
            case .context: 0.2
            case .language: 0.1
            }
        }
    }

    let parts: [Part: Double]

    var total: Double { Part.allCases.reduce(0) { $0 + $1.weight * (parts[$1] ?? 0) } }
    /// Out of 1000, so that equal scores are equal.
    var points: Int { Int((total * 1000).rounded()) }

    init(_ wish: MentorWish, _ offer: MentorOffer, menteeCity: City?, mentorCity: City?) {
        func share(_ wanted: Set<String>, _ given: Set<String>) -> Double { wanted.isEmpty ? 0 : Double(wanted.intersection(given).count) / Double(wanted.count) }
        parts = [
            .theme: share(wish.areas, offer.areas), .strength: share(wish.factors, offer.factors), .context: Self.context(menteeCity, mentorCity),
            .language: wish.languages.isDisjoint(with: offer.languages) ? 0 : 1,
        ]
    }

    /// How alike two cities are in size and in the share of foreign residents; by what is known of both.
    private static func context(_ one: City?, _ other: City?) -> Double {
        var likeness: [Double] = []
        if let a = one?.size, let b = other?.size, let first = CitySize.allCases.firstIndex(of: a), let second = CitySize.allCases.firstIndex(of: b) {
            likeness.append(1 - Double(abs(first - second)) / Double(CitySize.allCases.count - 1))
        }
        if let a = one?.foreignShare, let b = other?.foreignShare { likeness.append(1 - min(1, abs(a - b) / 20)) }
        return likeness.isEmpty ? 0 : likeness.reduce(0, +) / Double(likeness.count)
    }
}
