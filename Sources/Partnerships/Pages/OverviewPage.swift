import Kernel
import Members
import Web

/// A partnership: what it is, who is in it, what it agreed, when it met, what it decided, and what there is to do.
struct OverviewPage {
    let opened: PartnershipsRoom.Opened
    let lists: [String: [Entry]]
    let telling: Telling
    let today: Day

    private var words: Wording { telling.words }
    private var format: Format { telling.format }
    private func all(_ shape: Shape) -> [Entry] { lists[shape.name] ?? [] }

    func page() -> Page {
        let city = opened.partnership.city
        let title = words("partnerships.overview.title", ["city": city.name(in: words.language)])
        let table = EntryTable(telling: telling, city: city.slug, canKeep: opened.canKeep)
        var tables = [
            table.view(.members, all(.members), columns: ["role", "seats", "hasMandateLetter", "mandateDay"]),
            table.view(.groups, all(.groups), columns: ["task", "area", "chair"]),
            table.view(.agreements, all(.agreements), columns: ["kind", "organisation", "endDay"]) { entry in
                let state = AgreementState(entry, on: today)
                return (key: "partnerships.agreement.\(state.rawValue)", code: state.rawValue)
            },
            table.view(.meetings, byDay(all(.meetings), "plannedDay"), columns: ["mechanism", "plannedDay", "heldDay", "attended", "reason"]) { entry in
                let state = MeetingState(entry, on: today)
                return (key: "partnerships.meeting.\(state.rawValue)", code: state.rawValue)
            },
            table.view(.decisions, byDay(all(.decisions), "dueDay"), columns: ["meeting", "owner", "dueDay", "doneDay"]) { entry in
                let state = DecisionState(entry, on: today)
                return (key: "partnerships.decision.\(state.rawValue)", code: state.rawValue)
            },
        ]
        if opened.canKeep { tables.insert(table.view(.contacts, all(.contacts), columns: ["position", "organisation", "email", "phone", "basis", "basisDay"]), at: 1) }
        let todo = opened.canKeep ? work() : []
        return Page(
            "partnerships/overview", title: title, section: "partnerships",
            view: [
                "breadcrumbs": PartnershipTabs.breadcrumbs(words), "headingText": title, "tabs": PartnershipTabs.view(.overview, opened, words),
                "facts": Shape.partnership.fields.compactMap { field in
                    telling.text(field, opened.partnership.entry.content).map { ["factLabel": telling.label(field), "factText": $0] as View }
                },
                "hasFacts": Shape.partnership.fields.contains { opened.partnership.entry.content.has($0.name) },
                "editHref": opened.canKeep ? PartnershipsPaths.entry(city.slug, .partnership, opened.id.rawValue) : nil,
                "steadyTexts": MechanismsPage.steadyTexts(
                    Steadiness(meetings: all(.meetings), decisions: all(.decisions), mechanism: nil, on: today), words, format
                ).map { ["text": $0] as View },
                "hasWork": !todo.isEmpty, "work": todo, "tables": tables,
            ])
    }

    /// The newest first.
    private func byDay(_ entries: [Entry], _ field: String) -> [Entry] {
        entries.sorted { ($1.content[field] ?? "", $1.id) < ($0.content[field] ?? "", $0.id) }
    }

    /// What there is to do, each with where.
    private func work() -> [View] {
        let (city, content) = (opened.city, opened.partnership.entry.content)
        var found: [View] = []
        func add(_ key: String, _ href: String, _ values: [String: String] = [:]) { found.append(["workText": words("partnerships.work.\(key)", values), "workHref": href]) }
        let itself = PartnershipsPaths.entry(city, .partnership, opened.id.rawValue)
        if !content.has("lead") { add("lead", itself) }
        if !content.has("charter") { add("charter", itself) }
        if all(.members).isEmpty { add("members", PartnershipsPaths.newEntry(city, .members)) }
        for member in all(.members) where !member.content.has("hasMandateLetter") && member.content["role"] != "observer" {
            add("letter", PartnershipsPaths.entry(city, .members, member.id), ["name": telling.apart(telling.name(member, .members))])
        }
        for agreement in all(.agreements) {
            let (name, day) = (telling.apart(telling.name(agreement, .agreements)), agreement.content.day("endDay").map(format.day) ?? "")
            switch AgreementState(agreement, on: today) {
            case .ended: add("agreementEnded", PartnershipsPaths.entry(city, .agreements, agreement.id), ["name": name, "day": day])
            case .endsSoon: add("agreementEnds", PartnershipsPaths.entry(city, .agreements, agreement.id), ["name": name, "day": day])
            default: break
            }
        }
        for meeting in all(.meetings) where MeetingState(meeting, on: today) == .unsaid {
            add("meeting", PartnershipsPaths.entry(city, .meetings, meeting.id), ["name": telling.apart(telling.name(meeting, .meetings))])
        }
        for decision in all(.decisions) where DecisionState(decision, on: today) == .late {
            add(
                "decision", PartnershipsPaths.entry(city, .decisions, decision.id),
                ["name": telling.apart(telling.name(decision, .decisions)), "owner": telling.apart(decision.content.organisation("owner").map(telling.organisation) ?? "")])
        }
        for voice in StakeholderMap(all(.stakeholders), opened.partnership.organisations).missing(opened.partnership.organisations) {
            add("voice.\(voice.rawValue)", PartnershipsPaths.stakeholders(city))
        }
        return found
    }
}
