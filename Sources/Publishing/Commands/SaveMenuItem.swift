import Kernel
import Store
import Trail
import Web

/// Adds an entry at the end of a menu, or changes one.
struct SaveMenuItem: Sendable {
    /// nil: a new one.
    let id: MenuItemID?
    let menu: Menu
    let target: MenuItem.Target
    let labels: [Language: String]
    let hiddenFrom: Set<String>
    let person: PersonID

    /// - Throws: `Problem.invalid` when the menu is full.
    func run(_ house: House, _ trail: Trail) async throws {
        let new = MenuItemID(house.ids.text())
        try await house.database.write { writer in
            if let id {
                guard try writer.run("UPDATE menu_item SET target_kind = \(target.kind), target = \(target.value) WHERE id = \(id)") == 1 else { throw Problem.notFound }
                try writer.run("DELETE FROM menu_label WHERE item_id = \(id)")
                try writer.run("DELETE FROM menu_hidden WHERE item_id = \(id)")
            } else {
                let (count, last) = try writer.reader.first("SELECT count(*) AS n, max(position) AS last FROM menu_item WHERE menu = \(menu)") {
                    (try $0["n"] as Int, try $0["last"] as Int? ?? 0)
                } ?? (0, 0)
                guard count < MenuItem.most else { throw Problem.invalid([FieldProblem("target", "publishing.problem.menuFull", ["limit": String(MenuItem.most)])]) }
                try writer.run(
                    "INSERT INTO menu_item (id, menu, position, target_kind, target) VALUES (\(new), \(menu), \(last + 1), \(target.kind), \(target.value))")
            }
            for (language, label) in labels.sorted(by: { $0.key < $1.key }) {
                try writer.run("INSERT INTO menu_label (item_id, language, label) VALUES (\(id ?? new), \(language.code), \(label))")
            }
            for role in hiddenFrom.sorted() { try writer.run("INSERT INTO menu_hidden (item_id, role) VALUES (\(id ?? new), \(role))") }
            try trail.record(
                Fact("menu.\(id == nil ? "added" : "changed")", RecordReference(id ?? new), by: .person(person), after: "{\"menu\":\"\(menu.rawValue)\",\"target\":\"\(target.kind)\"}"),
                in: writer)
        }
    }
}
