import Kernel
import Store
import Trail
import Web

/// Looking after the running installation: what the network says of itself, who is signed in, work in the background, archives.
struct RunningHandlers: Sendable {
    let house: House
    let ports: MembersPorts
    let settings: SettingsHandlers
    let sessions: SessionsHandlers
    let exports: ExportHandlers

    init(house: House, trail: Trail, ports: MembersPorts) {
        self.house = house
        self.ports = ports
        settings = SettingsHandlers(house: house, trail: trail, ports: ports)
        sessions = SessionsHandlers(house: house, trail: trail)
        exports = ExportHandlers(house: house, trail: trail, port: ports.exports)
    }

    func jobs(_ visit: Visit) async throws -> Answer { .page(JobsPage.page(try await ports.jobs(), house.words(visit.language))) }
}
