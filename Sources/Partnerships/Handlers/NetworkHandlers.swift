import Kernel
import Members
import Store
import Web

/// Who is linked with whom in a city.
struct NetworkHandlers: Sendable {
    let room: PartnershipsRoom

    func show(_ visit: Visit) async throws -> Answer {
        let slug = try visit.parameter("city")
        let (opened, lists) = try await room.house.database.read { reader in
            let opened = try PartnershipsRoom.open(slug, visit.viewer, reader)
            try opened.requireKeeping()
            return (opened, try PartnershipHandlers.lists([.members, .stakeholders, .relationKinds, .relations], of: opened.id, reader))
        }
        let kind = (lists["relation-kinds"] ?? []).first { $0.id == visit.query["kind"] }
        return .page(NetworkPage(opened: opened, lists: lists, kind: kind, telling: room.telling(visit, opened, entries: lists)).page())
    }
}
