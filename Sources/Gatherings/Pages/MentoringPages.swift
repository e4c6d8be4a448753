import HTTPTypes
import Kernel
import Members
import Web

/// What somebody mentors, what their city wished for, what they offer.
struct MentoringListPage {
    let telling: GatheringTelling
    let schemes: [Mentoring]
    let minutes: [MentoringID: Int]
    let wishes: [MentorWish]
    let offer: MentorOffer?
    let cities: [CityID: City]
    let names: [PersonID: String]
    let canWish: Bool
    let canMatch: Bool

    func page() -> Page {
        let words = telling.words
        return Page(
            "gatherings/mentoringList", title: words("gatherings.mentoring.title"), section: "gatherings",
            view: [
                "breadcrumbs": Crumbs.view(telling), "offerHref": GatheringsPaths.offer, "offerText": words(offer == nil ? "gatherings.mentoring.offer" : "gatherings.mentoring.changeOffer"),
                "wishHref": canWish ? GatheringsPaths.wish : nil, "matchingHref": canMatch ? GatheringsPaths.matching : nil, "isEmpty": schemes.isEmpty && wishes.isEmpty,
                "schemes": schemes.isEmpty ? nil : ["items": schemes.map { scheme in
                    [
                        "href": GatheringsPaths.path(GatheringsPaths.mentoringPattern, scheme.id), "pairText": MentoringPage.pair(scheme, telling, cities, names), "stageText": words(scheme.stageKey),
                        "hoursText": words("gatherings.mentoring.hours", ["hours": telling.format.decimal(Double(minutes[scheme.id] ?? 0) / 60)]),
                    ] as View
                }] as View,
                "wishes": wishes.isEmpty ? nil : ["items": wishes.map { wish in
                    [
                        "href": GatheringsPaths.path(GatheringsPaths.wishPattern, wish.id), "goalsText": wish.goals, "cityText": cities[wish.city].map(telling.name) ?? "",
                        "stateText": words(wish.stateKey),
                    ] as View
                }] as View,
            ])
    }
}

/// The form of an offer and of a wish: both say what it is about.
struct FitFormPage {
    let telling: GatheringTelling
    let ports: GatheringsPorts
    /// Those the viewer acts for.
    let cities: [City]
    /// What a mentor is looked for, by its title.
    var origin: String?

    func offer(_ fields: Fields, problems: [FieldProblem] = []) -> Page { page("offer", GatheringsPaths.offer, fields, problems) }
    func wish(_ fields: Fields, problems: [FieldProblem] = [], obstacle: String? = nil) -> Page { page("wish", GatheringsPaths.wish, fields, problems, obstacle) }

    private func page(_ kind: String, _ action: String, _ fields: Fields, _ problems: [FieldProblem], _ obstacle: String? = nil) -> Page {
        let words = telling.words
        let isOffer = kind == "offer"
        let field = { (name: String, key: String, required: Bool) in FieldView(name, label: "gatherings.fit.\(key)", required: required, problems: problems, words: words) }
        let areas = telling.format.sorted(ports.policyAreas) { words("compendium.policyArea.\($0)") }.map { (value: $0, label: words("compendium.policyArea.\($0)")) }
        let languages = telling.format.sorted(FitFields.languages) { telling.format.languageName($0) }.map { (value: $0, label: telling.format.languageName($0)) }
        let factors = TransferFactor.allCases.map { (value: $0.rawValue, label: words("gatherings.factor.\($0.rawValue)")) }
        var own: [View] = [
            field("city", "city", true).select(telling.format.sorted(cities).map { ($0.slug, telling.name($0)) }, selected: fields["city"]),
        ]
        if !isOffer { own.append(field("goals", "goals", true).textArea(fields["goals"], rows: 4, maxLength: 2000)) }
        own += [
            field("area", isOffer ? "areasOffer" : "areasWish", true).choices(areas, selected: Set(fields.all("area"))),
            field("factor", isOffer ? "factorsOffer" : "factorsWish", false).choices(factors, selected: Set(fields.all("factor"))),
            field("language", "languages", true).choices(languages, selected: Set(fields.all("language"))),
        ]
        if isOffer {
            own += [
                field("capacity", "capacity", true).input(fields["capacity"], inputMode: "numeric", maxLength: 3, short: true), field("text", "text", false).textArea(fields["text"], rows: 3, maxLength: 1000),
                field("isOpen", "isOpen", true).choices([("yes", words("gatherings.fit.open")), ("no", words("gatherings.fit.closed"))], selected: [fields["isOpen"] ?? "yes"], radio: true, twoColumns: false),
            ]
        }
        return Page(
            "gatherings/fit", title: words(isOffer ? "gatherings.fit.offerTitle" : "gatherings.fit.wishTitle"), section: "gatherings",
            view: [
                "breadcrumbs": Crumbs.mentoring(telling), "headingText": words(isOffer ? "gatherings.fit.offerTitle" : "gatherings.fit.wishTitle"),
                "leadText": words(isOffer ? "gatherings.fit.offerLead" : "gatherings.fit.wishLead"), "action": action, "hasNoCity": cities.isEmpty,
                "originText": origin.map { words("gatherings.fit.for", ["record": $0]) }, "originValue": origin == nil ? nil : fields["for"],
                "errors": FieldView.summary(problems, words: words) { Self.label($0, isOffer: isOffer) }, "obstacle": Obstacle.view(obstacle, words), "fields": own,
                "cancelHref": GatheringsPaths.mentoring,
            ]).refusing(problems, isConflict: obstacle != nil)
    }
}

extension FitFormPage {
    fileprivate static func label(_ field: String, isOffer: Bool) -> String {
        switch field {
        case "area": isOffer ? "gatherings.fit.areasOffer" : "gatherings.fit.areasWish"
        case "factor": isOffer ? "gatherings.fit.factorsOffer" : "gatherings.fit.factorsWish"
        case "language": "gatherings.fit.languages"
        default: "gatherings.fit.\(field)"
        }
    }
}

/// Mentors for a wish, with what their score is made of.
struct ProposalsPage {
    let telling: GatheringTelling
    let wish: MentorWish
    let proposals: [(offer: MentorOffer, score: MentorScore)]
    let asked: [Mentoring]
    let taken: [PersonID: Int]
    let cities: [CityID: City]
    let names: [PersonID: String]

    func page(obstacle: String? = nil) -> Page {
        let words = telling.words
        return Page(
            "gatherings/proposals", title: words("gatherings.proposals.title"), section: "gatherings",
            view: [
                "breadcrumbs": Crumbs.mentoring(telling), "obstacle": Obstacle.view(obstacle, words), "goalsText": wish.goals, "stateText": words(wish.stateKey), "isEmpty": proposals.isEmpty && wish.isOpen,
                "withdrawAction": wish.isOpen ? GatheringsPaths.path(GatheringsPaths.withdrawWishPattern, wish.id) : nil, "proposeAction": GatheringsPaths.path(GatheringsPaths.proposePattern, wish.id),
                "items": proposals.map { offer, score in
                    let free = max(0, offer.capacity - (taken[offer.person] ?? 0))
                    let known = asked.first { $0.mentor == offer.person && ![.declined, .ended].contains($0.stage) }
                    return [
                        "mentorName": names[offer.person] ?? words("web.formerMember"), "cityText": cities[offer.city].map(telling.name) ?? "", "offerText": offer.text,
                        "scoreText": words("gatherings.proposals.score", ["points": telling.format.number(Int((score.total * 100).rounded()))]),
                        "parts": MentorScore.Part.allCases.map { part in
                            [
                                "partName": words("gatherings.proposals.part.\(part.rawValue)"),
                                "partText": words(
                                    "gatherings.proposals.of", ["points": telling.format.number(Int(((score.parts[part] ?? 0) * part.weight * 100).rounded())), "most": telling.format.number(Int(part.weight * 100))]),
                            ] as View
                        },
                        "freeText": free > 0 ? words.count("gatherings.proposals.free", free) : words("gatherings.proposals.full"), "mentorID": free > 0 && known == nil && wish.isOpen ? offer.person.rawValue : nil,
                        "askedHref": known.map { GatheringsPaths.path(GatheringsPaths.mentoringPattern, $0.id) },
                    ] as View
                },
            ]).refusing([], isConflict: obstacle != nil)
    }
}

/// A stable matching of all open wishes and offers.
struct MatchingPage {
    let telling: GatheringTelling
    let wishes: [MentorWish]
    let offers: [MentorOffer]
    let outcome: StableMatching.Outcome
    let points: [String: [String: Int]]
    let cities: [CityID: City]
    let names: [PersonID: String]

    func page() -> Page {
        let words = telling.words
        func mentor(_ id: String) -> String {
            let offer = offers.first { $0.person.rawValue == id }
            return words("gatherings.matching.mentor", ["name": names[PersonID(id)] ?? words("web.formerMember"), "city": offer.flatMap { cities[$0.city] }.map(telling.name) ?? ""])
        }
        return Page(
            "gatherings/matching", title: words("gatherings.matching.title"), section: "gatherings",
            view: [
                "breadcrumbs": Crumbs.mentoring(telling), "isEmpty": wishes.isEmpty,
                "table": wishes.isEmpty ? nil : ["rows": wishes.map { wish in
                    let chosen = outcome.mentors[wish.id]
                    let tie = outcome.ties.first { $0.wish == wish.id }
                    return [
                        "cityText": cities[wish.city].map(telling.name) ?? "", "mentorText": chosen.map(mentor) ?? words("gatherings.matching.none"),
                        "pointsText": chosen.flatMap { points[wish.id]?[$0] }.map { telling.format.number(Int((Double($0) / 10).rounded())) } ?? "–",
                        "tieText": tie.map { words("gatherings.matching.tie", ["mentors": telling.format.list($0.equals.map(mentor))]) },
                    ] as View
                }] as View,
            ])
    }
}
