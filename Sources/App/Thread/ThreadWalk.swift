import Kernel
import Matching
import Store
import Trail
import Web

/// How a room says how its records stand in a thread: those that the viewer may read, in as many statements for many as for one.
typealias ThreadRoom = @Sendable (_ references: [RecordReference], _ viewer: Viewer, _ reader: Reader) throws -> [RecordReference: ThreadRecord]

/// The chain that a record stands in: what it came from, what came of it, and what else led there. It is drawn from lineage alone, level by
/// level, and stops at what the viewer may not read, at a depth, and at a number.
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
        /// It is neither: it led, beside the record that was asked for, to something that came of it.
        var isBeside = false
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
        try lookBeside(rooms, viewer, reader)
    }

    private mutating func walk(from root: RecordReference, by direction: Int, _ rooms: [String: ThreadRoom], _ viewer: Viewer, _ reader: Reader) throws {
        var frontier = [root]
        for depth in 1...Self.deepest + 1 {
            guard !frontier.isEmpty else { return }
            // One more than may be shown, to know whether there is more.
            let links = direction < 0
                ? try Lineage.parents(of: frontier, limit: Self.most * 2 + 1, reader) : try Lineage.children(of: frontier, limit: Self.most * 2 + 1, reader)
            let found = unplaced(links.map { direction < 0 ? $0.parent : $0.child })
            if links.count > Self.most * 2 { isCut = true }
            if depth > Self.deepest {
                isCut = isCut || !found.isEmpty
                return
            }
            frontier = try add(found, level: depth * direction, rooms, viewer, reader)
            connect(links)
        }
    }

    /// What came of a record may have come of others too: a transfer answers a need and adapts a practice.
    private mutating func lookBeside(_ rooms: [String: ThreadRoom], _ viewer: Viewer, _ reader: Reader) throws {
        let later = nodes.filter { $0.level > 0 }.compactMap(\.record)
        guard !later.isEmpty else { return }
        let links = try Lineage.parents(of: later, limit: Self.most * 4, reader)
        let levels = Dictionary(links.map { ($0.parent, (places[$0.child].map { nodes[$0].level } ?? 1) - 1) }, uniquingKeysWith: min)
        for (level, found) in Dictionary(grouping: unplaced(links.map(\.parent)), by: { levels[$0] ?? 0 }).sorted(by: { $0.key < $1.key }) {
            _ = try add(found, level: level, isBeside: true, rooms, viewer, reader)
        }
        connect(links)
    }

    private func unplaced(_ references: [RecordReference]) -> [RecordReference] {
        var seen: Set<RecordReference> = []
        return references.filter { places[$0] == nil && seen.insert($0).inserted }
    }

    /// Places as many as there is room for.
    /// - Returns: those that are open to the viewer.
    private mutating func add(
        _ found: [RecordReference], level: Int, isBeside: Bool = false, _ rooms: [String: ThreadRoom], _ viewer: Viewer, _ reader: Reader
    ) throws -> [RecordReference] {
        let shown = Array(found.prefix(max(0, Self.most - nodes.count)))
        if shown.count < found.count { isCut = true }
        var open: [RecordReference: ThreadRecord] = [:]
        for (kind, references) in Dictionary(grouping: shown, by: \.kind).sorted(by: { $0.key < $1.key }) {
            if let told = try rooms[kind]?(references, viewer, reader) { open.merge(told) { first, _ in first } }
        }
        place(shown, open, level: level, isBeside: isBeside)
        return shown.filter { open[$0] != nil }
    }

    private mutating func connect(_ links: [Link]) {
        for link in links {
            guard let parent = places[link.parent], let child = places[link.child] else { continue }
            let edge = Edge(parent: parent, child: child, relation: link.relation)
            if !edges.contains(edge) { edges.append(edge) }
        }
    }

    /// Open records each for itself; the others together, by kind: how many, and nothing else.
    private mutating func place(_ found: [RecordReference], _ open: [RecordReference: ThreadRecord], level: Int, isBeside: Bool) {
        for reference in found where open[reference] != nil {
            places[reference] = nodes.count
            nodes.append(Node(kind: reference.kind, record: reference, count: 1, level: level, isBeside: isBeside))
        }
        records.merge(open) { first, _ in first }
        for (kind, closed) in Dictionary(grouping: found.filter { open[$0] == nil }, by: \.kind).sorted(by: { $0.key < $1.key }) {
            for reference in closed { places[reference] = nodes.count }
            nodes.append(Node(kind: kind, record: nil, count: closed.count, level: level, isBeside: isBeside))
        }
    }

    /// What a whole thread has, from a need to proof: what is not there is work to do.
    static let whole = ["need", "practice", "transfer", "workshop", "pilot", "evidence"]

    /// Nothing, where the record only supports the thread: nobody asks a milestone for its pilot.
    var missing: [String] { Self.whole.contains(nodes[0].kind) ? Self.whole.filter { kind in !nodes.contains { $0.kind == kind } } : [] }

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
