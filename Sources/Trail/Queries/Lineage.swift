import Kernel
import Store

/// Questions to the thread.
public enum Lineage {
    public static func parents(of child: RecordReference, _ reader: Reader) throws -> [Link] {
        try reader.all(
            "SELECT * FROM lineage WHERE child_kind = \(child.kind) AND child_id = \(child.id) ORDER BY at, parent_kind, parent_id", link)
    }

    public static func children(of parent: RecordReference, _ reader: Reader) throws -> [Link] {
        try reader.all(
            "SELECT * FROM lineage WHERE parent_kind = \(parent.kind) AND parent_id = \(parent.id) ORDER BY at, child_kind, child_id", link)
    }

    /// The parents of several at once, in one statement; at most `limit` links, the oldest first.
    public static func parents(of children: [RecordReference], limit: Int, _ reader: Reader) throws -> [Link] {
        try reader.all("SELECT * FROM lineage WHERE \(any(children, "child_kind", "child_id")) ORDER BY at, parent_kind, parent_id, child_id LIMIT \(limit)", link)
    }

    /// The same for their children.
    public static func children(of parents: [RecordReference], limit: Int, _ reader: Reader) throws -> [Link] {
        try reader.all("SELECT * FROM lineage WHERE \(any(parents, "parent_kind", "parent_id")) ORDER BY at, child_kind, child_id, parent_id LIMIT \(limit)", link)
    }

    private static func any(_ references: [RecordReference], _ kind: SQL, _ id: SQL) -> SQL {
        let byKind = Dictionary(grouping: references, by: \.kind).sorted { $0.key < $1.key }
        return byKind.reduce("1 = 0") { all, one in "\(all) OR (\(kind) = \(one.key) AND \(id) IN \(list: one.value.map(\.id)))" }
    }

    private static func link(_ row: Row) throws -> Link {
        Link(
            child: RecordReference(kind: try row["child_kind"], id: try row["child_id"]),
            parent: RecordReference(kind: try row["parent_kind"], id: try row["parent_id"]),
            relation: try row["relation"], at: try row["at"])
    }
}
