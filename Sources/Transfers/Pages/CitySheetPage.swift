import Kernel
import Members
import Web

/// All transfers of one city on one page, for those who decide and those who pay: of each in one line need, practice, why, who, what was
/// adapted, cost, where it stands, what is next. Each leads to its own page, which has the whole of it.
struct CitySheetPage {
    let city: City
    let entries: [TransferListPage.Entry]
    let practices: [PracticeID: GivingPractice]
    let names: [PersonID: String]
    /// The reader works for the city.
    let isOwn: Bool
    let today: Day
    let speaking: Speaking

    private var words: Wording { speaking.words }

    func page() -> Page {
        let parts: [(key: String, entries: [TransferListPage.Entry])] = [
            ("receives", entries.filter { $0.transfer.receiving == city.id }), ("gives", entries.filter { $0.transfer.giving == city.id }),
        ]
        return Page(
            "transfers/citySheet", title: words("transfers.city.title", ["city": speaking.name(city)]), section: "transfers",
            view: [
                "breadcrumbs": speaking.breadcrumbs(), "headingText": words("transfers.city.title", ["city": speaking.name(city)]),
                "dateText": words("transfers.sheet.asOf", ["date": speaking.format.day(today)]), "cityHref": TransfersPaths.cityPage(city.slug), "cityName": speaking.name(city),
                "handover": isOwn ? ["handoverHref": TransfersPaths.handover(city.slug), "handoverText": words("web.handover.link", ["city": speaking.name(city)])] as View : nil,
                "isEmpty": entries.isEmpty,
                "groups": parts.filter { !$0.entries.isEmpty }.map { key, entries in
                    ["groupTitle": words("transfers.city.\(key)"), "groupId": "group-\(key)", "items": entries.map(row)] as View
                },
            ])
    }

    private func row(_ entry: TransferListPage.Entry) -> View {
        let (transfer, details) = (entry.transfer, entry.parts)
        let practice = practices[transfer.practice]
        func fact(_ key: String, _ text: String, href: String? = nil, note: String? = nil) -> View {
            ["factLabel": words(key), "factText": text, "factHref": href, "factNote": note]
        }
        return [
            "sheetHref": TransfersPaths.part(transfer.id, "sheet"), "transferName": transfer.name, "routeText": speaking.route(entry.giving, entry.receiving),
            "facts": [
                fact("transfers.fact.challenge", speaking.brief(transfer.challenge, 200)),
                fact(
                    "transfers.fact.practice", practice?.title.text(in: speaking.language.code).text ?? "–", href: practice.map { TransfersPaths.practice($0.slug, version: transfer.practiceVersion) },
                    note: words("transfers.fact.version", ["version": speaking.format.number(transfer.practiceVersion)])),
                fact("transfers.fact.reason", speaking.brief(transfer.reason, 200)), fact("transfers.sheet.decided", decided(transfer, details)), fact("transfers.sheet.adapted", adapted(details)),
                fact("transfers.sheet.cost", speaking.cost(details) ?? words("transfers.sheet.noCost")), fact("transfers.sheet.stands", stands(transfer, details)),
                fact("transfers.sheet.next", next(transfer, details)),
            ] as [View],
        ]
    }

    /// Who opened it, and who took the last step.
    private func decided(_ transfer: Transfer, _ details: TransferParts) -> String {
        func line(_ key: String, _ person: PersonID, _ at: Instant) -> String {
            words("web.form.problemAt", ["field": words(key), "problem": speaking.by(names[person] ?? words("web.formerMember"), at)])
        }
        let last = details.steps.last.map { line("transfers.stepTaken.\($0.step.rawValue)", $0.by, $0.at) }
        return [line("transfers.step.opened", transfer.openedBy, transfer.openedAt), last].compactMap(\.self).joined(separator: " · ")
    }

    /// What is kept by its names; what is another than in the giving city with what it became.
    private func adapted(_ details: TransferParts) -> String {
        let lines = PlanBlock.Decision.allCases.compactMap { decision -> String? in
            let blocks = details.blocks.filter { $0.decision == decision }
            guard !blocks.isEmpty else { return nil }
            let told = blocks.map { block in ["\u{2068}\(block.title)\u{2069}", block.adaptation.map { "\u{2068}\(speaking.brief($0, 90))\u{2069}" }].compactMap(\.self).joined(separator: " – ") }
            return words("web.form.problemAt", ["field": speaking.decision(decision), "problem": told.joined(separator: "; ")])
        }
        return lines.isEmpty ? words("transfers.sheet.nothingDecided") : lines.joined(separator: " · ")
    }

    private func stands(_ transfer: Transfer, _ details: TransferParts) -> String {
        let finding = transfer.stage == .understand || transfer.stage == .adapt ? words("transfers.finding.\(details.study.finding.rawValue)") : nil
        let why = transfer.stage == .stopped ? details.whyStopped.map { "\(words("transfers.why")) \u{2068}\(speaking.brief($0, 200))\u{2069}" } : nil
        return [speaking.stage(transfer.stage), words("transfers.since", ["date": speaking.format.day(transfer.stageAt.day)]), finding, why].compactMap(\.self).joined(separator: " · ")
    }

    private func next(_ transfer: Transfer, _ details: TransferParts) -> String {
        guard let next = details.next(at: transfer.stage).first else { return words("transfers.sheet.noNext") }
        return [speaking.what(next).what, speaking.format.day(next.day), next.day < today ? words("transfers.late") : nil].compactMap(\.self).joined(separator: " · ")
    }
}
