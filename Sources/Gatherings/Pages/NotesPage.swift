import HTTPTypes
import Kernel
import Web

/// Notes while it happens. The page works without script; with it, notes are kept on the device until they have arrived.
struct NotesPage {
    let telling: GatheringTelling
    let opened: GatheringsRoom.Opened
    let slots: [AgendaSlot]
    let notes: [Note]
    let names: [PersonID: String]
    let viewer: PersonID
    let now: Instant

    func page(_ typed: Fields, newID: String, problems: [FieldProblem]) -> Page {
        let words = telling.words
        let gathering = opened.gathering
        let clock = gathering.plan.clock
        let current = slots.first { $0.starts <= now && now < $0.ends }?.id
        let choices = [(value: "", label: words("gatherings.notes.noSlot"))] + slots.map { (value: $0.id, label: "\(hour($0, clock)) \($0.title)") }
        return Page(
            "gatherings/notes", title: words("gatherings.notes.title", ["gathering": gathering.plan.title]), section: "gatherings",
            view: [
                "breadcrumbs": Crumbs.view(telling, gathering), "headingText": words("gatherings.notes.title", ["gathering": gathering.plan.title]),
                "action": GatheringsPaths.path(GatheringsPaths.notesPattern, gathering.id), "personKey": viewer.rawValue, "newID": newID,
                "errors": FieldView.summary(problems, words: words) { _ in "gatherings.notes.note" },
                "slotField": slots.isEmpty ? nil : FieldView("slot", label: "gatherings.notes.slot", problems: problems, words: words).select(choices, selected: typed["slot"] ?? current),
                "noteField": FieldView("note", label: "gatherings.notes.note", required: true, problems: problems, words: words).textArea(typed["note"], rows: 4, maxLength: Note.longest),
                "countText": words.count("gatherings.notes.count", notes.count),
                "notes": notes.reversed().map { note in
                    [
                        "noteID": note.id.rawValue, "noteText": note.text, "authorText": telling.person(note.author, names), "timeText": telling.moment(note.writtenAt, clock),
                        "slotText": slots.first { $0.id == note.slot }?.title, "dropID": note.author == viewer ? note.id.rawValue : nil,
                    ] as View
                },
            ]).refusing(problems)
    }

    /// When a part begins; with its day where there are several.
    private func hour(_ slot: AgendaSlot, _ clock: ZoneClock) -> String {
        let hour = telling.hour(slot.starts, clock)
        return Set(slots.map { clock.day(of: $0.starts) }).count > 1 ? "\(telling.weekday(slot.starts, clock)), \(hour)" : hour
    }
}

/// Asks before a note goes.
struct DropNotePage {
    let telling: GatheringTelling
    let gathering: Gathering
    let note: Note

    func page() -> Page {
        let address = GatheringsPaths.path(GatheringsPaths.notesPattern, gathering.id)
        return Page(
            "gatherings/dropNote", title: telling.words("gatherings.notes.dropSure"), section: "gatherings",
            view: ["breadcrumbs": Crumbs.view(telling, gathering), "noteText": note.text, "dropID": note.id.rawValue, "action": address, "cancelHref": address])
    }
}
