import Kernel
import Members
import Web

/// A programme at a glance: what is late, due and at risk, what is spent, and which city needs a letter.
struct OverviewPage {
    let programme: Programme
    let overview: Overview
    let now: Instant
    let words: PlanWords

    private var format: Format { words.format }

    func page() -> Page {
        let navigation = ProgrammeNavigation(programme: programme, words: words)
        let slug = programme.slug
        let accepted = overview.stages[.accepted] ?? 0
        let deliverables = overview.stages.filter { $0.key != .dropped }.values.reduce(0, +)
        return Page(
            "programmes/overview", title: programme.name, section: "coordination",
            view: [
                "breadcrumbs": Array(navigation.breadcrumbs().prefix(1)), "tabs": ["items": navigation.items(.overview)] as View,
                "programmeName": programme.name, "fullName": programme.fullTitle, "datesText": words.period(programme.start, programme.end) ?? words("programmes.noDates"),
                "stateText": stateText, "publicHref": ProgrammesPaths.publicPage(slug),
                "figures": [
                    figure(
                        format.number(overview.lateCount), words("programmes.overview.late"),
                        overview.late.isEmpty ? "\(ProgrammesPaths.list(slug, .deliverable))?state=late" : "#late-heading"),
                    figure(format.number(overview.dueCount), words("programmes.overview.due"), ProgrammesPaths.calendar(slug)),
                    figure(format.number(overview.openRisks), words("programmes.overview.risks"), "\(ProgrammesPaths.list(slug, .risk))?state=open"),
                    figure(
                        words("programmes.overview.ofAll", ["done": format.number(accepted), "all": format.number(deliverables)]), words("programmes.overview.accepted"),
                        ProgrammesPaths.list(slug, .deliverable)),
                    figure(
                        words("programmes.overview.ofAll", ["done": format.number(overview.milestonesDone), "all": format.number(overview.milestones)]),
                        words("programmes.overview.reached"), ProgrammesPaths.list(slug, .milestone)),
                ],
                "lateItems": dated(overview.late, of: overview.lateCount), "dueItems": dated(overview.due, of: overview.dueCount),
                "graveRisks": overview.risks.isEmpty ? nil : ["items": overview.risks.map { risk in
                    [
                        "riskHref": ProgrammesPaths.record(slug, .risk, risk.id), "riskName": risk.name, "weightText": words.planned(risk), "ownerText": risk.values["owner"],
                        "answerText": risk.values["answer"],
                    ] as View
                }] as View,
                "isEmpty": isEmpty, "stated": stated,
                "newDeliverableHref": ProgrammesPaths.newRecord(slug, .deliverable), "newPackageHref": ProgrammesPaths.newRecord(slug, .package),
                "money": money, "cityRows": overview.cities.isEmpty ? nil : ["items": cities] as View, "programmeHref": ProgrammesPaths.programme(slug),
                "nudgeAction": ProgrammesPaths.nudge(slug),
            ])
    }

    /// Nothing is said of what it plans: neither here nor where it is described. What is over is not asked to begin.
    private var isEmpty: Bool {
        let isOver = programme.end.map { $0 < overview.today } ?? false
        return !isOver && overview.stages.isEmpty && overview.milestones == 0 && overview.packages == 0 && overview.openRisks == 0 && stated == nil
    }

    /// What it promised as it describes itself, and what became of it.
    private var stated: View? {
        let lists: [(String, [String])] = [("products", overview.stated[.deliverable] ?? []), ("results", overview.stated[.result] ?? []), ("countries", countries)]
        let told = lists.filter { !$0.1.isEmpty }
        guard !told.isEmpty || !overview.changes.isEmpty else { return nil }
        return [
            "lists": told.map { label, texts in
                ["listLabel": words("programmes.field.\(label)"), "isLong": texts.count > 1, "texts": texts.map { ["text": $0] as View }] as View
            },
            "changes": overview.changes.isEmpty ? nil : ["items": overview.changes.map { change in
                [
                    "whatText": change.what, "plannedText": change.planned, "actualText": change.actual, "reasonText": change.reason, "reasonMissing": change.reason == nil,
                    "sourceText": change.source.map { words("programmes.sourceOf", ["source": $0]) },
                ] as View
            }] as View,
        ]
    }

    private var countries: [String] {
        let names = (overview.stated[.country] ?? []).map(format.country)
        return names.isEmpty ? [] : [format.list(format.sorted(names) { $0 })]
    }

    private var stateText: String? {
        if let end = programme.end, end < overview.today { return words("programmes.overview.ended", ["day": format.day(end)]) }
        if let start = programme.start, start > overview.today { return words("programmes.overview.begins", ["day": format.day(start)]) }
        return nil
    }

    private func figure(_ text: String, _ label: String, _ href: String) -> View { ["figureText": text, "figureLabel": label, "figureHref": href] }

    private func dated(_ items: [Overview.Dated], of count: Int) -> View? {
        items.isEmpty ? nil : [
            "items": items.map { DatedView.view($0, programme.slug, cityNames, words, today: overview.today) },
            "moreText": count > items.count ? words.words.count("programmes.overview.more", count - items.count) : nil,
        ]
    }

    private var cityNames: [CityID: String] { Dictionary(overview.cities.compactMap(\.city).map { ($0.id, words.name($0)) }, uniquingKeysWith: { first, _ in first }) }

    private var money: View? {
        guard overview.planned.cents > 0 || overview.spent.cents > 0 || programme.budget != nil else { return nil }
        let gap = programme.budget.map { $0.cents - overview.planned.cents }
        return [
            "budgetText": programme.budget.map(format.amount) ?? words("programmes.notSaid"), "plannedText": format.amount(overview.planned), "spentText": format.amount(overview.spent),
            "gapText": gap.flatMap { gap in
                gap == 0 || overview.planned.cents == 0 ? nil
                    : words(gap > 0 ? "programmes.overview.unplanned" : "programmes.overview.overplanned", ["amount": format.amount(Money(cents: abs(gap)))])
            },
            "budgetHref": ProgrammesPaths.list(programme.slug, .budgetLine),
        ]
    }

    /// By name: cities are never put in an order of merit.
    private var cities: [View] {
        var names: [String: [Programme.Place.Part]] = [:]
        let named = overview.cities.map { place, city in (name: city.map(words.name) ?? place.name, place: place) }
        for one in named { names[one.name, default: []].append(one.place.part) }
        let each = Dictionary(named.map { ($0.name, $0.place.city) }, uniquingKeysWith: { first, _ in first })
        return format.sorted(names.keys.sorted()) { $0 }.compactMap { name in each[name].map { row(name, $0, names[name] ?? []) } }
    }

    private func row(_ name: String, _ city: CityID?, _ parts: [Programme.Place.Part]) -> View {
        let standing = city.flatMap { overview.standings[$0] }
        let reasons = standing?.reasons(today: overview.today, start: programme.start, end: programme.end) ?? []
        let last = city.flatMap { overview.nudged[$0] }
        let isFresh = last.map { now < $0.adding(.seconds(86_400 * CityStanding.pauseDays)) } ?? false
        return [
            "cityName": name, "partText": format.list(parts.map(words.part)),
            "openText": standing.map { words.words.count("programmes.overview.openParts", $0.open) } ?? words("programmes.overview.notOnRecord"),
            "recordedText": standing?.lastRecorded.map { words("programmes.overview.recorded", ["day": format.day($0.day)]) },
            "reasons": reasons.map { ["reasonText": words.words.count($0.key, $0.number)] as View },
            "nudge": reasons.isEmpty || isFresh ? nil : city.map { id in
                ["nudgeCity": id.rawValue, "nudgeLabel": words("programmes.overview.nudgeLabel", ["city": name])] as View
            },
            "nudgedText": last.map { words("programmes.overview.nudged", ["day": format.day($0.day)]) },
        ]
    }
}

/// Something with a day, in a list.
enum DatedView {
    static func view(_ item: Overview.Dated, _ slug: String, _ cities: [CityID: String], _ words: PlanWords, today: Day) -> View {
        let days = item.day.daysSince1970 - today.daysSince1970
        let kind: PlanKind? =
            switch item.kind {
            case .deliverable: .deliverable
            case .milestone: .milestone
            case .risk: .risk
            case .packageStart, .packageEnd: .package
            case .gathering: nil
            }
        // Nobody owes a gathering: once its day has passed, its own page asks how it went.
        let isOwed = item.isOpen && (kind != nil || days >= 0)
        return [
            "itemHref": item.href ?? kind.map { ProgrammesPaths.look(slug, $0, item.id) }, "itemName": item.name, "kindText": words("programmes.dated.\(item.kind.rawValue)"),
            "cityText": item.city.flatMap { cities[$0] }, "dayText": words.format.day(item.day), "isDone": !item.isOpen,
            "farText": !isOwed ? nil
                : days < 0 ? words.words.count("programmes.overview.daysLate", -days) : days == 0 ? words("programmes.overview.today") : words.words.count("programmes.overview.inDays", days),
            "isLate": isOwed && days < 0,
        ]
    }
}
