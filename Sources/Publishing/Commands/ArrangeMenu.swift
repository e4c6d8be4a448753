import Kernel
import Store
import Trail
import Web

/// Puts the built-in entries of a menu on record, so that people can change them; or takes all entries away, which brings the built-in
/// menu back.
struct BeginMenu: Sendable {
    let menu: Menu
    let parts: [String]
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        let ids = parts.map { _ in MenuItemID(house.ids.text()) }
        try await house.database.write { writer in
            guard try writer.reader.number("SELECT count(*) AS n FROM menu_item WHERE menu = \(menu)") == 0 else { return }
            for (position, (id, part)) in zip(ids, parts).enumerated() {
                try writer.run("INSERT INTO menu_item (id, menu, position, target_kind, target) VALUES (\(id), \(menu), \(position + 1), 'part', \(part))")
            }
            try trail.record(MenuFact.of(menu, "begun", by: person), in: writer)
        }
    }
}

struct ResetMenu: Sendable {
    let menu: Menu
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            for table in ["menu_label", "menu_hidden"] {
                try writer.run(SQL(trusted: "DELETE FROM \(table)") + " WHERE item_id IN (SELECT id FROM menu_item WHERE menu = \(menu))")
            }
            guard try writer.run("DELETE FROM menu_item WHERE menu = \(menu)") > 0 else { return }
            try trail.record(MenuFact.of(menu, "reset", by: person), in: writer)
        }
    }
}

enum MenuFact {
    /// A menu's facts are about the menu, so that its history reads in one.
    static func of(_ menu: Menu, _ what: String, by person: PersonID) -> Fact {
        Fact("menu.\(what)", RecordReference(kind: MenuItemKind.name, id: menu.rawValue), by: .person(person))
    }
}
