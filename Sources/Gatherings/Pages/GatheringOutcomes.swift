import Kernel
import Members
import Web

/// Lessons and follow-ups on the page of a gathering, with their forms.
struct GatheringOutcomes {
    let telling: GatheringTelling
    let opened: GatheringsRoom.Opened
    let parts: GatheringPage.Parts
    let now: Instant
    let typed: Fields
    let problems: [FieldProblem]

    private var words: Wording { telling.words }
    private var owners: [(value: String, label: String)] { [(value: "", label: words("gatherings.field.choose"))] + parts.owners.map { (value: $0.id.rawValue, label: $0.name) } }

    private func field(_ name: String, _ key: String, required: Bool = true) -> FieldView { FieldView(name, label: "gatherings.lesson.\(key)", required: required, problems: problems, words: words) }

    func lessons(canWrite: Bool) -> View {
        let cities = (opened.gathering.plan.visitors + opened.gathering.plan.hosts).isEmpty ? opened.gathering.cities : opened.gathering.plan.visitors + opened.gathering.plan.hosts
        let cityChoices = cities.compactMap { opened.cities[$0] }.map { (value: $0.slug, label: $0.name) }
        let blocks = [(value: "", label: words("gatherings.lesson.ownBlock"))] + parts.blocks.map { (value: $0.id, label: $0.title) }
        return [
            "lessonsAction": GatheringsPaths.path(GatheringsPaths.lessonsPattern, opened.gathering.id), "hasNone": parts.lessons.isEmpty,
            "items": parts.lessons.map { lesson($0, canWrite: canWrite) },
            "lessonForm": canWrite ? [
                "isOpen": typed.has("lesson"),
                "lessonFields": [
                    field("lesson", "text").textArea(typed["lesson"], rows: 3, maxLength: 2000),
                    field("lessonCity", "city").select([(value: "", label: words("gatherings.field.choose"))] + cityChoices, selected: typed["lessonCity"]),
                ] + (parts.blocks.isEmpty ? [] : [field("blockID", "blockOf", required: false).select(blocks, selected: typed["blockID"])]) + [
                    field("block", "block", required: parts.blocks.isEmpty).input(typed["block"], maxLength: 200),
                    field("intention", "intention").choices(
                        Lesson.Intention.allCases.map { ($0.rawValue, words("gatherings.intention.\($0.rawValue)")) }, selected: Set([typed["intention"]].compactMap { $0 }), radio: true),
                    field("lessonOwner", "owner").select(owners, selected: typed["lessonOwner"]), field("lessonDue", "due").input(typed["lessonDue"], type: "date", short: true),
                ],
            ] as View : nil,
        ]
    }

    private func lesson(_ lesson: Lesson, canWrite: Bool) -> View {
        [
            "lessonText": lesson.text, "intentionText": words("gatherings.intention.\(lesson.intention.rawValue)"), "cityText": opened.cities[lesson.city]?.name ?? "",
            "blockText": lesson.block, "ownerText": telling.person(lesson.owner, parts.names), "dueText": words("gatherings.due", ["date": telling.format.day(lesson.due)]),
            "doneText": lesson.doneAt.map { words("gatherings.doneOn", ["date": telling.format.day($0.day)]) }, "isLate": lesson.doneAt == nil && lesson.due < now.day,
            "lessonID": canWrite ? lesson.id.rawValue : nil, "thenValue": lesson.doneAt == nil ? "done" : "open",
            "thenText": words(lesson.doneAt == nil ? "gatherings.task.tick" : "gatherings.task.untick"), "giveOptions": lesson.owner == nil && canWrite ? give("give-\(lesson.id)") : nil,
        ]
    }

    /// Where whoever had it is no longer here, somebody else takes it.
    private func give(_ id: String) -> View { ["giveID": id, "people": parts.owners.map { ["personValue": $0.id.rawValue, "personName": $0.name] as View }] }

    func followUps(canWrite: Bool) -> View {
        [
            "followUpsAction": GatheringsPaths.path(GatheringsPaths.followUpsPattern, opened.gathering.id), "hasNoFollowUp": parts.followUps.isEmpty,
            "items": parts.followUps.map { item in
                [
                    "followUpText": item.text, "ownerText": telling.person(item.owner, parts.names), "dueText": words("gatherings.due", ["date": telling.format.day(item.due)]),
                    "doneText": item.doneAt.map { words("gatherings.doneOn", ["date": telling.format.day($0.day)]) }, "isLate": item.doneAt == nil && item.due < now.day,
                    "followUpID": canWrite ? item.id : nil, "thenValue": item.doneAt == nil ? "done" : "open",
                    "thenText": words(item.doneAt == nil ? "gatherings.task.tick" : "gatherings.task.untick"), "giveOptions": item.owner == nil && canWrite ? give("give-\(item.id)") : nil,
                ] as View
            },
            "followUpForm": canWrite ? [
                "isOpen": typed.has("followUp"),
                "followUpFields": [
                    FieldView("followUp", label: "gatherings.followUp.text", required: true, problems: problems, words: words).input(typed["followUp"], maxLength: 500),
                    FieldView("followUpOwner", label: "gatherings.lesson.owner", required: true, problems: problems, words: words).select(owners, selected: typed["followUpOwner"]),
                    FieldView("followUpDue", label: "gatherings.lesson.due", required: true, problems: problems, words: words).input(typed["followUpDue"], type: "date", short: true),
                ],
            ] as View : nil,
        ]
    }
}
