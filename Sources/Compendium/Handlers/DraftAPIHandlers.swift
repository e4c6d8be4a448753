import Foundation
import HTTPTypes
import Kernel
import Members
import Store
import Web

/// Practices being written, for programs with a token: `/api/v1/drafts`. The same rules and commands as the pages.
struct DraftAPIHandlers: Sendable {
    let room: CompendiumRoom
    private var house: House { room.house }

    func list(_ visit: Visit) async throws -> Answer {
        let person = try visit.person().id
        let mine = try await house.database.read { try Manuscripts.writtenBy(person, $0) }
        return try .json(DraftListJSON(total: mine.count, drafts: mine.map { DraftCardJSON($0.manuscript, title: $0.title, city: slug($0.manuscript.city), baseURL: house.site.baseURL) }))
    }

    func draft(_ visit: Visit) async throws -> Answer { try answer(try await room.open(visit), visit.language) }

    func start(_ visit: Visit) async throws -> Answer {
        let person = try visit.person()
        let input = try DraftStartInput(visit.body, choices: room.citiesToWriteFor(visit.viewer))
        return try await Once(visit).answer(house) { [room] writer in
            let id = try StartManuscript(city: input.city.id, practice: nil, content: input.content, person: person.id, mayJoin: false, token: person.token?.id)
                .run(room.house, room.trail, writer)
            var answer = try self.answer(try room.open(id, visit.viewer, visit.language, writer.reader), visit.language, status: .created)
            answer.headers[.location] = CompendiumPaths.apiDraft(id.rawValue)
            return answer
        }
    }

    /// Some fields, each settled by itself: what somebody else changed meanwhile stays theirs and is told as a clash.
    func save(_ visit: Visit) async throws -> Answer {
        let opened = try await room.open(visit)
        let person = try visit.person()
        let form = try DraftFieldsInput(visit.body).form
        let viewer = visit.viewer
        let outcome = try await SaveManuscript(
            id: opened.manuscript.id, changes: form.changes, basedOn: form.basedOn, person: person.id, token: person.token?.id
        ).run(house, room.trail) { ManuscriptPermissions.canWrite($0, authors: $1, viewer) }
        return try .json(
            DraftSavedJSON(
                revision: outcome.revision, written: outcome.written,
                clashes: outcome.clashes.map {
                    .init(field: $0.theirs.field, mine: DraftValue($0.theirs.field, $0.mine), theirs: DraftValue($0.theirs.field, $0.theirs.value), at: $0.theirs.at.description)
                }))
    }

    func submit(_ visit: Visit) async throws -> Answer {
        let opened = try await room.open(visit)
        let person = try visit.person()
        let viewer = visit.viewer
        return try await Once(visit).answer(house) { [room] writer in
            do {
                _ = try TakeManuscriptStep(
                    id: opened.manuscript.id, step: "submit", reason: nil, remarks: [], peer: nil, seen: nil, person: person.id, token: person.token?.id
                ).run(room.house, room.trail, writer) { ManuscriptPermissions.parts($0, authors: $1, viewer) }
            } catch Problem.invalid(let problems) {
                // The request is right; the draft is not ready for it.
                throw ProgramProblem.incomplete(problems)
            }
            return try self.answer(try room.open(opened.manuscript.id, viewer, visit.language, writer.reader), visit.language)
        }
    }

    func searches(_ visit: Visit) async throws -> Answer {
        let person = try visit.person().id
        let (searches, unseen) = try await house.database.read { (try SavedSearches.of(person, $0), try SavedSearches.unseen(of: person, $0)) }
        let slugs = Dictionary(room.catalogue.cards.map { ($0.id, $0.slug) }, uniquingKeysWith: { first, _ in first })
        return try .json(
            SearchListJSON(
                total: searches.count,
                searches: searches.map { search in
                    SearchJSON(
                        id: search.id, name: search.name, url: house.site.baseURL + search.question.fields.link(CompendiumPaths.practices), createdAt: search.at.description,
                        new: unseen.filter { $0.search == search.id }.compactMap { slugs[$0.practice] })
                }))
    }

    private func slug(_ city: CityID) -> String? { room.catalogue.cities.first { $0.id == city }?.slug }

    private func answer(_ opened: CompendiumRoom.OpenManuscript, _ language: Language, status: HTTPResponse.Status = .ok) throws -> Answer {
        let words = house.words(language)
        let reading = opened.reading()
        func details(_ problems: [FieldProblem]) -> [DraftJSON.Open] { problems.map { .init(field: $0.field, detail: words($0.message, $0.values)) } }
        var answer = try Answer.json(
            DraftJSON(
                card: DraftCardJSON(opened.manuscript, title: opened.content["title"], city: opened.city.slug, baseURL: house.site.baseURL), practice: opened.slug,
                fields: Dictionary(uniqueKeysWithValues: opened.content.values.map { ($0.key, DraftValue($0.key, $0.value)) }),
                open: details(reading.wrong + reading.missing), remarks: opened.openRemarks.map { .init(field: $0.field, text: $0.text, at: $0.at.description) }),
            status: status)
        answer.headers[.eTag] = "\"\(opened.manuscript.revision)\""
        return answer
    }
}
