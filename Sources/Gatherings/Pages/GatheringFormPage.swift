import HTTPTypes
import Kernel
import Members
import Web

/// The form of a gathering, empty or filled, with what is wrong or what somebody else saved meanwhile.
struct GatheringFormPage {
    let telling: GatheringTelling
    let choices: GatheringForm.Choices
    /// What it is planned for.
    var origin: String?

    /// - Parameter theirs: what somebody else saved since; shown beside what was typed, which is kept.
    func page(_ fields: Fields, of gathering: Gathering?, problems: [FieldProblem] = [], theirs: Fields? = nil, by name: String? = nil) -> Page {
        let words = telling.words
        let title = words(gathering == nil ? "gatherings.form.plan" : "gatherings.form.change")
        let field = { (name: String) in FieldView(name, label: "gatherings.field.\(name)", required: ["kind", "title", "city", "starts", "ends"].contains(name), problems: problems, words: words) }
        let isSettled = gathering?.stage.isSettled ?? false
        // What stays as it was planned is not asked for.
        func offered(_ fields: [(name: String, view: View)]) -> [View] { fields.filter { !isSettled || !GatheringPlan.settled.contains($0.name) }.map(\.view) }
        return Page(
            "gatherings/form", title: title, section: "gatherings",
            view: [
                "breadcrumbs": Crumbs.view(telling, gathering), "headingText": title, "action": gathering.map { GatheringsPaths.path(GatheringsPaths.editPattern, $0.id) } ?? GatheringsPaths.plan,
                "cancelHref": gathering.map { GatheringsPaths.gathering($0.id) } ?? GatheringsPaths.gatherings, "version": theirs?["version"] ?? fields["version"] ?? "0",
                "originText": origin.map { words("gatherings.form.for", ["record": $0]) }, "originValue": origin == nil ? nil : fields["for"],
                "errors": FieldView.summary(problems, words: words) { "gatherings.field.\($0)" }, "overtaken": theirs.map { overtaken(fields, $0, by: name, at: gathering?.changedAt).view(words) },
                "settled": gathering.flatMap { isSettled ? settled($0, problems) : nil },
                "whatFields": [
                    field("kind").select(Gathering.Kind.allCases.map { ($0.rawValue, telling.kind($0)) }, selected: fields["kind"]), field("title").input(fields["title"], maxLength: 160),
                    field("questions").textArea(fields["questions"], rows: 4), field("practice").select(practices, selected: fields["practice"]),
                    field("programme").select(programmes, selected: fields["programme"]),
                ],
                "when": isSettled ? nil : ["fields": [
                    field("city").select([("", words("gatherings.field.choose"))] + cities, selected: fields["city"]), field("place").input(fields["place"], maxLength: 300),
                    field("starts").input(fields["starts"], type: "datetime-local", short: true), field("ends").input(fields["ends"], type: "datetime-local", short: true),
                    field("zone").select([("", words("gatherings.field.zoneOfCity"))] + ZoneClock.offered.map { ($0, $0) }, selected: fields["zone"]),
                ]] as View,
                "whoFields": offered([
                    ("host", field("host").choices(cities, selected: Set(fields.all("host")))), ("visiting", field("visiting").choices(cities, selected: Set(fields.all("visiting")))),
                    ("admission", field("admission").choices(
                        Gathering.Admission.allCases.map { ($0.rawValue, words("gatherings.admission.\($0.rawValue)")) }, selected: [fields["admission"] ?? "invited"], radio: true,
                        twoColumns: false)),
                    ("capacity", field("capacity").input(fields["capacity"], inputMode: "numeric", maxLength: 9, short: true)),
                    ("registerUntil", field("registerUntil").input(fields["registerUntil"], type: "date", short: true)),
                ]),
                "howFields": offered([
                    ("budget", field("budget").input(fields["budget"], inputMode: "numeric", maxLength: 12, short: true, unit: "€")),
                    ("logistics", field("logistics").textArea(fields["logistics"], rows: 4, maxLength: 4000)), ("access", field("access").textArea(fields["access"], rows: 3, maxLength: 4000)),
                ]),
            ]).refusing(problems, isConflict: theirs != nil)
    }

    /// What was planned and stays, with what is wrong with changing it.
    private func settled(_ gathering: Gathering, _ problems: [FieldProblem]) -> View {
        let known = GatheringForm.fields(of: gathering.plan, version: gathering.version, choices)
        return ["items": GatheringPlan.settled.map { name in
            [
                "settledID": name, "settledLabel": telling.words("gatherings.field.\(name)"), "settledText": settledText(name, gathering.plan) ?? shown(name, known),
                "settledError": problems.first { $0.field == name }.map { telling.words($0.message, $0.values) },
            ] as View
        }]
    }

    private func settledText(_ name: String, _ plan: GatheringPlan) -> String? {
        switch name {
        case "starts": telling.moment(plan.starts, plan.clock)
        case "ends": telling.moment(plan.ends, plan.clock)
        case "capacity": plan.capacity.map(telling.format.number)
        case "budget": plan.budget.map(telling.format.euro)
        default: nil
        }
    }

    private var cities: [(value: String, label: String)] {
        telling.format.sorted(choices.cities).map { (value: $0.slug, label: telling.withCountry($0)) }
    }

    private var practices: [(value: String, label: String)] {
        [(value: "", label: telling.words("gatherings.field.none"))] + telling.format.sorted(choices.practices) { $0.title }.map { (value: $0.slug, label: $0.title) }
    }

    private var programmes: [(value: String, label: String)] {
        [(value: "", label: telling.words("gatherings.field.none"))] + choices.programmes.map { (value: $0.slug, label: $0.name) }
    }

    private func overtaken(_ mine: Fields, _ theirs: Fields, by name: String?, at moment: Instant?) -> Overtaken {
        Overtaken(
            by: name, at: moment,
            Clash(mine: mine, theirs: theirs, names: GatheringForm.names).differing.map { Overtaken.Part(telling.words("gatherings.field.\($0)"), theirs: shown($0, theirs), mine: shown($0, mine)) })
    }

    private func shown(_ field: String, _ fields: Fields) -> String {
        let values = fields.all(field).filter { !$0.isEmpty }
        guard !values.isEmpty else { return "–" }
        switch field {
        case "kind": return telling.words("gatherings.kind.\(values[0])")
        case "admission": return telling.words("gatherings.admission.\(values[0])")
        case "city", "host", "visiting": return telling.format.list(values.map { slug in choices.cities.first { $0.slug == slug }.map(telling.name) ?? slug })
        case "starts", "ends": return TimeField.shown(values[0])
        case "registerUntil": return TypedDay(values[0]).day.map(telling.format.day) ?? values[0]
        case "programme": return choices.programmes.first { $0.slug == values[0] }?.name ?? values[0]
        case "practice": return choices.practices.first { $0.slug == values[0] }?.title ?? values[0]
        default: return values.joined(separator: "\n")
        }
    }
}

/// The way back from a page of this room.
enum Crumbs {
    static func view(_ telling: GatheringTelling, _ gathering: Gathering? = nil) -> [View] {
        [["label": telling.words("gatherings.list.title"), "href": GatheringsPaths.gatherings] as View]
            + (gathering.map { [["label": $0.plan.title, "href": GatheringsPaths.gathering($0.id)] as View] } ?? [])
    }

    static func mentoring(_ telling: GatheringTelling) -> [View] { [["label": telling.words("gatherings.mentoring.title"), "href": GatheringsPaths.mentoring]] }
}
