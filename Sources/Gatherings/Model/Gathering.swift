import Kernel
import Store

/// Something that happens at a time with people: what was planned, where it stands, and what became of it.
struct Gathering: Sendable, Equatable {
    enum Kind: String, CaseIterable, SQLWord {
        case studyVisit = "study-visit"
        case bilateralVisit = "bilateral-visit"
        case empowermentWorkshop = "empowerment-workshop"
        case trainingSeminar = "training-seminar"
        case conference, meeting

        /// Somebody goes to see how others do it, and is to come back with lessons.
        var isVisit: Bool { self == .studyVisit || self == .bilateralVisit }
    }

    /// Who may register.
    enum Admission: String, CaseIterable, SQLWord { case invited, open }

    enum Stage: String, CaseIterable, SQLWord {
        case planned, announced, held, reported, closed, cancelled

        var isOver: Bool { self == .closed || self == .cancelled }
        /// It took place: what was planned stays as it was, beside what became of it.
        var isSettled: Bool { [.held, .reported, .closed].contains(self) }
    }

    /// Who takes steps.
    enum Hand: Sendable, Hashable { case organiser }

    /// What may become of a gathering, and from where.
    static let life = Workflow<Stage, Hand>(
        start: .planned,
        steps: [
            .init("announce", from: .planned, to: .announced, by: [.organiser]), .init("hold", from: .announced, to: .held, by: [.organiser]),
            .init("report", from: .held, to: .reported, by: [.organiser]), .init("close", from: .reported, to: .closed, by: [.organiser]),
            .init("cancel", from: .planned, to: .cancelled, by: [.organiser]), .init("cancel", from: .announced, to: .cancelled, by: [.organiser]),
        ])

    let id: GatheringID
    /// Counts up from 1 with each change of the plan; also the SEQUENCE of its calendar entry.
    let version: Int
    let plan: GatheringPlan
    let stage: Stage
    let cancelReason: String?
    /// nil until somebody has said how it went.
    let held: Held?
    let createdBy: PersonID
    let changedAt: Instant
    let changedBy: PersonID

    /// What it became, beside what was planned.
    struct Held: Sendable, Equatable {
        let starts: Instant
        let ends: Instant
        let place: String?
        let people: Int?
        let spent: Money?
        /// Why it differs from the plan; there where it does.
        let reason: String?
        let report: String
    }

    var cities: [CityID] { ([plan.city] + plan.hosts + plan.visitors).reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }

    /// The day on which it ended there, or is to end.
    var lastDay: Day { plan.clock.day(of: held?.ends ?? plan.ends) }

    /// Whether somebody can still register, and if not why, as a text key.
    func admits(at now: Instant) -> Verdict {
        switch stage {
        case .planned: return .denied(reason: "gatherings.problem.notAnnounced")
        case .cancelled: return .denied(reason: "gatherings.problem.cancelled")
        case .held, .reported, .closed: return .denied(reason: "gatherings.problem.over")
        case .announced: break
        }
        if plan.starts <= now { return .denied(reason: "gatherings.problem.begun") }
        if let until = plan.registerUntil, plan.clock.day(of: now) > until { return .denied(reason: "gatherings.problem.tooLate") }
        return .allowed
    }
}

/// What organisers decide of a gathering before it happens.
struct GatheringPlan: Sendable, Equatable {
    var kind: Gathering.Kind
    var title: String
    var city: CityID
    var place: String?
    var zone: String
    var starts: Instant
    var ends: Instant
    var hosts: [CityID] = []
    var visitors: [CityID] = []
    var questions: [String] = []
    var practice: PracticeID?
    var programme: ProgrammeID?
    var admission = Gathering.Admission.invited
    var capacity: Int?
    var registerUntil: Day?
    var budget: Money?
    var logistics: String?
    var access: String?

    /// Nobody sets out without a question.
    var lacksQuestion: Bool { kind.isVisit && questions.isEmpty }

    /// Tells and reads the time of day where it happens.
    var clock: ZoneClock { ZoneClock(zone) ?? .utc }

    /// What stays as it was planned once it has taken place, by the names of the form's fields.
    static let settled = ["city", "place", "zone", "starts", "ends", "capacity", "registerUntil", "budget"]

    /// What of that would be another than before.
    func settledChanges(from before: GatheringPlan) -> [String] {
        let changes = [
            "city": city != before.city, "place": place != before.place, "zone": zone != before.zone, "starts": starts != before.starts, "ends": ends != before.ends,
            "capacity": capacity != before.capacity, "registerUntil": registerUntil != before.registerUntil, "budget": budget != before.budget,
        ]
        return Self.settled.filter { changes[$0] == true }
    }
}

/// A part of the day's order.
struct AgendaSlot: Sendable, Equatable {
    let id: String
    var starts: Instant
    var ends: Instant
    var title: String
    var place: String?
    var who: String?
}
