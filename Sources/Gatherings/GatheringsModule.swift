import Foundation
import Kernel
import Members
import Store
import Trail
import Web

/// The door of gatherings: visits, workshops, conferences, mentoring, calendars, and the letter that says what awaits somebody.
public struct GatheringsModule: Sendable {
    public let routes: [Route]
    private let room: GatheringsRoom

    public init(house: House, trail: Trail, ports: GatheringsPorts) {
        let worker = (try? String(contentsOf: Self.resources.appendingPathComponent("assets/notes-worker.js"), encoding: .utf8)) ?? ""
        room = GatheringsRoom(house: house, trail: trail, ports: ports, worker: worker)
        routes = GatheringsRoutes.all(room)
    }

    public static let resources = resourceFolder(Bundle.module)

    public static func migrations() throws -> [Migration] {
        try Migration.all(ofRoom: "gatherings", in: resources.appendingPathComponent("migrations"))
    }

    /// Gives seats that came free to those who wait, and writes to everybody whom something awaits. Done every hour.
    /// - Returns: how many letters that were.
    @discardableResult
    public func remind() async throws -> Int {
        try await FillSeats().run(room.house, room.trail)
        return try await SendDigests(ports: room.ports).run(room.house, room.trail)
    }

    /// Fills the demonstration with a year of gatherings, once.
    public func tellStory(officer: PersonID, lead: PersonID, member: PersonID) async throws {
        try await TellStory(house: room.house, trail: room.trail, officer: officer, lead: lead, member: member).run()
    }

    /// How many gatherings of a programme each host has held without closing them: with lessons or follow-ups still to be said.
    public static func leftOpen(in programme: ProgrammeID, at today: Day, _ reader: Reader) throws -> [CityID: Int] {
        let counts: [(CityID, Int)] = try reader.all(
            """
            SELECT city_id, count(*) AS n FROM gathering
            WHERE programme_id = \(programme) AND stage IN ('announced', 'held', 'reported') AND ends_at < \(Instant(milliseconds: Int64(today.daysSince1970) * 86_400_000))
            GROUP BY city_id
            """
        ) { (try $0["city_id"], try $0["n"]) }
        return Dictionary(uniqueKeysWithValues: counts)
    }

    /// The gatherings of a programme that begin between two days, by the clock of the place; what was called off is not among them.
    public static func gatherings(
        of programme: ProgrammeID, from: Day, to: Day, _ reader: Reader
    ) throws -> [(id: GatheringID, title: String, day: Day, city: CityID, isOpen: Bool, href: String)] {
        // A day more on either side, for it is not the same day everywhere.
        let start = Instant(milliseconds: Int64(from.daysSince1970 - 1) * 86_400_000), end = Instant(milliseconds: Int64(to.daysSince1970 + 2) * 86_400_000)
        return try Gatherings.load(
            "gathering.programme_id = \(programme) AND gathering.stage <> 'cancelled' AND gathering.starts_at >= \(start) AND gathering.starts_at < \(end)", reader
        ).compactMap { gathering in
            let day = gathering.plan.clock.day(of: gathering.plan.starts)
            guard day >= from, day <= to else { return nil }
            return (
                id: gathering.id, title: gathering.plan.title, day: day, city: gathering.plan.city, isOpen: [.planned, .announced].contains(gathering.stage),
                href: GatheringsPaths.gathering(gathering.id)
            )
        }
    }

    /// Where letters about a registration without an account go.
    public static func correspondent(_ id: PersonID, _ reader: Reader) throws -> (name: String, email: String)? {
        try Registrations.byID(RegistrationID(id.rawValue), reader).map { (name: $0.name, email: $0.email) }
    }
}

/// What the handlers of this room share.
struct GatheringsRoom: Sendable {
    let house: House
    let trail: Trail
    let ports: GatheringsPorts
    /// The script that keeps the notes page for when there is no connection.
    let worker: String

    func telling(_ visit: Visit) -> GatheringTelling { GatheringTelling(house.words(visit.language)) }

    /// A gathering as somebody opens it.
    struct Opened: Sendable {
        let gathering: Gathering
        let cities: [CityID: City]
        /// The viewer's own registration.
        let own: Registration?
        /// Where the viewer changes it.
        let ownHref: String?
        let canArrange: Bool
    }

    /// What something is planned or asked for, where there are such records and the viewer may read this one: `for=transfer/01j…`.
    func origin(_ visit: Visit, _ fields: Fields) async throws -> (record: RecordReference, title: String)? {
        guard let find = ports.origin, let record = fields.text("for").flatMap(RecordReference.init) else { return nil }
        return try await house.database.read { reader in try find(record, visit.viewer, reader).map { (record, $0) } }
    }

    /// Whoever saved a gathering last, by name; nil when they have left.
    func saver(of gathering: Gathering) async throws -> String? {
        try await house.database.read { try People.names([gathering.changedBy], $0) }[gathering.changedBy]
    }

    /// The gathering of the address.
    /// - Throws: `Problem.notFound` when there is none, or the viewer may not know of it.
    func open(_ visit: Visit) async throws -> Opened {
        let id = GatheringID(try visit.parameter("id"))
        let found: Opened? = try await house.database.read { reader in
            guard let gathering = try Gatherings.byID(id, reader) else { return nil }
            let own = try visit.viewer.person.flatMap { try Registrations.of($0.id, at: id, reader) }
            let canArrange = GatheringPermissions.canArrange(gathering, visit.viewer).isAllowed
            guard GatheringPermissions.canRead(gathering, visit.viewer, isRegistered: own != nil) else { return nil }
            return Opened(gathering: gathering, cities: try Gatherings.cities(gathering.cities, reader), own: own,
                ownHref: own.map { GatheringsPaths.registration($0.token(house.site.key)) }, canArrange: canArrange)
        }
        guard let found else { throw Problem.notFound }
        return found
    }

    /// The same, for those who arrange it.
    func openToArrange(_ visit: Visit) async throws -> Opened {
        let opened = try await open(visit)
        try GatheringPermissions.canArrange(opened.gathering, visit.viewer).require()
        return opened
    }
}
