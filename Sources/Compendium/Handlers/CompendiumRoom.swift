import Files
import Kernel
import Members
import Store
import Text
import Trail
import Web

/// What the handlers of authorship share: how a manuscript is opened.
struct CompendiumRoom: Sendable {
    let house: House
    let trail: Trail
    let catalogue: Catalogue
    let duplicates: Duplicates

    /// A manuscript the viewer may see, with what it says and what hangs on it.
    struct OpenManuscript: Sendable {
        let manuscript: Manuscript
        let content: ManuscriptContent
        let city: City
        let authors: [PersonID]
        let steps: [Manuscript.Taken]
        let remarks: [Manuscript.Remark]
        let names: [PersonID: String]
        /// In the place of a name that nobody has any more.
        let formerMember: String
        let parts: Set<Manuscript.Part>
        /// Of the practice that it is a new version of, or became.
        let slug: String?
        /// The version that practice has now.
        let currentVersion: Int?
        let files: [AttachedFile]

        func name(_ id: PersonID) -> String { names[id] ?? formerMember }
        var openRemarks: [Manuscript.Remark] { remarks.filter { $0.settledAt == nil } }
        func reading() -> ManuscriptContent.Reading { content.read(slug: slug ?? "manuscript", city: city) }
    }

    /// The cities in which the viewer may write practices.
    func citiesToWriteFor(_ viewer: Viewer) -> [City] { catalogue.cities.filter { viewer.holds(.writePractices, inCity: $0.id) } }

    /// - Throws: `Problem.notFound` when there is no such manuscript, or when it is not for this viewer.
    func open(_ visit: Visit) async throws -> OpenManuscript {
        let id = ManuscriptID(try visit.parameter("id"))
        return try await house.database.read { try open(id, visit.viewer, visit.language, $0) }
    }

    func open(_ id: ManuscriptID, _ viewer: Viewer, _ language: Language, _ reader: Reader) throws -> OpenManuscript {
        guard let manuscript = try Manuscripts.byID(id, reader), let city = try Cities.byID(manuscript.city, reader) else { throw Problem.notFound }
        let authors = try Manuscripts.authors(of: id, reader)
        let parts = ManuscriptPermissions.parts(manuscript, authors: authors, viewer)
        guard !parts.isEmpty else { throw Problem.notFound }
        let steps = try Manuscripts.steps(of: id, reader)
        let remarks = try Manuscripts.remarks(on: id, reader)
        let people = Set([manuscript.owner] + [manuscript.peer].compactMap { $0 } + authors + steps.map(\.by) + remarks.map(\.by))
        let practice = try manuscript.practice.flatMap { try Practices.byIDsOfAnyStage([$0], reader).first }
        return OpenManuscript(
            manuscript: manuscript, content: try Manuscripts.content(of: id, reader), city: city, authors: authors, steps: steps, remarks: remarks,
            names: try People.names(people.sorted(), reader), formerMember: house.words(language)("web.formerMember"), parts: parts,
            slug: practice?.slug, currentVersion: practice?.version, files: try Files.attached(to: RecordReference(id), reader))
    }

    /// The published practices that a manuscript may tell of once more.
    func alike(_ opened: OpenManuscript) async -> [(card: Card, likeness: Likeness)] {
        let content = opened.content
        let language = content["language"] ?? "en"
        let titles = Dictionary([(language, content["title"]), ("en", content["title.en"])].compactMap { code, title in title.map { (code, $0) } }, uniquingKeysWith: { first, _ in first })
        let texts = ["problem", "solution", "results"].map { (field: $0, text: content[$0]) }
        let record = ComparedRecord(
            city: opened.city.id, titles: titles, texts: texts.map(\.text), sources: content.numbers(of: "sources").map { content["sources.\($0).url"] })
        let fields = titles.map { FieldText("title", $0.value, language: $0.key) } + texts.compactMap { field, text in text.map { FieldText(field, $0, language: language) } }
        return await duplicates.alike(record, texts: fields, except: opened.slug)
    }
}
