import HTTPTypes
import Kernel
import Members
import Web

/// A gathering, for whoever may read it; with what they may do.
struct GatheringPage {
    struct Parts: Sendable {
        let slots: [AgendaSlot]
        let tasks: [GatheringTask]
        let lessons: [Lesson]
        let followUps: [GatheringFollowUp]
        let owners: [Owner]
        let names: [PersonID: String]
        let counts: [Registration.State: Int]
        let blocks: [(id: String, title: String)]
        let practice: GatheringsPorts.PracticeChoice?
        let programme: Programme?
        let next: [String]
    }

    let telling: GatheringTelling
    let opened: GatheringsRoom.Opened
    let parts: Parts
    let now: Instant
    let viewer: Viewer
    let seesAll: Bool
    let seesLessons: Bool

    private var gathering: Gathering { opened.gathering }
    private var plan: GatheringPlan { opened.gathering.plan }
    private var words: Wording { telling.words }

    func page(typed: Fields? = nil, problems: [FieldProblem] = [], gaps: [Gap] = [], obstacle: String? = nil) -> Page {
        let isOpen = !gathering.stage.isOver
        let canPutDown = GatheringPermissions.canPutDown(opened).isAllowed
        let outcomes = GatheringOutcomes(telling: telling, opened: opened, parts: parts, now: now, viewer: viewer.person?.id, seesAll: seesAll, typed: typed ?? Fields(), problems: problems)
        var page = Page(
            "gatherings/gathering", title: plan.title, description: "\(telling.kind(plan.kind)): \(telling.span(plan))", section: "gatherings",
            view: [
                "breadcrumbs": Crumbs.view(telling), "titleText": plan.title, "kindText": telling.kind(plan.kind), "stageCode": gathering.stage.rawValue,
                "stageText": words("gatherings.stage.\(gathering.stage.rawValue)"), "whenText": telling.span(plan), "whereText": telling.whereText(gathering, opened.cities[plan.city]),
                "cancelText": gathering.cancelReason.map { words("gatherings.page.cancelled", ["reason": $0]) }, "acts": acts(), "own": own(), "facts": facts(),
                "errors": FieldView.summary(problems, words: words, label: Self.label),
                "gaps": gaps.isEmpty ? nil : ["items": gaps.map { ["gapText": text($0), "gapHref": href($0)] as View }] as View,
                "obstacle": Obstacle.view(obstacle, next: words(parts.next.isEmpty ? "gatherings.obstacle.last" : "gatherings.obstacle.next", ["stage": words("gatherings.stage.\(gathering.stage.rawValue)")]), words),
                "questions": plan.questions.isEmpty ? nil : ["items": plan.questions.map { ["questionText": $0] as View }] as View,
                "days": days(), "agendaHref": opened.canArrange && isOpen ? GatheringsPaths.path(GatheringsPaths.agendaPattern, gathering.id) : nil,
                "held": held(), "lists": opened.canArrange ? checkLists(problems, typed) : nil,
                "lessons": seesLessons && (canPutDown || !parts.lessons.isEmpty) && gathering.stage != .planned ? outcomes.lessons(canWrite: canPutDown && isOpen) : nil,
                "followUps": seesLessons && (canPutDown || !parts.followUps.isEmpty) && gathering.stage != .planned ? outcomes.followUps(canWrite: canPutDown && isOpen) : nil,
                "steps": opened.canArrange && !parts.next.isEmpty ? steps(typed, problems) : nil,
            ])
        page.canonicalPath = plan.admission == .open ? GatheringsPaths.gathering(gathering.id) : nil
        return page.refusing(problems, isConflict: !gaps.isEmpty || obstacle != nil)
    }

    /// What a field of the page's forms is called.
    private static func label(_ field: String) -> String? {
        switch field {
        case "reason": "gatherings.step.reason"
        case "lesson": "gatherings.lesson.text"
        case "lessonCity": "gatherings.lesson.city"
        case "block": "gatherings.lesson.block"
        case "intention": "gatherings.lesson.intention"
        case "lessonOwner", "followUpOwner": "gatherings.lesson.owner"
        case "lessonOwnerName": "gatherings.lesson.ownerName"
        case "lessonDue", "followUpDue": "gatherings.lesson.due"
        case "followUp": "gatherings.followUp.text"
        case _ where field.hasPrefix("task-"): "gatherings.task.add"
        default: nil
        }
    }

    // MARK: head

    private func acts() -> [View] {
        func act(_ pattern: String, _ key: String, main: Bool = false) -> View { ["href": GatheringsPaths.path(pattern, gathering.id), "label": words("gatherings.page.\(key)"), "quiet": !main] }
        var acts: [View] = []
        // By invitation, the letter is the way in.
        if gathering.admits(at: now).isAllowed, plan.admission == .open, opened.own.map({ $0.state == .withdrawn }) ?? true { acts.append(act(GatheringsPaths.registerPattern, "register", main: true)) }
        if seesAll, gathering.stage != .planned, gathering.stage != .cancelled { acts.append(act(GatheringsPaths.notesPattern, "notes", main: gathering.stage == .announced && plan.starts <= now)) }
        if opened.canArrange {
            acts.append(act(GatheringsPaths.peoplePattern, "people"))
            if [.announced, .held, .reported].contains(gathering.stage), plan.starts <= now { acts.append(act(GatheringsPaths.accountPattern, "account")) }
            if !gathering.stage.isOver { acts.append(act(GatheringsPaths.editPattern, "edit")) }
        }
        acts.append(act(GatheringsPaths.filePattern, "file"))
        return acts
    }

    private func own() -> View? {
        guard let own = opened.own, own.state != .withdrawn, let href = opened.ownHref, !gathering.stage.isOver else { return nil }
        return ["ownText": words("gatherings.page.own.\(own.state.rawValue)"), "ownHref": href]
    }

    private func facts() -> [View] {
        var facts: [(String, String?, String?)] = [
            ("hosts", plan.hosts.isEmpty ? nil : telling.names(plan.hosts, opened.cities), nil), ("visitors", plan.visitors.isEmpty ? nil : telling.names(plan.visitors, opened.cities), nil),
            ("practice", parts.practice?.title, parts.practice.map { GatheringsPaths.practice($0.slug) }), ("programme", parts.programme?.name, parts.programme.map { "/programmes/\($0.slug)" }),
            ("admission", words("gatherings.admission.\(plan.admission.rawValue)"), nil), ("seats", seats(), nil),
            ("registerUntil", plan.registerUntil.map(telling.format.day), nil), ("zone", plan.zone, nil), ("access", plan.access, nil),
        ]
        if seesAll { facts += [("logistics", plan.logistics, nil)] }
        if opened.canArrange { facts += [("budget", plan.budget.map(telling.format.euro), nil)] }
        return facts.compactMap { key, text, href in
            text.map { ["factLabel": words("gatherings.fact.\(key)"), "factText": $0, "factHref": href] as View }
        }
    }

    private func seats() -> String? {
        let taken = parts.counts[.registered] ?? 0
        guard gathering.stage != .planned else { return plan.capacity.map { words.count("gatherings.page.places", $0) } }
        let waiting = parts.counts[.waiting] ?? 0
        let taken_ = plan.capacity.map { words("gatherings.list.seats", ["taken": telling.format.number(taken), "seats": telling.format.number($0)]) } ?? words.count("gatherings.page.registered", taken)
        return waiting == 0 ? taken_ : telling.format.list([taken_, words.count("gatherings.page.waiting", waiting)])
    }

    private func text(_ gap: Gap) -> String {
        switch gap {
        case .account: words("gatherings.gap.account")
        case .question: words("gatherings.gap.question")
        case .lesson(let city): words("gatherings.gap.lesson", ["city": opened.cities[city].map(telling.name) ?? ""])
        case .followUp: words("gatherings.gap.followUp")
        case .tooEarly: words("gatherings.gap.tooEarly")
        }
    }

    /// Where what is missing is put down; nil where time alone will do.
    private func href(_ gap: Gap) -> String? {
        switch gap {
        case .account: GatheringsPaths.path(GatheringsPaths.accountPattern, gathering.id)
        case .question: GatheringsPaths.path(GatheringsPaths.editPattern, gathering.id) + "#questions"
        case .lesson: "#lessons"
        case .followUp: "#follow-ups"
        case .tooEarly: nil
        }
    }

    // MARK: the order of the day

    private func days() -> [View] {
        let clock = plan.clock
        let byDay = Dictionary(grouping: parts.slots) { clock.day(of: $0.starts) }.sorted { $0.key < $1.key }
        return byDay.map { _, slots in
            [
                "dayText": slots.first.map { telling.weekday($0.starts, clock) } ?? "",
                "slots": slots.map { slot in
                    [
                        "hoursText": words("gatherings.span", ["start": telling.hour(slot.starts, clock), "end": telling.hour(slot.ends, clock)]),
                        "slotTitle": slot.title, "slotMeta": [slot.place, slot.who].compactMap { $0 }.joined(separator: " · "),
                    ] as View
                },
            ] as View
        }
    }

    // MARK: planned and held

    private func held() -> View? {
        guard let held = gathering.held, seesLessons else { return nil }
        let clock = plan.clock
        let city = opened.cities[plan.city]
        var rows: [(String, String, String)] = [
            ("time", telling.span(plan), telling.span(held.starts, held.ends, clock)), ("place", telling.place(plan.place, city), telling.place(held.place, city)),
            ("people", plan.capacity.map(telling.format.number) ?? "–", held.people.map(telling.format.number) ?? "–"),
        ]
        if opened.canArrange { rows.append(("money", plan.budget.map(telling.format.euro) ?? "–", held.spent.map(telling.format.euro) ?? "–")) }
        return [
            "rows": rows.map { ["rowLabel": words("gatherings.account.\($0.0)"), "plannedText": $0.1, "heldText": $0.2] as View },
            "reasonText": held.reason.map { words("gatherings.account.because", ["reason": $0]) }, "reportText": held.report,
        ]
    }

    // MARK: check lists and steps

    private func checkLists(_ problems: [FieldProblem], _ typed: Fields?) -> View {
        let isOpen = !gathering.stage.isOver
        return [
            "tasksAction": GatheringsPaths.path(GatheringsPaths.tasksPattern, gathering.id),
            "sides": GatheringTask.Side.allCases.map { side in
                let tasks = parts.tasks.filter { $0.side == side }
                let field = FieldView("task-\(side.rawValue)", label: "gatherings.task.add", required: true, problems: problems, words: words)
                return [
                    "sideCode": side.rawValue, "sideText": words("gatherings.side.\(side.rawValue)"),
                    "doneText": words("gatherings.task.done", ["done": telling.format.number(tasks.count { $0.doneAt != nil }), "all": telling.format.number(tasks.count)]),
                    "tasks": tasks.map { task in
                        [
                            "taskText": task.code.map { words("gatherings.task.item.\($0)") } ?? task.text ?? "", "isDone": task.doneAt != nil, "taskID": task.id,
                            "stateText": words(task.doneAt == nil ? "gatherings.task.isOpen" : "gatherings.task.isDone"),
                            "change": isOpen ? [
                                "changeName": task.doneAt == nil ? "done" : "open", "changeText": words(task.doneAt == nil ? "gatherings.task.tick" : "gatherings.task.untick"),
                            ] as View : nil,
                        ] as View
                    },
                    "taskField": isOpen ? field.input(typed?["side"] == side.rawValue ? typed?["task"] : nil, maxLength: 300) : nil,
                ] as View
            },
        ]
    }

    private func steps(_ typed: Fields?, _ problems: [FieldProblem]) -> View {
        let main = parts.next.filter { $0 != "cancel" }
        return [
            "stepsAction": GatheringsPaths.path(GatheringsPaths.stepsPattern, gathering.id), "meaningText": words("gatherings.next.\(gathering.stage.rawValue)"),
            "mainSteps": main.map { ["stepName": $0, "stepText": words("gatherings.step.\($0)")] as View },
            "cancelOpen": problems.contains { $0.field == "reason" },
            "cancelField": parts.next.contains("cancel")
                ? FieldView("reason", label: "gatherings.step.reason", required: true, problems: problems, words: words).textArea(typed?["reason"], rows: 2, maxLength: 1000) : nil,
        ]
    }
}
