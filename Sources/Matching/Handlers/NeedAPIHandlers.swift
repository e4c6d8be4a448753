import Foundation
import HTTPTypes
import Kernel
import Members
import Store
import Web

/// Needs for programs with a token: `/api/v1/needs`. The same rules and commands as the pages.
struct NeedAPIHandlers: Sendable {
    let room: MatchingRoom
    private var house: House { room.house }

    func list(_ visit: Visit) async throws -> Answer {
        let person = try visit.person().id
        let (start, limit) = try Self.page(visit.query)
        let cities = visit.viewer.cities
        let (total, needs) = try await house.database.read { reader in
            (try Needs.visibleCount(to: person, cities: cities, reader), try Needs.visible(to: person, cities: cities, after: start, limit: limit, reader))
        }
        let next = start + needs.count
        return try .json(NeedListJSON(total: total, needs: needs.map { json($0, person) }, next: next < total && !needs.isEmpty ? next : nil))
    }

    func need(_ visit: Visit) async throws -> Answer { try answer(try await room.open(visit).need, try visit.person().id) }

    func create(_ visit: Visit) async throws -> Answer {
        let person = try visit.person()
        let input = try NeedInput(visit.body, cities: room.ports.cities(), ports: room.ports)
        return try await Once(visit).answer(house) { [room] writer in
            let outcome = try SaveNeed(content: input.content, id: nil, basedOn: 0, person: person.id, token: person.token?.id).run(room.house, room.trail, writer)
            guard case .saved(let id) = outcome, let need = try Needs.byID(id, writer.reader) else { throw Problem.conflict(reason: "web.error.409.message") }
            var answer = try self.answer(need, person.id, status: .created)
            answer.headers[.location] = MatchingPaths.apiNeed(id.rawValue)
            return answer
        }
    }

    /// The whole need as it is to be from now on. What somebody else saved meanwhile is not overwritten: both are given back.
    func replace(_ visit: Visit) async throws -> Answer {
        let opened = try await room.openForWriting(visit)
        let person = try visit.person()
        let input = try NeedInput(visit.body, cities: room.ports.cities(), ports: room.ports)
        let named = try NamedVersion.read(visit)
        let outcome = try await SaveNeed(content: input.content, id: opened.need.id, basedOn: named ?? 0, person: person.id, token: person.token?.id)
            .run(house, room.trail)
        let newest = try await room.open(visit).need
        guard case .conflict = outcome else { return try answer(newest, person.id) }
        let basis = try await named.asyncFlatMap { [house] number in try await house.database.read { try Needs.version(number, of: newest.id, $0) } }
        let words = house.words(visit.language)
        var answer = try Answer.json(
            NeedConflictJSON(
                title: words("web.error.412.heading"), status: 412, detail: words("web.error.412.message"), instance: visit.path,
                basedOn: basis.map { json(newest, person.id, version: $0.version, content: $0.content, at: $0.at) }, current: json(newest, person.id)),
            status: .preconditionFailed, type: "application/problem+json")
        answer.headers[.eTag] = NamedVersion.tag(newest.version)
        return answer
    }

    // MARK: steps

    private func answer(_ need: Need, _ person: PersonID, status: HTTPResponse.Status = .ok) throws -> Answer {
        var answer = try Answer.json(json(need, person), status: status)
        answer.headers[.eTag] = NamedVersion.tag(need.version)
        return answer
    }

    private func json(_ need: Need, _ person: PersonID) -> NeedJSON { json(need, person, version: need.version, content: need.content, at: need.changedAt) }

    private func json(_ need: Need, _ person: PersonID, version: Int, content: NeedContent, at: Instant) -> NeedJSON {
        NeedJSON(
            need, version: version, content, changedAt: at, citySlug: content.city.flatMap { id in room.ports.cities().first { $0.id == id }?.slug },
            isOwn: need.owner == person, baseURL: house.site.baseURL)
    }

    private static func page(_ query: Fields) throws -> (start: Int, limit: Int) {
        var problems: [FieldProblem] = []
        func number(_ name: String, _ range: ClosedRange<Int>, standard: Int) -> Int {
            guard let text = query[name] else { return standard }
            guard let number = Int(text), range.contains(number) else {
                problems.append(FieldProblem(name, "web.field.outOfRange", ["from": String(range.lowerBound), "to": String(range.upperBound)]))
                return standard
            }
            return number
        }
        let page = (start: number("start", 0...1_000_000, standard: 0), limit: number("limit", 1...100, standard: 20))
        if !problems.isEmpty { throw Problem.invalid(problems) }
        return page
    }
}

struct NeedListJSON: Encodable {
    let total: Int
    let needs: [NeedJSON]
    let next: Int?
}

struct NeedJSON: Encodable {
    let id, url, text, visibility, createdAt, changedAt: String
    let version: Int
    let title, lang, city: String?
    let targetGroups, policyAreas, competent, notCompetent, inPlace: [String]
    let people, budgetEUR, months: Int?
    let isOwn: Bool

    init(_ need: Need, version: Int, _ content: NeedContent, changedAt: Instant, citySlug: String?, isOwn: Bool, baseURL: String) {
        id = need.id.rawValue
        url = baseURL + MatchingPaths.need(need.id.rawValue)
        self.version = version
        visibility = need.visibility.rawValue
        createdAt = need.createdAt.description
        self.changedAt = changedAt.description
        title = content.title
        text = content.text
        lang = content.language
        city = citySlug
        targetGroups = content.groups
        policyAreas = content.areas
        people = content.people
        budgetEUR = content.budget.map { Int($0.cents / 100) }
        months = content.months
        competent = content.competent
        notCompetent = content.notCompetent
        inPlace = content.inPlace
        self.isOwn = isOwn
    }

    enum CodingKeys: String, CodingKey {
        case id, url, version, title, text, lang, city, people, months, competent, visibility, targetGroups = "target_groups", policyAreas = "policy_areas",
            budgetEUR = "budget_eur", notCompetent = "not_competent", inPlace = "in_place", isOwn = "is_own", createdAt = "created_at", changedAt = "changed_at"
    }
}

/// Problem details (RFC 9457) with what a program needs to bring both sides together.
struct NeedConflictJSON: Encodable {
    let type = "about:blank"
    let title: String
    let status: Int
    let detail, instance: String
    /// The need at the version that the change was based on; left out when there is no such version.
    let basedOn: NeedJSON?
    let current: NeedJSON

    enum CodingKeys: String, CodingKey { case type, title, status, detail, instance, basedOn = "based_on", current }
}
