import Kernel
import Members
import Store
import Web

/// Lists and pages that are only read.
struct ReadingHandlers: Sendable {
    let room: TransfersRoom

    func list(_ visit: Visit) async throws -> Answer {
        let (viewer, now) = (visit.viewer, room.house.clock.now)
        let stage = visit.query["stage"].flatMap(Transfer.Stage.init(rawValue:))
        let read = try await room.house.database.read { reader in
            let counts = try Transfers.countsByStage(readableBy: viewer, reader)
            let total = stage.map { counts[$0] ?? 0 } ?? counts.values.reduce(0, +)
            let start = Pager.start(visit.query, count: total)
            let transfers = try Transfers.readable(by: viewer, stage: stage, from: start, limit: TransferListPage.size, reader)
            return (counts: counts, total: total, start: start, entries: try entries(transfers, reader), cities: try Cities.all(reader).filter { viewer.cities.contains($0.id) })
        }
        let speaking = room.speaking(visit)
        return .page(
            TransferListPage(
                entries: read.entries, counts: read.counts, stage: stage, pager: Pager(count: read.total, start: read.start, size: TransferListPage.size, path: visit.path, query: visit.query).view(speaking.words), canOpen: viewer.holds(.writeTransfers),
                cities: read.cities, today: now.day, speaking: speaking
            ).page())
    }

    func city(_ visit: Visit) async throws -> Answer {
        let slug = try visit.parameter("slug")
        let viewer = visit.viewer
        let read = try await room.house.database.read { [room] reader in
            guard let city = try Cities.bySlug(slug, reader) else { throw Problem.notFound }
            let entries = try entries(try Transfers.readable(by: viewer, city: city.id, limit: 60, reader), reader)
            let people = Set(entries.flatMap { [$0.transfer.openedBy] + $0.parts.steps.map(\.by) })
            return (
                city: city, entries: entries, practices: try room.ports.practices(Array(Set(entries.map(\.transfer.practice))).sorted(), reader),
                names: try People.names(people.sorted(), reader)
            )
        }
        return .page(
            CitySheetPage(
                city: read.city, entries: read.entries, practices: read.practices, names: read.names, isOwn: viewer.holds(.writeTransfers, inCity: read.city.id),
                today: room.house.clock.now.day, speaking: room.speaking(visit)
            ).page())
    }

    func difference(_ visit: Visit) async throws -> Answer { .page(DifferencePage(opened: try await room.open(visit), speaking: room.speaking(visit)).page()) }

    func log(_ visit: Visit) async throws -> Answer {
        let opened = try await room.open(visit)
        return .page(LogPage(opened: opened, typed: Fields([("month", opened.today.monthText)]), speaking: room.speaking(visit)).page())
    }

    func sheet(_ visit: Visit) async throws -> Answer { .page(TransferSheetPage(opened: try await room.open(visit), speaking: room.speaking(visit)).page()) }

    /// Transfers with what hangs on them and their cities, in as many statements for many as for one.
    private func entries(_ transfers: [Transfer], _ reader: Reader) throws -> [TransferListPage.Entry] {
        let details = try TransferDetails.of(transfers.map(\.id), reader)
        let cities = Dictionary(uniqueKeysWithValues: try Cities.all(reader).map { ($0.id, $0) })
        return transfers.compactMap { transfer in
            guard let giving = cities[transfer.giving], let receiving = cities[transfer.receiving] else { return nil }
            return TransferListPage.Entry(transfer: transfer, parts: details[transfer.id] ?? TransferParts(), giving: giving, receiving: receiving)
        }
    }
}
