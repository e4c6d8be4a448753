import Kernel
import Members
import Store
import Web

extension PartnershipsModule {
    /// With whom a city works, what they agreed, and what they have before them. For those who keep the partnership: contacts are among it.
    public static func handover(of city: City, at today: Day, _ words: Wording, _ reader: Reader) throws -> [HandoverLine] {
        guard let partnership = try Partnerships.ofCity(city.slug, reader) else { return [] }
        let shapes: [Shape] = [.members, .contacts, .agreements, .mechanisms, .meetings, .decisions]
        let lists = Dictionary(uniqueKeysWithValues: try shapes.map { ($0.name, try Entries.all($0, of: partnership.id, reader)) })
        let telling = Telling(words: words, organisations: partnership.organisations, entries: lists)
        let href = PartnershipsPaths.overview(city.slug)
        func all(_ shape: Shape) -> [Entry] { lists[shape.name] ?? [] }
        func said(_ names: [String], _ entry: Entry, _ shape: Shape) -> [String?] { names.map { telling.labelled($0, entry, shape) } }
        var lines = all(.members).map { HandoverLine(.people, telling.name($0, .members), said(["role"], $0, .members), href: href) }
        lines += all(.contacts).map { HandoverLine(.people, telling.name($0, .contacts), said(["position", "organisation", "email", "phone"], $0, .contacts), href: href) }
        for agreement in all(.agreements) {
            let state = AgreementState(agreement, on: today)
            let name = telling.name(agreement, .agreements)
            let end = agreement.content.day("endDay")
            let standing = words("partnerships.handover.agreement.\(state.rawValue)", ["day": end.map(telling.format.day) ?? ""])
            lines.append(HandoverLine(.commitments, name, [standing] + said(["kind", "organisation"], agreement, .agreements), href: href))
            if state != .ended, let end { lines.append(HandoverLine(.dates, name, [words("partnerships.handover.agreementEnds")], day: end, href: href)) }
        }
        for decision in all(.decisions) where DecisionState(decision, on: today) != .done {
            let (name, owner) = (telling.name(decision, .decisions), said(["owner"], decision, .decisions))
            lines.append(HandoverLine(.commitments, name, [words("partnerships.handover.decision")] + owner + said(["dueDay"], decision, .decisions), href: href))
            if let due = decision.content.day("dueDay") { lines.append(HandoverLine(.dates, name, [words("partnerships.handover.decisionDue")] + owner, day: due, href: href)) }
        }
        for meeting in all(.meetings) where MeetingState(meeting, on: today) == .planned {
            let texts = [words("partnerships.handover.meetingPlanned")] + said(["mechanism"], meeting, .meetings)
            lines.append(HandoverLine(.dates, telling.name(meeting, .meetings), texts, day: meeting.content.day("plannedDay"), href: href))
        }
        return lines + (try found(partnership, telling, reader))
    }

    /// What the newest needs assessment found, with what it is known from. Needs that were taken further stand among the city's needs.
    private static func found(_ partnership: Partnership, _ telling: Telling, _ reader: Reader) throws -> [HandoverLine] {
        guard let assessment = try Partnerships.assessments(of: partnership.id, reader).first else { return [] }
        let href = PartnershipsPaths.assessment(partnership.city.slug, assessment.id)
        func all(_ shape: Shape) throws -> [Entry] { try Entries.all(shape, of: partnership.id, assessment: assessment.id, reader) }
        func line(_ entry: Entry, _ shape: Shape, _ names: [String]) -> HandoverLine {
            HandoverLine(.needs, telling.name(entry, shape), names.map { telling.labelled($0, entry, shape) }, href: href)
        }
        let needs = AssessedNeed.byPriority(try Partnerships.assessedNeeds(of: partnership.id, assessment: assessment.id, reader))
        var lines = needs.filter { $0.need == nil }.map { need in
            let priority = telling.words("partnerships.handover.said", ["label": telling.words("partnerships.assessment.priority"), "value": telling.score(need.priority)])
            return HandoverLine(.needs, telling.name(need.entry, .needs), [telling.labelled("groupName", need.entry, .needs), priority], href: href)
        }
        lines += try all(.services).filter { $0.content.has("gap") }.map { line($0, .services, ["organisation", "gap"]) }
        lines += try all(.coordination).filter { $0.content.has("gap") }.map { line($0, .coordination, ["kind", "gap"]) }
        lines += try all(.staffNeeds).map { line($0, .staffNeeds, ["staff", "staffCount"]) }
        lines.append(
            HandoverLine(
                .evidence, assessment.name, [telling.words("partnerships.place.assessment"), AssessmentPage.period(assessment, telling), telling.words("partnerships.stage.\(assessment.stage.rawValue)")],
                href: href))
        lines += needs.filter { !$0.evidence.isEmpty }.map { HandoverLine(.evidence, telling.name($0.entry, .needs), $0.evidence.map { telling.labelled("source", $0) }, href: href) }
        return lines
    }
}
