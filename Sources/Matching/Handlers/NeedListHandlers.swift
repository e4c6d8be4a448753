import Kernel
import Members
import Store
import Web

/// The list of needs, and the versions of one.
struct NeedListHandlers: Sendable {
    let room: MatchingRoom

    func needs(_ visit: Visit) async throws -> Answer {
        let person = try visit.person().id
        let cities = visit.viewer.cities
        let read = try await room.house.database.read { reader in
            let total = try Needs.visibleCount(to: person, cities: cities, reader)
            let start = Pager.start(visit.query, count: total)
            let needs = try Needs.visible(to: person, cities: cities, after: start, limit: NeedListPage.pageSize, reader)
            let ids = needs.map(\.id)
            let readers = try Needs.readers(of: ids, reader)
            return (
                total: total, start: start, needs: needs, works: try Needs.works(on: ids, reader), readers: readers, unseen: try NewFits.unseenCounts(of: ids, reader),
                names: try People.names(Array(Set(needs.map(\.owner) + readers.values.flatMap { $0 })).sorted(), reader),
                cities: Dictionary(uniqueKeysWithValues: try Cities.all(reader).map { ($0.id, $0) })
            )
        }
        let fitting = await fitting(read.needs, read.works, read.cities.mapValues(PlaceFacts.init))
        let words = room.house.words(visit.language)
        let entries = read.needs.map { need in
            NeedListPage.Entry(
                need: need, cityName: need.content.city.flatMap { read.cities[$0]?.name(in: visit.language) }, ownerName: read.names[need.owner] ?? words("web.formerMember"),
                sharedWith: (read.readers[need.id] ?? []).compactMap { read.names[$0] },
                shortlisted: read.works[need.id]?.decisions.filter { $0.decision == .shortlist }.count ?? 0, strongMatches: fitting[need.id],
                newMatches: read.unseen[need.id] ?? 0)
        }
        return .page(
            NeedListPage(
                mine: entries.filter { $0.need.owner == person }, shared: entries.filter { $0.need.owner != person }, total: read.total, start: read.start,
                cityName: cities.first.flatMap { read.cities[$0]?.name(in: visit.language) }, canWrite: visit.viewer.holds(.writeNeeds), telling: Telling(room, visit.language)
            ).page())
    }

    func history(_ visit: Visit) async throws -> Answer {
        let need = try await room.open(visit).need
        let (versions, names) = try await room.house.database.read { reader in
            let versions = try Needs.versions(of: need.id, reader)
            return (versions, try People.names(Array(Set(versions.map(\.by))).sorted(), reader))
        }
        return .page(
            HistoryPage(
                need: need, versions: versions, names: names, cities: Dictionary(uniqueKeysWithValues: room.ports.cities().map { ($0.id, $0.name(in: visit.language)) }), start: Pager.start(visit.query, count: versions.count), href: visit.path,
                telling: Telling(room, visit.language)
            ).page())
    }

    func version(_ visit: Visit) async throws -> Answer {
        let opened = try await room.open(visit)
        guard let number = Int(try visit.parameter("version")) else { throw Problem.notFound }
        let (version, names) = try await room.house.database.read { reader in
            guard let version = try Needs.version(number, of: opened.need.id, reader) else { throw Problem.notFound }
            return (version, try People.names([version.by], reader))
        }
        return .page(
            VersionPage(
                opened: opened, version: version, cityName: version.content.city.flatMap { id in room.ports.cities().first { $0.id == id }?.name(in: visit.language) },
                name: names[version.by] ?? room.house.words(visit.language)("web.formerMember"), telling: Telling(room, visit.language)
            ).page())
    }

    /// How many practices match each need strongly, without those set aside. A need whose meaning is not to be had at once is left out: a
    /// list does not wait for one need after the other.
    private func fitting(_ needs: [Need], _ works: [NeedID: NeedWork], _ cities: [CityID: PlaceFacts]) async -> [NeedID: Int] {
        let ready = await room.matcher.prepare(needs.map(\.content.text))
        var counts: [NeedID: Int] = [:]
        for need in needs where ready.contains(need.content.text) {
            let work = works[need.id] ?? NeedWork()
            let answer = await room.matcher.answer(need.content, city: need.content.city.flatMap { cities[$0] }, work: work, excluded: work.aside, limit: 50) { _ in [] }
            counts[need.id] = answer.ranked.filter { $0.band == .strong }.count
        }
        return counts
    }
}
