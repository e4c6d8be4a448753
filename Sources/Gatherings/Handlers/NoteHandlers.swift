import Kernel
import Members
import Web

/// Notes while it happens, with and without a connection.
struct NoteHandlers: Sendable {
    let room: GatheringsRoom

    /// The script that answers for the notes page when there is no connection. It stands where its scope is: below /gatherings/.
    func worker(_ visit: Visit) async throws -> Answer { .text(room.worker, type: "text/javascript; charset=utf-8") }

    private func open(_ visit: Visit) async throws -> GatheringsRoom.Opened {
        let opened = try await room.open(visit)
        try GatheringPermissions.canNote(opened).require()
        return opened
    }

    func page(_ visit: Visit) async throws -> Answer { .page(try await shown(visit)) }

    private func shown(_ visit: Visit, typed: Fields = Fields(), problems: [FieldProblem] = []) async throws -> Page {
        let opened = try await open(visit)
        let person = try visit.person().id
        let newID = room.house.ids.text()
        return try await room.house.database.read { reader in
            let notes = try Gatherings.notes(opened.gathering.id, reader)
            return NotesPage(
                telling: room.telling(visit), opened: opened, slots: try Gatherings.slots(opened.gathering.id, reader), notes: notes,
                names: try People.names(Array(Set(notes.map(\.author))), reader), viewer: person, now: room.house.clock.now
            ).page(typed, newID: newID, problems: problems)
        }
    }

    private func own(_ id: NoteID, _ opened: GatheringsRoom.Opened, _ person: PersonID) async throws -> Note? {
        try await room.house.database.read { try Gatherings.notes(opened.gathering.id, $0).first { $0.id == id && $0.author == person } }
    }

    /// Keeps a note from the form, or from the script, which is answered in a word.
    func keep(_ visit: Visit) async throws -> Answer {
        let opened = try await open(visit)
        let person = try visit.person().id
        let address = GatheringsPaths.path(GatheringsPaths.notesPattern, opened.gathering.id)
        if let dropped = visit.form.text("drop") {
            if visit.form["sure"] != "yes", let note = try await own(NoteID(dropped), opened, person) { return .page(DropNotePage(telling: room.telling(visit), gathering: opened.gathering, note: note).page()) }
            try await DropNote(id: NoteID(dropped), gathering: opened.gathering.id, author: person).run(room.house, room.trail)
            return Answer.seeOther(address)
        }
        var reader = FieldReader(visit.form)
        let text = reader.text("note", limit: Note.longest).replacingOccurrences(of: "\r\n", with: "\n")
        let id = visit.form.text("id") ?? ""
        guard reader.problems.isEmpty, Note.isPossible(id) else {
            let problems = reader.problems.isEmpty ? [FieldProblem("note", "gatherings.problem.otherNote")] : reader.problems
            if visit.form["from"] == "script" { throw Problem.invalid(problems) }
            return .page(try await shown(visit, typed: visit.form, problems: problems))
        }
        let slots = try await room.house.database.read { try Gatherings.slots(opened.gathering.id, $0) }
        let note = KeepNote(
            id: NoteID(id), gathering: opened.gathering.id, slot: slots.first { $0.id == visit.form["slot"] }?.id, text: text,
            writtenAt: visit.form.text("at").flatMap { Instant($0) } ?? room.house.clock.now, author: person)
        try await note.run(room.house, room.trail)
        if visit.form["from"] == "script" { return try .json(KeptNote(kept: id)) }
        return Answer.seeOther(address).with(notice: "gatherings.notice.noted")
    }

    private struct KeptNote: Encodable { let kept: String }
}
