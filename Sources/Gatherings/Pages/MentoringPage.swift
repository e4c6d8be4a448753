import HTTPTypes
import Kernel
import Members
import Web

/// A mentoring: goals, where it stands, and the log with its hours.
struct MentoringPage {
    let telling: GatheringTelling
    let scheme: Mentoring
    let entries: [MentoringEntry]
    let followUps: [GatheringFollowUp]
    let owners: [Owner]
    let cities: [CityID: City]
    let names: [PersonID: String]
    let hands: Set<Mentoring.Hand>
    let viewer: PersonID
    /// What keeps the mentor from taking it on.
    let hindrance: Mentorings.Hindrance?
    let now: Instant

    private var words: Wording { telling.words }
    private var isEnding: Bool { scheme.stage == .active }

    static func pair(_ scheme: Mentoring, _ telling: GatheringTelling, _ cities: [CityID: City], _ names: [PersonID: String]) -> String {
        telling.words(
            "gatherings.mentoring.pair",
            ["mentor": names[scheme.mentor] ?? telling.words("web.formerMember"), "from": cities[scheme.mentorCity].map(telling.name) ?? "", "to": cities[scheme.menteeCity].map(telling.name) ?? ""])
    }

    func page(_ typed: Fields, problems: [FieldProblem], obstacle: String? = nil) -> Page {
        let minutes = entries.reduce(0) { $0 + $1.minutes }
        let field = { (name: String, required: Bool) in FieldView(name, label: "gatherings.entry.\(name)", required: required, problems: problems, words: words) }
        return Page(
            "gatherings/mentoring", title: Self.pair(scheme, telling, cities, names), section: "gatherings",
            view: [
                "breadcrumbs": Crumbs.mentoring(telling), "headingText": Self.pair(scheme, telling, cities, names), "stageText": words(scheme.stageKey),
                "goalsText": scheme.goals, "reasonText": scheme.reason, "hoursText": words("gatherings.mentoring.hours", ["hours": telling.format.decimal(Double(minutes) / 60)]),
                "errors": FieldView.summary(problems, words: words, label: label), "obstacle": Obstacle.view(obstacle, next: next(obstacle), words),
                "steps": steps(typed, problems),
                "form": scheme.stage == .active && !hands.isEmpty ? [
                    "entriesAction": GatheringsPaths.path(GatheringsPaths.entriesPattern, scheme.id),
                    "fields": [
                        field("kind", true).choices(MentoringEntry.Kind.allCases.map { ($0.rawValue, words("gatherings.contact.\($0.rawValue)")) }, selected: Set([typed["kind"]].compactMap { $0 }), radio: true),
                        field("day", true).input(typed["day"] ?? now.day.description, type: "date", short: true),
                        field("minutes", true).input(typed["minutes"], inputMode: "numeric", maxLength: 6, short: true), field("topic", true).input(typed["topic"], maxLength: 200),
                        field("advice", false).textArea(typed["advice"], rows: 3, maxLength: 2000), field("agreed", false).textArea(typed["agreed"], rows: 2, maxLength: 2000),
                        field("next", false).input(typed["next"], maxLength: 300),
                    ],
                ] as View : nil,
                "followUps": followUps.isEmpty ? nil : FollowUpList(
                    telling: telling, action: GatheringsPaths.path(GatheringsPaths.mentoringFollowUpsPattern, scheme.id), items: followUps, owners: owners, reachable: owners, names: names, now: now, viewer: viewer,
                    canFinish: !hands.isEmpty, canGive: !hands.isEmpty
                ).view(),
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
            ]).refusing(problems, isConflict: obstacle != nil)
    }

    // MARK: steps

    private func steps(_ typed: Fields, _ problems: [FieldProblem]) -> View? {
        let open = Mentoring.life.open(at: scheme.stage, for: hands)
        guard !open.isEmpty else { return nil }
        let accept = open.first { $0.name == "accept" }
        let hindered = accept.map { $0.to.isTakingPlace && !scheme.stage.isTakingPlace } == true ? hindrance : nil
        let leaving = isEnding ? "gatherings.mentoring.end" : scheme.isOwnRequest(of: hands) ? "gatherings.mentoring.withdraw" : "gatherings.mentoring.decline"
        let reason = FieldView("reason", label: isEnding ? "gatherings.mentoring.outcome" : "gatherings.mentoring.why", required: isEnding, problems: problems, words: words)
            .textArea(typed["reason"], rows: 3, maxLength: 1000)
        return [
            "stepsAction": GatheringsPaths.path(GatheringsPaths.mentoringStepsPattern, scheme.id),
            "acceptText": accept != nil && hindered == nil ? words("gatherings.mentoring.accept") : nil, "hindered": hindered.map(said),
            "endStep": isEnding ? "end" : "decline", "endText": words(leaving), "endLead": isEnding ? words("gatherings.mentoring.endLead") : nil,
            "endOpen": problems.contains { ["reason", "followUp", "followUpOwner", "followUpDue"].contains($0.field) },
            "endFields": [reason] + (isEnding ? FollowUpList.fields(typed, telling.choices(of: owners, cities), problems, words) : []),
        ]
    }

    /// In place of the button: why it would not work, and how it would.
    private func said(_ hindrance: Mentorings.Hindrance) -> View {
        var view: View = ["hinderedText": words(hindrance.reason), "hinderedNext": nil, "offerHref": nil]
        if case .full(let taken, let places) = hindrance {
            view = [
                "hinderedText": words(hindrance.reason), "offerHref": GatheringsPaths.offer,
                "hinderedNext": words("gatherings.obstacle.full", ["taken": telling.format.number(taken), "places": telling.format.number(places)]),
            ]
        }
        return view
    }

    private func next(_ obstacle: String?) -> String? {
        // What can be done about this one stands where the button would.
        if let obstacle, obstacle == hindrance?.reason { return nil }
        let isLast = Mentoring.life.open(at: scheme.stage, for: hands).isEmpty
        return words(isLast ? "gatherings.obstacle.last" : "gatherings.obstacle.next", ["stage": words(scheme.stageKey)])
    }

    /// What a field of the page's forms is called.
    private func label(_ field: String) -> String {
        switch field {
        case "reason": isEnding ? "gatherings.mentoring.outcome" : "gatherings.mentoring.why"
        case "followUp": "gatherings.followUp.text"
        case "followUpOwner": "gatherings.lesson.owner"
        case "followUpDue": "gatherings.lesson.due"
        default: "gatherings.entry.\(field)"
        }
    }
}
