import Kernel
import Web

/// What is to be done after a gathering or a mentoring, each with what the viewer may say of it.
struct FollowUpList {
    let telling: GatheringTelling
    let action: String
    let items: [GatheringFollowUp]
    let owners: [Owner]
    /// Whom the viewer may give something to.
    let reachable: [Owner]
    let names: [PersonID: String]
    let now: Instant
    let viewer: PersonID?
    /// Says of everything that it is done; others only of what they see to themselves.
    let canFinish: Bool
    let canGive: Bool

    func view(form: View? = nil) -> View {
        let words = telling.words
        return [
            "followUpsAction": action, "hasNoFollowUp": items.isEmpty,
            "items": items.map { item in
                let isTheirs = canFinish || item.owner != nil && item.owner == viewer
                return [
                    "followUpText": item.text, "ownerText": telling.person(item.owner, names), "dueText": words("gatherings.due", ["date": telling.format.day(item.due)]),
                    "doneText": item.doneAt.map { words("gatherings.doneOn", ["date": telling.format.day($0.day)]) }, "isLate": item.doneAt == nil && item.due < now.day,
                    "followUpID": isTheirs ? item.id : nil, "thenValue": item.doneAt == nil ? "done" : "open",
                    "thenText": words(item.doneAt == nil ? "gatherings.task.tick" : "gatherings.task.untick"),
                    "giveOptions": canGive && !reachable.isEmpty && Self.isLeft(item.owner, isDone: item.doneAt != nil, owners) ? Self.give(item.id, reachable) : nil,
                ] as View
            },
            "followUpForm": form,
        ]
    }

    /// Nobody sees to it, or whoever did has left.
    static func isLeft(_ owner: PersonID?, isDone: Bool, _ owners: [Owner]) -> Bool { owner.map { id in !isDone && !owners.contains { $0.id == id } } ?? true }

    /// Where whoever had it is no longer here, somebody else takes it.
    /// - Parameter item: whose text names the field and the button.
    static func give(_ item: String, _ owners: [Owner]) -> View { ["giveID": "give-\(item)", "giveTextID": "text-\(item)", "people": owners.map { ["personValue": $0.id.rawValue, "personName": $0.name] as View }] }

    /// The fields of a new one.
    static func fields(_ typed: Fields, _ owners: [(value: String, label: String)], _ problems: [FieldProblem], _ words: Wording) -> [View] {
        let field = { (name: String, key: String) in FieldView(name, label: key, required: true, problems: problems, words: words) }
        return [
            field("followUp", "gatherings.followUp.text").input(typed["followUp"], maxLength: 500), field("followUpOwner", "gatherings.lesson.owner").select(owners, selected: typed["followUpOwner"]),
            field("followUpDue", "gatherings.lesson.due").input(typed["followUpDue"], type: "date", short: true),
        ]
    }
}
