import Kernel
import Members
import Web

/// Where whoever works in programmes begins: those they run, and what their city owes.
struct CoordinationPage {
    let words: PlanWords
    let today: Day

    func page(programmes: [Programme], canBegin: Bool, isCoordinator: Bool, owed: [(programme: ProgrammeID, slug: String, name: String, record: PlanRecord)]) -> Page {
        Page(
            "programmes/coordination", title: words("programmes.list.title"), section: "coordination",
            view: [
                "newHref": canBegin ? ProgrammesPaths.new : nil,
                "programmes": programmes.isEmpty ? nil : ["items": programmes.map { programme in
                    [
                        "programmeHref": ProgrammesPaths.overview(programme.slug), "programmeName": programme.name, "fullName": programme.fullTitle,
                        "datesText": words.period(programme.start, programme.end) ?? words("programmes.noDates"),
                    ] as View
                }] as View,
                "noProgrammes": isCoordinator && programmes.isEmpty,
                "owed": owed.isEmpty ? nil : ["items": owed.map { item in
                    let state = words.state(item.record, today: today)
                    return [
                        "itemHref": ProgrammesPaths.deliverable(item.slug, item.record.id), "itemName": item.record.name, "programmeText": item.name,
                        "dayText": item.record.day("plannedDay").map(words.format.day) ?? words("programmes.notSaid"), "stateText": state.text, "stateCode": state.code,
                        "isLate": state.code == "late",
                    ] as View
                }] as View,
                "nothingOwed": !isCoordinator && owed.isEmpty,
            ])
    }
}
