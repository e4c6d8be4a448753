import Kernel
import Members
import Store
import Web

/// Describing a need and changing it.
struct NeedHandlers: Sendable {
    let room: MatchingRoom

    func new(_ visit: Visit) async throws -> Answer {
        let cities = room.ports.cities()
        var fields = visit.query.keeping(Set(NeedForm.names))
        if !fields.has("city"), let own = visit.viewer.cities.first, let city = cities.first(where: { $0.id == own }) {
            fields = fields.adding("city", city.slug)
        }
        return .page(page(visit, cities).form(fields, id: nil, version: 0))
    }

    func create(_ visit: Visit) async throws -> Answer {
        let cities = room.ports.cities()
        let form = NeedForm(visit.form, cities: cities, ports: room.ports)
        guard form.problems.isEmpty else { return .page(page(visit, cities).form(form.fields, id: nil, version: 0, problems: form.problems)) }
        let outcome = try await SaveNeed(content: form.content, id: nil, basedOn: 0, person: try visit.person().id).run(room.house, room.trail)
        guard case .saved(let id) = outcome else { throw Problem.conflict(reason: "web.error.409.message") }
        return Answer.seeOther(MatchingPaths.need(id.rawValue)).with(notice: "matching.notice.needSaved")
    }

    func edit(_ visit: Visit) async throws -> Answer {
        let opened = try await room.openForWriting(visit)
        let cities = room.ports.cities()
        var content = opened.need.content
        if let number = visit.query["takeUp"].flatMap({ Int($0) }) {
            guard let earlier = try await room.house.database.read({ try Needs.version(number, of: opened.need.id, $0) }) else { throw Problem.notFound }
            content = earlier.content
        }
        let fields = NeedForm.fields(of: content, citySlug: slug(of: content.city, cities))
        return .page(page(visit, cities).form(fields, id: opened.need.id, version: opened.need.version))
    }

    func save(_ visit: Visit) async throws -> Answer {
        let opened = try await room.openForWriting(visit)
        let cities = room.ports.cities()
        let fields = Clash.settled(visit.form, theirs: NeedForm.fields(of: opened.need.content, citySlug: opened.city?.slug), names: NeedForm.names)
        let form = NeedForm(fields, cities: cities, ports: room.ports)
        guard form.problems.isEmpty, !Clash.isWritingOn(visit.form) else {
            return .page(page(visit, cities).form(form.fields, id: opened.need.id, version: form.basedOn, problems: form.problems))
        }
        let outcome = try await SaveNeed(content: form.content, id: opened.need.id, basedOn: form.basedOn, person: try visit.person().id)
            .run(room.house, room.trail)
        let href = MatchingPaths.need(opened.need.id.rawValue)
        switch outcome {
        case .saved: return Answer.seeOther(href).with(notice: "matching.notice.needSaved")
        case .unchanged: return Answer.seeOther(href).with(notice: "matching.notice.needUnchanged")
        case .conflict:
            let newest = try await room.open(visit)
            let begun = try await room.house.database.read { try Needs.version(form.basedOn, of: opened.need.id, $0) }
            return .page(
                page(visit, cities).clash(
                    mine: fields, base: begun.map { NeedForm.fields(of: $0.content, citySlug: slug(of: $0.content.city, cities)) }, theirs: newest.need,
                    theirsSlug: newest.city?.slug, by: newest.name(newest.need.changedBy)))
        }
    }

    private func slug(of city: CityID?, _ cities: [City]) -> String? { city.flatMap { id in cities.first { $0.id == id }?.slug } }

    private func page(_ visit: Visit, _ cities: [City]) -> NeedFormPage {
        NeedFormPage(telling: Telling(room, visit.language), ports: room.ports, cities: cities)
    }
}
