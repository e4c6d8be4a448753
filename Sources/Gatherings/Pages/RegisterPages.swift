import HTTPTypes
import Kernel
import Members
import Web

/// The form by which somebody registers, or why they cannot.
struct RegisterPage {
    let telling: GatheringTelling
    let opened: GatheringsRoom.Opened
    let cities: [City]
    let counts: [Registration.State: Int]
    let now: Instant
    let isSignedIn: Bool

    func page(_ fields: Fields, problems: [FieldProblem] = []) -> Page {
        let words = telling.words
        let gathering = opened.gathering
        var denial: String?
        if case .denied(let reason) = gathering.admits(at: now) { denial = words(reason) }
        let isInvited = opened.own.map { $0.state == .invited } ?? false
        if denial == nil, gathering.plan.admission == .invited, !isInvited { denial = words("gatherings.problem.byInvitation") }
        let isFull = gathering.plan.capacity.map { (counts[.registered] ?? 0) >= $0 } ?? false
        let field = { (name: String, required: Bool) in FieldView(name, label: "gatherings.register.field.\(name)", required: required, problems: problems, words: words) }
        let sorted = telling.format.sorted(cities).map { (value: $0.slug, label: telling.withCountry($0)) }
        return Page(
            "gatherings/register", title: words("gatherings.register.title", ["gathering": gathering.plan.title]), section: "gatherings",
            view: [
                "breadcrumbs": Crumbs.view(telling, gathering), "headingText": words("gatherings.register.title", ["gathering": gathering.plan.title]),
                "whenText": telling.span(gathering.plan), "whereText": telling.whereText(gathering, opened.cities[gathering.plan.city]), "denialText": denial,
                "errors": FieldView.summary(problems, words: words) { "gatherings.register.field.\($0)" }, "fullText": denial == nil && isFull ? words("gatherings.register.full") : nil,
                "form": denial == nil ? [
                    "action": GatheringsPaths.path(GatheringsPaths.registerPattern, gathering.id),
                    "knownText": isSignedIn ? words("gatherings.register.known", ["name": fields["name"] ?? "", "email": fields["email"] ?? ""]) : nil,
                    "fields": (isSignedIn ? [] : [
                        field("name", true).input(fields["name"], autocomplete: "name", maxLength: 120), field("email", true).input(fields["email"], type: "email", autocomplete: "email", maxLength: 254),
                    ]) + [
                        field("organisation", false).input(fields["organisation"], autocomplete: "organization", maxLength: 160),
                        field("city", false).select([("", words("gatherings.field.none"))] + sorted, selected: fields["city"]), field("needs", false).textArea(fields["needs"], rows: 3, maxLength: 1000),
                    ],
                    "agreeField": isSignedIn ? nil : field("agreed", true).choices([("yes", words("gatherings.register.agree"))], selected: Set(fields.all("agreed")), twoColumns: false),
                ] as View : nil,
            ]).refusing(problems)
    }
}

/// After registering without an account: a letter is on its way. Whether the address was known before is only said there.
struct RegisteredPage {
    let telling: GatheringTelling
    let opened: GatheringsRoom.Opened
    let email: String

    func page() -> Page {
        let words = telling.words
        return Page(
            "gatherings/registered", title: words("gatherings.registered.title"), section: "gatherings",
            view: [
                "breadcrumbs": Crumbs.view(telling, opened.gathering), "headingText": words("gatherings.registered.title"),
                "bodyText": words("gatherings.registered.text", ["email": email, "gathering": opened.gathering.plan.title]), "backHref": GatheringsPaths.gathering(opened.gathering.id),
            ])
    }
}

/// A registration as its link opens it.
struct RegistrationPage {
    let telling: GatheringTelling
    let registration: Registration
    let gathering: Gathering
    let cities: [CityID: City]
    let token: String
    let now: Instant

    func page(_ typed: Fields? = nil, problems: [FieldProblem] = []) -> Page {
        let words = telling.words
        let fields = typed ?? Fields([("name", registration.name), ("organisation", registration.organisation ?? ""), ("needs", registration.needs ?? "")])
        let field = { (name: String, required: Bool) in FieldView(name, label: "gatherings.register.field.\(name)", required: required, problems: problems, words: words) }
        var denial: String?
        if case .denied(let reason) = gathering.admits(at: now) { denial = words(reason) }
        let isIn = registration.state == .registered || registration.state == .waiting
        if denial == nil, registration.state == .withdrawn, gathering.plan.admission == .invited { denial = words("gatherings.problem.byInvitation") }
        let mayWrite = isIn ? !gathering.stage.isOver : denial == nil
        return Page(
            "gatherings/registration", title: words("gatherings.registration.title", ["gathering": gathering.plan.title]), section: "gatherings",
            view: [
                "breadcrumbs": Crumbs.view(telling), "headingText": words("gatherings.registration.title", ["gathering": gathering.plan.title]),
                "whenText": telling.span(gathering.plan), "whereText": telling.whereText(gathering, cities[gathering.plan.city]), "stateText": words("gatherings.page.own.\(registration.state.rawValue)"),
                "denialText": denial, "errors": FieldView.summary(problems, words: words) { "gatherings.register.field.\($0)" },
                "form": mayWrite ? [
                    "action": GatheringsPaths.registration(token), "submitText": words(isIn ? "gatherings.form.save" : "gatherings.registration.accept"),
                    "fields": [
                        field("name", true).input(fields["name"], autocomplete: "name", maxLength: 120), field("organisation", false).input(fields["organisation"], autocomplete: "organization", maxLength: 160),
                        field("needs", false).textArea(fields["needs"], rows: 3, maxLength: 1000),
                    ],
                ] as View : nil,
                "withdrawAction": registration.state == .withdrawn ? nil : GatheringsPaths.withdraw(token),
                "withdrawText": words(registration.person == nil ? "gatherings.registration.withdrawAll" : "gatherings.registration.withdrawKeep"),
            ]).refusing(problems)
    }
}
