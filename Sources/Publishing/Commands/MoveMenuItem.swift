import Kernel
import Store
import Trail
import Web

/// Moves an entry one place up or down.
struct MoveMenuItem: Sendable {
    let id: MenuItemID
    let isUp: Bool
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            let items = try Menus.items(writer.reader)
            guard let item = items.first(where: { $0.id == id }) else { throw Problem.notFound }
            var row = items.filter { $0.menu == item.menu }.map(\.id)
            guard let place = row.firstIndex(of: id) else { throw Problem.notFound }
            let other = place + (isUp ? -1 : 1)
            guard row.indices.contains(other) else { return }
            row.swapAt(place, other)
            // All anew: two who move at once leave an order, and no gap or double place.
            for (position, id) in row.enumerated() { try writer.run("UPDATE menu_item SET position = \(position + 1) WHERE id = \(id)") }
            try trail.record(Fact("menu.moved", RecordReference(id), by: .person(person), after: "{\"position\":\(other + 1)}"), in: writer)
        }
    }
}

struct RemoveMenuItem: Sendable {
    let id: MenuItemID
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            try writer.run("DELETE FROM menu_label WHERE item_id = \(id)")
            try writer.run("DELETE FROM menu_hidden WHERE item_id = \(id)")
            guard try writer.run("DELETE FROM menu_item WHERE id = \(id)") == 1 else { throw Problem.notFound }
            try trail.record(Fact("menu.removed", RecordReference(id), by: .person(person)), in: writer)
        }
    }
}
