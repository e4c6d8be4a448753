import Kernel
import Members
import Web

/// Lessons and follow-ups on the page of a gathering, with their forms.
struct GatheringOutcomes {
    let telling: GatheringTelling
    let opened: GatheringsRoom.Opened
    let parts: GatheringPage.Parts
    let now: Instant
    let viewer: PersonID?
    /// Arranges it, or was there.
    let seesAll: Bool
    let typed: Fields
    let problems: [FieldProblem]

    private var words: Wording { telling.words }
    private var giver: PersonID? { opened.canArrange ? nil : viewer }
    private var owners: [(value: String, label: String)] { telling.choices(of: parts.owners.reachable(by: giver), opened.cities) }
    private var canGive: Bool { GatheringPermissions.canPutDown(opened).isAllowed }

    private func field(_ name: String, _ key: String, required: Bool = true) -> FieldView { FieldView(name, label: "gatherings.lesson.\(key)", required: required, problems: problems, words: words) }

    func lessons(canWrite: Bool) -> View {
        let cities = (opened.gathering.plan.visitors + opened.gathering.plan.hosts).isEmpty ? opened.gathering.cities : opened.gathering.plan.visitors + opened.gathering.plan.hosts
        let cityChoices = cities.compactMap { opened.cities[$0] }.map { (value: $0.slug, label: telling.name($0)) }
        let isWithoutAccount = cities.contains { parts.owners.seeing(to: $0, of: opened.gathering.plan).isEmpty }
        let blocks = [(value: "", label: words("gatherings.lesson.ownBlock"))] + parts.blocks.map { (value: $0.id, label: $0.title) }
        return [
            "lessonsAction": GatheringsPaths.path(GatheringsPaths.lessonsPattern, opened.gathering.id), "hasNone": parts.lessons.isEmpty,
            "items": parts.lessons.map(lesson),
            "lessonForm": canWrite ? [
                "isOpen": typed.has("lesson"),
                "lessonFields": [
                    field("lesson", "text").textArea(typed["lesson"], rows: 3, maxLength: 2000),
                    field("lessonCity", "city").select([(value: "", label: words("gatherings.field.choose"))] + cityChoices, selected: typed["lessonCity"]),
                ] + (parts.blocks.isEmpty ? [] : [field("blockID", "blockOf", required: false).select(blocks, selected: typed["blockID"])]) + [
                    field("block", "block", required: parts.blocks.isEmpty).input(typed["block"], maxLength: 200),
                    field("intention", "intention").choices(
                        Lesson.Intention.allCases.map { ($0.rawValue, words("gatherings.intention.\($0.rawValue)")) }, selected: Set([typed["intention"]].compactMap { $0 }), radio: true),
                    field("lessonOwner", "owner", required: !isWithoutAccount).select(owners, selected: typed["lessonOwner"]),
                ] + (isWithoutAccount ? [field("lessonOwnerName", "ownerName", required: false).input(typed["lessonOwnerName"], maxLength: 120)] : []) + [
                    field("lessonDue", "due").input(typed["lessonDue"], type: "date", short: true),
                ],
            ] as View : nil,
        ]
    }

    private func lesson(_ lesson: Lesson) -> View {
        let isTheirs = seesAll || lesson.owner != nil && lesson.owner == viewer
        let own = parts.owners.seeing(to: lesson.city, of: opened.gathering.plan)
        let reachable = own.reachable(by: giver)
        return [
            "lessonText": lesson.text, "intentionText": words("gatherings.intention.\(lesson.intention.rawValue)"), "cityText": opened.cities[lesson.city].map(telling.name) ?? "",
            "blockText": lesson.block, "ownerText": lesson.ownerName ?? telling.person(lesson.owner, parts.names),
            "dueText": words("gatherings.due", ["date": telling.format.day(lesson.due)]),
            "doneText": lesson.doneAt.map { words("gatherings.doneOn", ["date": telling.format.day($0.day)]) }, "isLate": lesson.doneAt == nil && lesson.due < now.day,
            "lessonID": isTheirs ? lesson.id.rawValue : nil, "thenValue": lesson.doneAt == nil ? "done" : "open",
            "thenText": words(lesson.doneAt == nil ? "gatherings.task.tick" : "gatherings.task.untick"),
            "giveOptions": canGive && !reachable.isEmpty && FollowUpList.isLeft(lesson.owner, isDone: lesson.doneAt != nil, own) ? FollowUpList.give(lesson.id.rawValue, reachable) : nil,
        ]
    }

    func followUps(canWrite: Bool) -> View {
        FollowUpList(
            telling: telling, action: GatheringsPaths.path(GatheringsPaths.followUpsPattern, opened.gathering.id), items: parts.followUps, owners: parts.owners,
            reachable: parts.owners.reachable(by: giver), names: parts.names, now: now, viewer: viewer, canFinish: seesAll, canGive: canGive
        ).view(form: canWrite ? ["isOpen": typed.has("followUp"), "followUpFields": FollowUpList.fields(typed, owners, problems, words)] : nil)
    }
}
