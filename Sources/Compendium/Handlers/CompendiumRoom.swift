import Kernel
import Members
import Store
import Trail
import Web

/// What the handlers of authorship share: how a manuscript is opened.
struct CompendiumRoom: Sendable {
    let house: House
    let trail: Trail
    let catalogue: Catalogue

    /// A manuscript the viewer may see, with what it says and what hangs on it.
    struct OpenManuscript: Sendable {
        let manuscript: Manuscript
        let content: ManuscriptContent
        let city: City
        let authors: [PersonID]
        let steps: [Manuscript.Taken]
        let remarks: [Manuscript.Remark]
        let names: [PersonID: String]
        let parts: Set<Manuscript.Part>
        /// Of the practice that it is a new version of, or became.
        let slug: String?

        func name(_ id: PersonID) -> String { names[id] ?? "–" }
        var openRemarks: [Manuscript.Remark] { remarks.filter { $0.settledAt == nil } }
        func reading() -> ManuscriptContent.Reading { content.read(slug: slug ?? "manuscript", city: city) }
    }

    /// - Throws: `Problem.notFound` when there is no such manuscript, or when it is not for this viewer.
    func open(_ visit: Visit) async throws -> OpenManuscript {
        let id = ManuscriptID(try visit.parameter("id"))
        return try await house.database.read { reader in
            guard let manuscript = try Manuscripts.byID(id, reader), let city = try Cities.byID(manuscript.city, reader) else { throw Problem.notFound }
            let authors = try Manuscripts.authors(of: id, reader)
            let parts = ManuscriptPermissions.parts(manuscript, authors: authors, visit.viewer)
            guard !parts.isEmpty else { throw Problem.notFound }
            let steps = try Manuscripts.steps(of: id, reader)
            let remarks = try Manuscripts.remarks(on: id, reader)
            let people = Set([manuscript.owner] + [manuscript.peer].compactMap { $0 } + authors + steps.map(\.by) + remarks.map(\.by))
            return OpenManuscript(
                manuscript: manuscript, content: try Manuscripts.content(of: id, reader), city: city, authors: authors, steps: steps, remarks: remarks,
                names: try People.names(people.sorted(), reader), parts: parts, slug: try manuscript.practice.flatMap { try Practices.slug(of: $0, reader) })
        }
    }
}
