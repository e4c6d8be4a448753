import Kernel
import Matching
import Store
import Trail
import Web

/// How a room says how its records stand in a thread: those that the viewer may read, in as many statements for many as for one.
typealias ThreadRoom = @Sendable (_ references: [RecordReference], _ viewer: Viewer, _ reader: Reader) throws -> [RecordReference: ThreadRecord]

/// The chain that a record stands in: what it came from, and what came of it. It is drawn from lineage alone, level by level, and stops at what
/// the viewer may not read, at a depth, and at a number.
struct Thread: Sendable {
    static let deepest = 6
    static let most = 60

    /// One record of the chain, or several of a kind that the viewer may not read.
    struct Node: Sendable, Hashable {
        let kind: String
        /// nil: records that are not open to the viewer.
        let record: RecordReference?
        /// How many it stands for.
        let count: Int
        /// Steps from the record that was asked for: below 0 what it came from, above 0 what came of it.
        let level: Int
    }

    struct Edge: Sendable, Hashable {
        /// Places in `nodes`.
        let parent, child: Int
        let relation: String
    }

    private(set) var nodes: [Node] = []
    private(set) var edges: [Edge] = []
    private(set) var records: [RecordReference: ThreadRecord] = [:]
    /// There was more than is shown.
    private(set) var isCut = false
    private var places: [RecordReference: Int] = [:]

    /// - Returns: nil when the viewer may not read the record, or nobody knows it.
    init?(of root: RecordReference, _ rooms: [String: ThreadRoom], for viewer: Viewer, _ reader: Reader) throws {
        guard let record = try rooms[root.kind]?([root], viewer, reader)[root] else { return nil }
        nodes = [Node(kind: root.kind, record: root, count: 1, level: 0)]
        places = [root: 0]
        records = [root: record]
        try walk(from: root, by: -1, rooms, viewer, reader)
        try walk(from: root, by: 1, rooms, viewer, reader)
    }

    private mutating func walk(from root: RecordReference, by direction: Int, _ rooms: [String: ThreadRoom], _ viewer: Viewer, _ reader: Reader) throws {
        var frontier = [root]
        for depth in 1...Self.deepest + 1 {
            guard !frontier.isEmpty else { return }
            // One more than may be shown, to know whether there is more.
            let links = direction < 0
                ? try Lineage.parents(of: frontier, limit: Self.most * 2 + 1, reader) : try Lineage.children(of: frontier, limit: Self.most * 2 + 1, reader)
            var found: [RecordReference] = []
            for link in links {
                let other = direction < 0 ? link.parent : link.child
                if places[other] == nil, !found.contains(other) { found.append(other) }
            }
            if links.count > Self.most * 2 { isCut = true }
            if depth > Self.deepest {
                isCut = isCut || !found.isEmpty
                return
            }
            let room = max(0, Self.most - nodes.count)
            if found.count > room {
                isCut = true
                found = Array(found.prefix(room))
            }
            var open: [RecordReference: ThreadRecord] = [:]
            for (kind, references) in Dictionary(grouping: found, by: \.kind).sorted(by: { $0.key < $1.key }) {
                if let told = try rooms[kind]?(references, viewer, reader) { open.merge(told) { first, _ in first } }
            }
            place(found, open, level: depth * direction)
            for link in links {
                guard let parent = places[link.parent], let child = places[link.child] else { continue }
                let edge = Edge(parent: parent, child: child, relation: link.relation)
                if !edges.contains(edge) { edges.append(edge) }
            }
            frontier = found.filter { open[$0] != nil }
        }
    }

    /// Open records each for itself; the others together, by kind: how many, and nothing else.
    private mutating func place(_ found: [RecordReference], _ open: [RecordReference: ThreadRecord], level: Int) {
        for reference in found where open[reference] != nil {
            places[reference] = nodes.count
            nodes.append(Node(kind: reference.kind, record: reference, count: 1, level: level))
        }
        records.merge(open) { first, _ in first }
        for (kind, closed) in Dictionary(grouping: found.filter { open[$0] == nil }, by: \.kind).sorted(by: { $0.key < $1.key }) {
            for reference in closed { places[reference] = nodes.count }
            nodes.append(Node(kind: kind, record: nil, count: closed.count, level: level))
        }
    }

    /// What a whole thread has: what is not there is work to do.
    static let whole = ["need", "practice", "transfer", "workshop", "pilot", "evidence"]

    var missing: [String] { Self.whole.filter { kind in !nodes.contains { $0.kind == kind } } }

    /// Where somebody does what is missing; nil where nobody can yet.
    func place(toDo missing: String) -> String? {
        let need = nodes.first { $0.kind == NeedKind.name && $0.record != nil }?.record.flatMap { records[$0]?.href }
        return switch missing {
        case "need": MatchingPaths.newNeed
        case "practice", "transfer": need
        default: nil
        }
    }
}
