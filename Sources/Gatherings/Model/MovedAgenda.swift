import Kernel

/// The order of the day when its gathering moves: as long as it stays as long as it is, everything moves with its beginning, by the clock of the
/// place. Otherwise it stays, and what would fall outside is a problem.
struct MovedAgenda: Sendable {
    let slots: [AgendaSlot]
    let problems: [FieldProblem]

    init(_ slots: [AgendaSlot], from before: GatheringPlan, to after: GatheringPlan) {
        guard before.starts != after.starts || before.ends != after.ends || before.zone != after.zone else {
            (self.slots, problems) = (slots, [])
            return
        }
        let isAsLong = Self.minutes(before.ends, before.clock) - Self.minutes(before.starts, before.clock) == Self.minutes(after.ends, after.clock) - Self.minutes(after.starts, after.clock)
        let moved = isAsLong ? slots.map { Self.moved($0, before, after) } : slots
        let early = moved.first { $0.starts < after.starts }
        let late = moved.first { $0.ends > after.ends }
        self.slots = moved
        problems = [early.map { FieldProblem("starts", "gatherings.problem.agendaBefore", ["title": $0.title]) }, late.map { FieldProblem("ends", "gatherings.problem.agendaAfter", ["title": $0.title]) }]
            .compactMap(\.self)
    }

    private static func moved(_ slot: AgendaSlot, _ before: GatheringPlan, _ after: GatheringPlan) -> AgendaSlot {
        func moment(_ instant: Instant, notBefore earliest: Instant) -> Instant {
            let shown = minutes(instant, before.clock) - minutes(before.starts, before.clock) + minutes(after.starts, after.clock)
            let moments = after.clock.moments(showing: .init(day: Day(daysSince1970: shown / 1440), minutes: shown % 1440))
            // In the hour that spring leaves out: as long after the beginning as it was.
            return moments.first { $0 >= earliest } ?? moments.first ?? after.starts.adding(.milliseconds(instant.milliseconds - before.starts.milliseconds))
        }
        var slot = slot
        let starts = moment(slot.starts, notBefore: after.starts)
        slot.ends = moment(slot.ends, notBefore: starts.adding(.milliseconds(1)))
        slot.starts = starts
        return slot
    }

    /// What the clock there shows, in minutes since 1970.
    private static func minutes(_ instant: Instant, _ clock: ZoneClock) -> Int {
        let reading = clock.reading(of: instant)
        return reading.day.daysSince1970 * 1440 + reading.minutes
    }
}
