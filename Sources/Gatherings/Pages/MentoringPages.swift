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
                        "href": GatheringsPaths.path(GatheringsPaths.mentoringPattern, scheme.id), "pairText": MentoringPage.pair(scheme, telling, cities, names), "stageText": words("gatherings.mentoring.stage.\(scheme.stage.rawValue)"),
                        "hoursText": words("gatherings.mentoring.hours", ["hours": telling.format.decimal(Double(minutes[scheme.id] ?? 0) / 60)]),
                    ] as View
                }] as View,
                "wishes": wishes.isEmpty ? nil : ["items": wishes.map { wish in
                    [
                        "href": GatheringsPaths.path(GatheringsPaths.wishPattern, wish.id), "goalsText": wish.goals, "cityText": cities[wish.city]?.name ?? "",
                        "stateText": words(wish.isOpen ? "gatherings.mentoring.wishOpen" : "gatherings.mentoring.wishMet"),
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

    func offer(_ fields: Fields, problems: [FieldProblem] = []) -> Page { page("offer", GatheringsPaths.offer, fields, problems) }
    func wish(_ fields: Fields, problems: [FieldProblem] = []) -> Page { page("wish", GatheringsPaths.wish, fields, problems) }

    private func page(_ kind: String, _ action: String, _ fields: Fields, _ problems: [FieldProblem]) -> Page {
        let words = telling.words
        let isOffer = kind == "offer"
        let field = { (name: String, key: String, required: Bool) in FieldView(name, label: "gatherings.fit.\(key)", required: required, problems: problems, words: words) }
        let areas = telling.format.sorted(ports.policyAreas) { words("compendium.policyArea.\($0)") }.map { (value: $0, label: words("compendium.policyArea.\($0)")) }
        let languages = telling.format.sorted(FitFields.languages) { telling.format.languageName($0) }.map { (value: $0, label: telling.format.languageName($0)) }
        let factors = TransferFactor.allCases.map { (value: $0.rawValue, label: words("gatherings.factor.\($0.rawValue)")) }
        var own: [View] = [
            field("city", "city", true).select(cities.map { ($0.slug, $0.name) }, selected: fields["city"]),
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
                "errors": FieldView.summary(problems, words: words), "fields": own, "cancelHref": GatheringsPaths.mentoring,
            ]).refusing(problems)
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

    func page() -> Page {
        let words = telling.words
        return Page(
            "gatherings/proposals", title: words("gatherings.proposals.title"), section: "gatherings",
            view: [
                "breadcrumbs": Crumbs.mentoring(telling), "goalsText": wish.goals, "isEmpty": proposals.isEmpty, "proposeAction": GatheringsPaths.path(GatheringsPaths.proposePattern, wish.id),
                "items": proposals.map { offer, score in
                    let free = max(0, offer.capacity - (taken[offer.person] ?? 0))
                    let known = asked.first { $0.mentor == offer.person && ![.declined, .ended].contains($0.stage) }
                    return [
                        "mentorName": names[offer.person] ?? words("web.formerMember"), "cityText": cities[offer.city]?.name ?? "", "offerText": offer.text,
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
            ])
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
            return words("gatherings.matching.mentor", ["name": names[PersonID(id)] ?? words("web.formerMember"), "city": offer.flatMap { cities[$0.city]?.name } ?? ""])
        }
        return Page(
            "gatherings/matching", title: words("gatherings.matching.title"), section: "gatherings",
            view: [
                "breadcrumbs": Crumbs.mentoring(telling), "isEmpty": wishes.isEmpty,
                "table": wishes.isEmpty ? nil : ["rows": wishes.map { wish in
                    let chosen = outcome.mentors[wish.id]
                    let tie = outcome.ties.first { $0.wish == wish.id }
                    return [
                        "cityText": cities[wish.city]?.name ?? "", "mentorText": chosen.map(mentor) ?? words("gatherings.matching.none"),
                        "pointsText": chosen.flatMap { points[wish.id]?[$0] }.map { telling.format.number(Int((Double($0) / 10).rounded())) } ?? "–",
                        "tieText": tie.map { words("gatherings.matching.tie", ["mentors": telling.format.list($0.equals.map(mentor))]) },
                    ] as View
                }] as View,
            ])
    }
}

/// A mentoring: goals, where it stands, and the log with its hours.
struct MentoringPage {
    let telling: GatheringTelling
    let scheme: Mentoring
    let entries: [MentoringEntry]
    let cities: [CityID: City]
    let names: [PersonID: String]
    let hands: Set<Mentoring.Hand>
    let today: Day

    static func pair(_ scheme: Mentoring, _ telling: GatheringTelling, _ cities: [CityID: City], _ names: [PersonID: String]) -> String {
        telling.words(
            "gatherings.mentoring.pair",
            ["mentor": names[scheme.mentor] ?? telling.words("web.formerMember"), "from": cities[scheme.mentorCity]?.name ?? "", "to": cities[scheme.menteeCity]?.name ?? ""])
    }

    func page(_ typed: Fields, problems: [FieldProblem]) -> Page {
        let words = telling.words
        let minutes = entries.reduce(0) { $0 + $1.minutes }
        let open = Mentoring.life.open(at: scheme.stage, for: hands).map(\.name)
        let field = { (name: String, required: Bool) in FieldView(name, label: "gatherings.entry.\(name)", required: required, problems: problems, words: words) }
        return Page(
            "gatherings/mentoring", title: Self.pair(scheme, telling, cities, names), section: "gatherings",
            view: [
                "breadcrumbs": Crumbs.mentoring(telling), "headingText": Self.pair(scheme, telling, cities, names), "stageText": words("gatherings.mentoring.stage.\(scheme.stage.rawValue)"),
                "goalsText": scheme.goals, "reasonText": scheme.reason, "hoursText": words("gatherings.mentoring.hours", ["hours": telling.format.decimal(Double(minutes) / 60)]),
                "errors": FieldView.summary(problems, words: words),
                "steps": open.isEmpty ? nil : [
                    "stepsAction": GatheringsPaths.path(GatheringsPaths.mentoringStepsPattern, scheme.id), "items": open.filter { $0 == "accept" }.map { ["stepName": $0, "stepText": words("gatherings.mentoring.accept")] as View },
                    "endStep": ["end", "decline"].first(where: open.contains), "endText": words(open.contains("end") ? "gatherings.mentoring.end" : "gatherings.mentoring.decline"),
                    "endOpen": problems.contains { $0.field == "reason" },
                    "reasonField": FieldView("reason", label: open.contains("end") ? "gatherings.mentoring.outcome" : "gatherings.mentoring.why", required: open.contains("end"), problems: problems, words: words)
                        .textArea(typed["reason"], rows: 3, maxLength: 1000),
                ] as View,
                "form": scheme.stage == .active && !hands.isEmpty ? [
                    "entriesAction": GatheringsPaths.path(GatheringsPaths.entriesPattern, scheme.id),
                    "fields": [
                        field("kind", true).choices(MentoringEntry.Kind.allCases.map { ($0.rawValue, words("gatherings.contact.\($0.rawValue)")) }, selected: Set([typed["kind"]].compactMap { $0 }), radio: true),
                        field("day", true).input(typed["day"] ?? today.description, type: "date", short: true),
                        field("minutes", true).input(typed["minutes"], inputMode: "numeric", maxLength: 6, short: true), field("topic", true).input(typed["topic"], maxLength: 200),
                        field("advice", false).textArea(typed["advice"], rows: 3, maxLength: 2000), field("agreed", false).textArea(typed["agreed"], rows: 2, maxLength: 2000),
                        field("next", false).input(typed["next"], maxLength: 300),
                    ],
                ] as View : nil,
                "isBare": entries.isEmpty,
                "entries": entries.map { entry in
                    [
                        "kindText": words("gatherings.contact.\(entry.kind.rawValue)"), "dayText": telling.format.day(entry.day), "minutesText": words.count("gatherings.mentoring.minutes", entry.minutes),
                        "topicText": entry.topic, "byText": telling.person(entry.by, names),
                        "parts": [("advice", entry.advice), ("agreed", entry.agreed), ("next", entry.next)].compactMap { key, text in
                            text.map { ["partLabel": words("gatherings.entry.\(key)"), "partText": $0] as View }
                        },
                    ] as View
                },
            ]).refusing(problems)
    }
}
