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

    private static func link(_ row: Row) throws -> Link {
        Link(
            child: RecordReference(kind: try row["child_kind"], id: try row["child_id"]),
            parent: RecordReference(kind: try row["parent_kind"], id: try row["parent_id"]),
            relation: try row["relation"], at: try row["at"])
    }
}
