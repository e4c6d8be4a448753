import HTTPTypes
import Kernel
import Members
import Web

/// Who comes, for those who arrange it: states, needs, attendance, and whom to ask.
struct PeoplePage {
    let telling: GatheringTelling
    let opened: GatheringsRoom.Opened
    let people: [Registration]
    let cities: [City]
    let now: Instant

    func page(_ typed: Fields, problems: [FieldProblem], obstacle: String? = nil) -> Page {
        let words = telling.words
        let gathering = opened.gathering
        let shown = people.filter { $0.state != .withdrawn }
        let hasBegun = [.announced, .held, .reported].contains(gathering.stage) && gathering.plan.starts <= now
        let field = { (name: String, required: Bool) in FieldView(name, label: "gatherings.register.field.\(name)", required: required, problems: problems, words: words) }
        let sorted = telling.format.sorted(cities).map { (value: $0.slug, label: telling.withCountry($0)) }
        let canInvite = [.planned, .announced].contains(gathering.stage)
        return Page(
            "gatherings/people", title: words("gatherings.people.title"), section: "gatherings",
            view: [
                "breadcrumbs": Crumbs.view(telling, gathering), "obstacle": Obstacle.view(obstacle, words), "errors": FieldView.summary(problems, words: words) { "gatherings.register.field.\($0)" },
                "countsText": telling.format.list(
                    Registration.State.allCases.compactMap { state in
                        let count = people.count { $0.state == state }
                        return count == 0 ? nil : words.count("gatherings.people.count.\(state.rawValue)", count)
                    }),
                "isEmpty": shown.isEmpty, "action": GatheringsPaths.path(GatheringsPaths.peoplePattern, gathering.id),
                "table": shown.isEmpty ? nil : ["asksAttendance": hasBegun, "people": shown.map { row($0, hasBegun: hasBegun) }] as View,
                "needs": needs(shown),
                "invite": canInvite ? [
                    "inviteText": words(gathering.stage == .planned ? "gatherings.people.inviteText" : "gatherings.people.inviteAtOnce"),
                    "inviteAction": GatheringsPaths.path(GatheringsPaths.invitePattern, gathering.id),
                    "inviteFields": [
                        field("name", true).input(typed["name"], maxLength: 120), FieldView("email", label: "gatherings.people.email", required: true, problems: problems, words: words).input(typed["email"], type: "email", maxLength: 254),
                        field("role", true).select(Registration.Role.allCases.map { ($0.rawValue, words("gatherings.role.\($0.rawValue)")) }, selected: typed["role"]),
                        field("city", false).select([("", words("gatherings.field.none"))] + sorted, selected: typed["city"]),
                        field("language", true).select(Language.allCases.map { ($0.code, $0.nativeName) }, selected: typed["language"] ?? telling.language.code),
                    ],
                ] as View : nil,
            ]).refusing(problems, isConflict: obstacle != nil)
    }

    private func row(_ person: Registration, hasBegun: Bool) -> View {
        let city = person.city.flatMap { id in cities.first { $0.id == id }.map(telling.name) }
        return [
            "personName": person.name, "personMeta": [person.organisation, city].compactMap { $0 }.joined(separator: ", "), "roleText": telling.words("gatherings.role.\(person.role.rawValue)"),
            "stateText": telling.words("gatherings.people.state.\(person.state.rawValue)"), "email": person.email,
            "attendance": hasBegun && person.state != .waiting
                ? ["attendanceName": "attended.\(person.id)", "wasThere": person.attended == true, "wasNot": person.attended == false, "groupText": person.name] as View : nil,
        ]
    }

    /// What is needed, without names: for whoever books rooms and interpreters.
    private func needs(_ shown: [Registration]) -> View? {
        let needs = shown.filter { $0.state == .registered }.compactMap(\.needs).sorted()
        return needs.isEmpty ? nil : ["items": needs.map { ["needText": $0] as View }]
    }
}
