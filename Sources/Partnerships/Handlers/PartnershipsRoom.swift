import Kernel
import Members
import Store
import Trail
import Web

/// What the handlers of this room share: the house, and how a partnership is opened.
struct PartnershipsRoom: Sendable {
    let house: House
    let trail: Trail
    let ports: PartnershipsPorts

    func words(_ visit: Visit) -> Wording { house.words(visit.language) }
    var today: Day { house.clock.now.day }

    /// A partnership as somebody sees it.
    struct Opened: Sendable {
        let partnership: Partnership
        /// What they may do in this city.
        let permissions: Set<Permission>

        var canKeep: Bool { permissions.contains(.keepPartnerships) }
        var id: PartnershipID { partnership.id }
        var city: String { partnership.city.slug }

        func requireKeeping() throws {
            if !canKeep { throw Problem.refused(reason: "partnerships.problem.notYours") }
        }
    }

    /// - Throws: `Problem.notFound` when the city has none.
    func open(_ visit: Visit) async throws -> Opened {
        let city = try visit.parameter("city")
        return try await house.database.read { try Self.open(city, visit.viewer, $0) }
    }

    static func open(_ city: String, _ viewer: Viewer, _ reader: Reader) throws -> Opened {
        guard let partnership = try Partnerships.ofCity(city, reader) else { throw Problem.notFound }
        return Opened(partnership: partnership, permissions: PartnershipPermissions.permissions(in: partnership.city.id, partnership.programmes, viewer))
    }

    func openForKeeping(_ visit: Visit) async throws -> Opened {
        let opened = try await open(visit)
        try opened.requireKeeping()
        return opened
    }

    func telling(_ visit: Visit, _ opened: Opened, entries: [String: [Entry]] = [:]) -> Telling {
        Telling(words: words(visit), organisations: opened.partnership.organisations, entries: entries)
    }
}
