import Foundation
import Kernel
import Members

/// Gatherings and duties as calendar entries. Nobody who takes part is named in them.
struct CalendarEntries {
    let telling: GatheringTelling
    let baseURL: String

    private var domain: String { URL(string: baseURL)?.host ?? "ponte" }

    func entry(_ gathering: Gathering, _ city: City?) -> ICalendar.Event {
        let plan = gathering.plan
        return ICalendar.Event(
            uid: "gathering-\(gathering.id)@\(domain)", sequence: gathering.version - 1, changedAt: gathering.changedAt,
            time: .moments(gathering.held?.starts ?? plan.starts, gathering.held?.ends ?? plan.ends, plan.clock), summary: plan.title,
            description: ([telling.words("gatherings.kind.\(plan.kind.rawValue)")] + plan.questions.map { "– \($0)" }).joined(separator: "\n"),
            location: telling.whereText(gathering, city), url: baseURL + GatheringsPaths.gathering(gathering.id),
            status: gathering.stage == .cancelled ? .cancelled : gathering.stage == .planned ? .tentative : .confirmed)
    }

    func entry(_ duty: Duty, at now: Instant) -> ICalendar.Event {
        ICalendar.Event(
            uid: "\(duty.kind.rawValue)-\(duty.id)@\(domain)", sequence: 0, changedAt: now, time: .day(duty.due),
            summary: telling.words("gatherings.calendar.\(duty.kind.rawValue)", ["text": duty.said(telling.words)]), description: duty.from, url: baseURL + duty.href)
    }
}
