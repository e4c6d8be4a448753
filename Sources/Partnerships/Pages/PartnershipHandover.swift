import Kernel
import Members
import Store
import Web

extension PartnershipsModule {
    /// With whom a city works, what they agreed, and what they have before them. For those who keep the partnership: contacts are among it.
    public static func handover(of city: City, at today: Day, _ words: Wording, _ reader: Reader) throws -> [HandoverLine] {
        guard let partnership = try Partnerships.ofCity(city.slug, reader) else { return [] }
        let shapes: [Shape] = [.members, .contacts, .agreements, .meetings, .decisions]
        let lists = Dictionary(uniqueKeysWithValues: try shapes.map { ($0.name, try Entries.all($0, of: partnership.id, reader)) })
        let telling = Telling(words: words, organisations: partnership.organisations, entries: lists)
        let href = PartnershipsPaths.overview(city.slug)
        func all(_ shape: Shape) -> [Entry] { lists[shape.name] ?? [] }
        func said(_ names: [String], _ entry: Entry, _ shape: Shape) -> [String?] { names.map { name in shape.field(name).flatMap { telling.text($0, entry.content) } } }
        var lines = all(.members).map { HandoverLine(.people, telling.name($0, .members), said(["role"], $0, .members), href: href) }
        lines += all(.contacts).map { HandoverLine(.people, telling.name($0, .contacts), said(["position", "organisation", "email", "phone"], $0, .contacts), href: href) }
        for agreement in all(.agreements) {
            let state = AgreementState(agreement, on: today)
            let name = telling.name(agreement, .agreements)
            lines.append(HandoverLine(.commitments, name, [words("partnerships.agreement.\(state.rawValue)")] + said(["kind", "organisation"], agreement, .agreements), href: href))
            if state != .ended, let end = agreement.content.day("endDay") { lines.append(HandoverLine(.dates, name, [words("partnerships.field.endDay")], day: end, href: href)) }
        }
        for decision in all(.decisions) where DecisionState(decision, on: today) != .done {
            lines.append(HandoverLine(.commitments, telling.name(decision, .decisions), said(["owner", "dueDay"], decision, .decisions), href: href))
            if let due = decision.content.day("dueDay") { lines.append(HandoverLine(.dates, telling.name(decision, .decisions), said(["owner"], decision, .decisions), day: due, href: href)) }
        }
        for meeting in all(.meetings) where MeetingState(meeting, on: today) == .planned {
            lines.append(HandoverLine(.dates, telling.name(meeting, .meetings), [words("partnerships.list.meetings.title")], day: meeting.content.day("plannedDay"), href: href))
        }
        return lines
    }
}
