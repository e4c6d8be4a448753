import Kernel
import Members
import Store
import Web

/// The list of partnerships, one of them, and its coordination mechanisms.
struct PartnershipHandlers: Sendable {
    let room: PartnershipsRoom

    func list(_ visit: Visit) async throws -> Answer {
        let (all, directory, open) = try await room.house.database.read { reader in
            (try Partnerships.all(reader), try Partnerships.directory(reader), try Self.cities(visit.viewer, reader))
        }
        let begun = Set(all.map(\.city.id))
        return .page(PartnershipListPage(words: room.words(visit), organisations: directory).page(all, own: Set(open.map(\.id)), toBegin: open.filter { !begun.contains($0.id) }))
    }

    func begin(_ visit: Visit) async throws -> Answer {
        let slug = visit.form["city"] ?? ""
        guard let city = try await room.house.database.read({ reader in try Self.cities(visit.viewer, reader) }).first(where: { $0.slug == slug }) else {
            throw Problem.refused(reason: "partnerships.problem.notYours")
        }
        let actor = try visit.person().actor
        _ = try await room.house.database.write { [room] in try BeginPartnership(city: city.id, actor: actor).run(room.house.ids, room.trail, in: $0) }
        return .seeOther(PartnershipsPaths.overview(slug))
    }

    func overview(_ visit: Visit) async throws -> Answer {
        let slug = try visit.parameter("city")
        let (opened, lists) = try await room.house.database.read { reader in
            let opened = try PartnershipsRoom.open(slug, visit.viewer, reader)
            // What is confidential is not even read for whoever may not see it.
            let shapes: [Shape] = [.members, .groups, .agreements, .meetings, .decisions, .mechanisms] + (opened.canKeep ? [.contacts, .stakeholders] : [])
            return (opened, try Self.lists(shapes, of: opened.id, reader))
        }
        return .page(OverviewPage(opened: opened, lists: lists, telling: room.telling(visit, opened, entries: lists), today: room.today).page())
    }

    func mechanisms(_ visit: Visit) async throws -> Answer {
        let slug = try visit.parameter("city")
        let (opened, lists) = try await room.house.database.read { reader in
            let opened = try PartnershipsRoom.open(slug, visit.viewer, reader)
            return (opened, try Self.lists([.mechanisms, .meetings, .decisions], of: opened.id, reader))
        }
        return .page(MechanismsPage(opened: opened, lists: lists, telling: room.telling(visit, opened, entries: lists), today: room.today).page())
    }

    static func lists(_ shapes: [Shape], of id: PartnershipID, _ reader: Reader) throws -> [String: [Entry]] {
        try Dictionary(uniqueKeysWithValues: shapes.map { ($0.name, try Entries.all($0, of: id, reader)) })
    }

    /// Those whose partnership somebody may keep, by name.
    static func cities(_ viewer: Viewer, _ reader: Reader) throws -> [City] {
        guard viewer.holds(.keepPartnerships) else { return [] }
        let all = try Cities.all(reader)
        if viewer.holds(.keepPartnerships, inCity: nil) { return all }
        var own: Set<CityID> = []
        for grant in viewer.person?.grants ?? [] where grant.permissions.contains(.keepPartnerships) {
            switch grant.scope {
            case .city(let id): own.insert(id)
            case .programme(let id): own.formUnion(try Programmes.places(of: id, reader).compactMap(\.city))
            default: break
            }
        }
        return all.filter { own.contains($0.id) }
    }
}
