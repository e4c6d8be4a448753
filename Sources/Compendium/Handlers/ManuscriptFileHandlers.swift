import Files
import Kernel
import Members
import Store
import Web

/// The files and pictures of a manuscript: who may do what is asked here, the rest is done by the shelf.
struct ManuscriptFileHandlers: Sendable {
    let room: CompendiumRoom
    let shelf: FileShelf

    func list(_ visit: Visit) async throws -> Answer { try await shelf.list(visit, try await place(visit)) }
    func add(_ visit: Visit) async throws -> Answer { try await shelf.add(visit, try await place(visit)) }
    func facts(_ visit: Visit) async throws -> Answer { try await shelf.facts(visit, try await place(visit)) }
    func move(_ visit: Visit) async throws -> Answer { try await shelf.move(visit, try await place(visit)) }
    func remove(_ visit: Visit) async throws -> Answer { try await shelf.remove(visit, try await place(visit)) }

    func describe(_ visit: Visit) async throws -> Answer {
        let database = room.house.database
        return try await shelf.describe(visit, try await place(visit)) { person in try await database.read { try People.names([person], $0) }[person] ?? "–" }
    }

    private func place(_ visit: Visit) async throws -> FilePlace {
        let opened = try await room.open(visit)
        let words = room.house.words(visit.language)
        let id = opened.manuscript.id
        let title = opened.content["title"] ?? words("compendium.manuscript.untitled")
        let viewer = visit.viewer
        return FilePlace(
            owner: RecordReference(id), recordTitle: title,
            canWrite: ManuscriptPermissions.canWrite(opened.manuscript, authors: opened.authors, viewer).isAllowed,
            allow: { reader in
                guard let manuscript = try Manuscripts.byID(id, reader) else { throw Problem.notFound }
                try ManuscriptPermissions.canWrite(manuscript, authors: try Manuscripts.authors(of: id, reader), viewer).require()
            },
            breadcrumbs: [
                ["label": words("compendium.manuscripts.heading"), "href": CompendiumPaths.manuscripts], ["label": title, "href": CompendiumPaths.manuscript(id.rawValue)],
            ],
            section: "drafts", list: CompendiumPaths.files(id.rawValue), backHref: CompendiumPaths.manuscript(id.rawValue), backText: words("compendium.manuscript.toOverview"))
    }
}
