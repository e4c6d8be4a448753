import HTTPTypes
import Kernel
import Web

/// The administrator's pages about providers.
enum ProviderPages {
    static func list(_ providers: [Provider], _ people: [ProviderID: Int], _ cities: [City], _ words: Wording) -> Page {
        Page(
            "members/providers", title: words("members.providers.title"), section: "administration",
            view: [
                "breadcrumbs": AdministrationPage.breadcrumbs(words), "addHref": MembersPaths.addProvider,
                "providers": providers.isEmpty ? nil : [
                    "items": providers.map { provider in
                        [
                            "providerHref": MembersPaths.path(MembersPaths.provider, provider.id.rawValue), "providerName": provider.label, "issuer": provider.issuer,
                            "cityName": name(of: provider.city, cities, words), "isOn": provider.isOn, "stateText": state(provider, words),
                            "peopleText": words.count("members.people.onPage", people[provider.id] ?? 0),
                        ] as View
                    }
                ] as View,
            ])
    }

    static func add(_ typed: Fields, problems: [FieldProblem], _ cities: [City], _ words: Wording) -> Page {
        return Page(
            "members/providerForm", title: words("members.providers.add"), section: "administration",
            view: ([
                "breadcrumbs": breadcrumbs(words), "addAction": MembersPaths.addProvider, "errors": summary(problems, words),
                "issuerField": FieldView("issuer", label: "members.providers.field.issuer", required: true, problems: problems, words: words)
                    .input(typed["issuer"], type: "url", autocomplete: "off", maxLength: 300),
                "secretField": secret("members.providers.field.secret", required: true, problems, words),
            ] as View).adding(fields(typed, problems, cities, words))).refusing(problems)
    }

    static func show(
        _ provider: Provider, people: Int, _ cities: [City], wayBack: String, afterSigningOut: String, typed: Fields, problems: [FieldProblem], trial: ProviderTrial?,
        _ words: Wording
    ) -> Page {
        func at(_ pattern: String) -> String { MembersPaths.path(pattern, provider.id.rawValue) }
        return Page(
            "members/provider", title: provider.label, section: "administration",
            view: View([
                ("breadcrumbs", breadcrumbs(words)), ("providerName", provider.label), ("cityName", name(of: provider.city, cities, words)), ("isOn", provider.isOn),
                ("stateText", state(provider, words)), ("peopleText", words.count("members.people.onPage", people)), ("issuer", provider.issuer),
                ("errors", summary(problems, words)), ("wayBack", wayBack), ("afterSigningOut", afterSigningOut), ("tryAction", at(MembersPaths.tryProvider)),
                ("trial", trial.map { view($0, words) }), ("switchAction", at(MembersPaths.switchProvider)), ("switchTo", provider.isOn ? "off" : "on"),
                ("switchText", words(provider.isOn ? "members.providers.switchOff" : "members.providers.switchOn")),
                ("switchMeaning", words(provider.isOn ? "members.providers.switchOffText" : "members.providers.switchOnText")),
                ("saveAction", at(MembersPaths.provider)), ("removeAction", at(MembersPaths.removeProvider)),
                ("auditHref", Fields([("record", "provider/\(provider.id)")]).link(MembersPaths.audit)),
                ("secretField", secret("members.providers.field.newSecret", required: false, problems, words)),
            ]).adding(fields(typed, problems, cities, words))).refusing(problems)
    }

    private static func view(_ trial: ProviderTrial, _ words: Wording) -> View {
        [
            "isGood": trial.isGood, "sumText": words(trial.isGood ? "members.providers.tryGood" : "members.providers.tryBad"),
            "findings": trial.findings.map { finding in
                [
                    "standingText": words("members.providers.standing.\(finding.standing.rawValue)"), "isBad": finding.standing == .bad,
                    "findingText": words("members.providers.trial.\(finding.code)", finding.values),
                ] as View
            },
        ]
    }

    /// The fields that a new provider and one on record have in common.
    private static func fields(_ typed: Fields, _ problems: [FieldProblem], _ cities: [City], _ words: Wording) -> View {
        func field(_ name: String, required: Bool = true) -> FieldView { FieldView(name, label: "members.providers.field.\(name)", required: required, problems: problems, words: words) }
        let choices = [(value: "", label: words("members.providers.chooseCity"))] + Format(words.language).sorted(cities).map { (value: $0.slug, label: $0.name(in: words.language)) }
        return [
            "labelField": field("label").input(typed["label"], autocomplete: "off", maxLength: 80), "cityField": field("city").select(choices, selected: typed["city"]),
            "clientField": field("clientID").input(typed["clientID"], autocomplete: "off", maxLength: 200),
            "domainsField": field("domains").textArea(typed["domains"], rows: 3),
            "admitsField": field("admits").choices(
                Provider.Admits.allCases.map { ($0.rawValue, words("members.providers.admits.\($0.rawValue)")) }, selected: [typed["admits"] ?? ""], radio: true, twoColumns: false),
            "factorsField": field("factors", required: false).input(typed["factors"], autocomplete: "off", maxLength: 500),
        ]
    }

    private static func secret(_ key: String, required: Bool, _ problems: [FieldProblem], _ words: Wording) -> View {
        FieldView("secret", label: key, required: required, problems: problems, words: words).input("", type: "password", autocomplete: "off", maxLength: 500)
    }

    private static func summary(_ problems: [FieldProblem], _ words: Wording) -> View? {
        FieldView.summary(problems, words: words) { "members.providers.field.\($0)" }
    }

    private static func breadcrumbs(_ words: Wording) -> [View] {
        AdministrationPage.breadcrumbs(words) + [["href": MembersPaths.providers, "label": words("members.providers.title")]]
    }

    private static func state(_ provider: Provider, _ words: Wording) -> String { words(provider.isOn ? "members.providers.on" : "members.providers.off") }

    private static func name(of city: CityID, _ cities: [City], _ words: Wording) -> String {
        cities.first { $0.id == city }?.name(in: words.language) ?? city.rawValue
    }
}
