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

/// Meetings held against those whose day has come, and decisions carried out against those that are due: of the partnership or of one
/// mechanism.
struct Steadiness: Sendable, Equatable {
    let due: Int
    let held: Int
    let decided: Int
    let carriedOut: Int
    let late: Int

    /// - Parameter mechanism: nil for the partnership's own meetings.
    init(meetings: [Entry], decisions: [Entry], mechanism: String?, on today: Day) {
        let own = meetings.filter { $0.content["mechanism"] == mechanism }
        let states = own.map { MeetingState($0, on: today) }
        due = states.count { $0 != .planned }
        held = states.count(where: \.isHeld)
        let ids = Set(own.map(\.id))
        // A decision that names no meeting is the partnership's own.
        let taken = decisions.filter { decision in decision.content["meeting"].map(ids.contains) ?? (mechanism == nil) }.map { DecisionState($0, on: today) }
        decided = taken.count
        carriedOut = taken.count { $0 == .done }
        late = taken.count { $0 == .late }
    }
}
