import Kernel

/// How far an agreement is from its end.
enum AgreementState: String, CaseIterable, Sendable {
    case inForce, endsSoon, ended, notYet

    /// "Soon" is within so many days.
    static let soon = 90

    init(_ agreement: Entry, on today: Day) {
        let (start, end) = (agreement.content.day("signedDay"), agreement.content.day("endDay"))
        self =
            if let start, start > today { .notYet }
            else if let end, end < today { .ended }
            else if let end, end.daysSince1970 - today.daysSince1970 <= Self.soon { .endsSoon }
            else { .inForce }
    }
}

/// What became of a meeting.
enum MeetingState: String, CaseIterable, Sendable {
    case planned, held, moved, cancelled
    /// The day is past and nobody said what became of it.
    case unsaid

    init(_ meeting: Entry, on today: Day) {
        let (planned, held) = (meeting.content.day("plannedDay"), meeting.content.day("heldDay"))
        self =
            if meeting.content.has("isCancelled") { .cancelled }
            else if let held { held == planned ? .held : .moved }
            else if let planned, planned < today { .unsaid }
            else { .planned }
    }

    var isHeld: Bool { self == .held || self == .moved }
}

enum DecisionState: String, CaseIterable, Sendable {
    case open, late, done

    init(_ decision: Entry, on today: Day) {
        self =
            if decision.content.has("doneDay") { .done }
            else if let due = decision.content.day("dueDay"), due < today { .late }
            else { .open }
    }
}

/// How often a mechanism said that it meets, counted from its start, over the last year at most. A rule of Ponte.
struct MeetingRhythm: Sendable, Equatable {
    static let days = 365

    let meetingsAYear: Int
    let since: Day
    /// How many should have been held by now.
    let due: Int

    /// nil where nothing is agreed, or nobody can say since when.
    /// - Parameter meetings: its own; the first stands for a start that nobody noted.
    init?(_ mechanism: Entry, _ meetings: [Entry], on today: Day) {
        guard let meetingsAYear = mechanism.content.number("meetingsAYear"), meetingsAYear > 0,
            let start = mechanism.content.day("startDay") ?? meetings.compactMap({ $0.content.day("plannedDay") }).min(), start <= today
        else { return nil }
        self.meetingsAYear = meetingsAYear
        since = max(start, Day(daysSince1970: today.daysSince1970 - Self.days))
        due = meetingsAYear * (today.daysSince1970 - since.daysSince1970) / Self.days
    }

    func counts(_ meeting: Entry) -> Bool { (meeting.content.day("heldDay") ?? meeting.content.day("plannedDay")).map { $0 >= since } ?? false }
}

/// Meetings held against those that were due, and decisions carried out against those that are due: of the partnership or of one mechanism.
/// Due is what was planned for a day that has come; where a mechanism agreed how often it meets, no fewer than that.
struct Steadiness: Sendable, Equatable {
    let due: Int
    let held: Int
    let decided: Int
    let carriedOut: Int
    let late: Int
    /// nil where meetings are counted against those planned alone.
    let rhythm: MeetingRhythm?

    /// - Parameter mechanism: nil for the partnership's own meetings.
    init(meetings: [Entry], decisions: [Entry], mechanism: Entry?, on today: Day) {
        let own = meetings.filter { $0.content["mechanism"] == mechanism?.id }
        let rhythm = mechanism.flatMap { MeetingRhythm($0, own, on: today) }
        let states = own.filter { rhythm?.counts($0) ?? true }.map { MeetingState($0, on: today) }
        self.rhythm = rhythm
        due = max(states.count { $0 != .planned }, rhythm?.due ?? 0)
        held = states.count(where: \.isHeld)
        let ids = Set(own.map(\.id))
        // A decision that names no meeting is the partnership's own.
        let taken = decisions.filter { decision in decision.content["meeting"].map(ids.contains) ?? (mechanism == nil) }.map { DecisionState($0, on: today) }
        decided = taken.count
        carriedOut = taken.count { $0 == .done }
        late = taken.count { $0 == .late }
    }
}
