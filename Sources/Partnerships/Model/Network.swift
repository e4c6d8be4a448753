/// Who is linked with whom, and what follows from it. Links have no direction; several between the same two count as one.
public struct Network: Sendable, Equatable {
    public let nodes: [String]
    /// Pairs of positions in `nodes`, the smaller first, each once, in order.
    public let links: [Link]
    private let neighbours: [[Int]]

    public struct Link: Sendable, Hashable, Comparable {
        public let one, other: Int

        public static func < (left: Link, right: Link) -> Bool { (left.one, left.other) < (right.one, right.other) }
    }

    /// Links with a node that is not there, or of one with itself, are left out.
    public init(nodes: [String], links: [(String, String)]) {
        self.nodes = nodes
        let places = Dictionary(nodes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let distinct = Set(
            links.compactMap { one, other -> Link? in
                guard let one = places[one], let other = places[other], one != other else { return nil }
                return Link(one: min(one, other), other: max(one, other))
            })
        self.links = distinct.sorted()
        var neighbours = Array(repeating: [Int](), count: nodes.count)
        for link in self.links {
            neighbours[link.one].append(link.other)
            neighbours[link.other].append(link.one)
        }
        self.neighbours = neighbours.map { $0.sorted() }
    }

    /// The share of possible links that are there: 2m/(n(n−1)); 0 for fewer than two nodes.
    public var density: Double {
        nodes.count < 2 ? 0 : 2 * Double(links.count) / Double(nodes.count * (nodes.count - 1))
    }

    public var degrees: [Int] { neighbours.map(\.count) }

    /// The share of shortest paths between two others that lead through a node: 0 to 1 (Brandes 2001, divided by (n−1)(n−2)/2).
    public var betweenness: [Double] {
        var sums = Array(repeating: 0.0, count: nodes.count)
        for source in nodes.indices {
            var order: [Int] = []
            var before = Array(repeating: [Int](), count: nodes.count)
            var paths = Array(repeating: 0.0, count: nodes.count)
            var distance = Array(repeating: -1, count: nodes.count)
            (paths[source], distance[source]) = (1, 0)
            var queue = [source]
            var head = 0
            while head < queue.count {
                let node = queue[head]
                head += 1
                order.append(node)
                for next in neighbours[node] {
                    if distance[next] < 0 {
                        distance[next] = distance[node] + 1
                        queue.append(next)
                    }
                    if distance[next] == distance[node] + 1 {
                        paths[next] += paths[node]
                        before[next].append(node)
                    }
                }
            }
            var share = Array(repeating: 0.0, count: nodes.count)
            for node in order.reversed() {
                for previous in before[node] { share[previous] += paths[previous] / paths[node] * (1 + share[node]) }
                if node != source { sums[node] += share[node] }
            }
        }
        let pairs = Double((nodes.count - 1) * (nodes.count - 2))
        return nodes.count < 3 ? sums.map { _ in 0 } : sums.map { $0 / pairs }
    }

    /// Groups that are linked among themselves and with no other, the largest first; positions in order.
    public var components: [[Int]] {
        var seen = Array(repeating: false, count: nodes.count)
        var found: [[Int]] = []
        for start in nodes.indices where !seen[start] {
            seen[start] = true
            var group = [start]
            var head = 0
            while head < group.count {
                for next in neighbours[group[head]] where !seen[next] {
                    seen[next] = true
                    group.append(next)
                }
                head += 1
            }
            found.append(group.sorted())
        }
        return found.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
    }

    /// Nodes without a link.
    public var isolates: [Int] { nodes.indices.filter { neighbours[$0].isEmpty } }

    /// Nodes whose loss splits the group they are in (Hopcroft and Tarjan 1973), in order.
    public var brokers: [Int] {
        var found: Set<Int> = []
        var depth = Array(repeating: -1, count: nodes.count)
        var low = depth
        for root in nodes.indices where depth[root] < 0 {
            // Step by step, not by recursion: a long chain of organisations must not exhaust the stack.
            var path: [(node: Int, parent: Int, next: Int)] = [(root, -1, 0)]
            (depth[root], low[root]) = (0, 0)
            var branches = 0
            while let (node, parent, next) = path.last {
                guard next < neighbours[node].count else {
                    path.removeLast()
                    if parent >= 0 {
                        low[parent] = min(low[parent], low[node])
                        if parent != root, low[node] >= depth[parent] { found.insert(parent) }
                    }
                    continue
                }
                path[path.count - 1].next += 1
                let other = neighbours[node][next]
                if depth[other] < 0 {
                    if node == root { branches += 1 }
                    (depth[other], low[other]) = (depth[node] + 1, depth[node] + 1)
                    path.append((other, node, 0))
                } else if other != parent {
                    low[node] = min(low[node], depth[other])
                }
            }
            if branches > 1 { found.insert(root) }
        }
        return found.sorted()
    }
}
