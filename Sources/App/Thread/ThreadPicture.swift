import Foundation
import Kernel
import Web

/// A thread as a picture: levels side by side, from what was first to what came last; mirrored where one reads from right to left.
struct ThreadPicture {
    static let box = 208
    static let step = 248
    static let row = 76
    private static let boxHeight = 56

    let thread: Thread
    let isRightToLeft: Bool
    /// The name of a kind, and what a node is called, short enough for its box.
    let kindName: (Thread.Node) -> String
    let name: (Thread.Node) -> String

    private var levels: [Int] { Array(Set(thread.nodes.map(\.level))).sorted() }
    private var tallest: Int { levels.map { level in thread.nodes.count { $0.level == level } }.max() ?? 1 }
    var width: Int { (levels.count - 1) * Self.step + Self.box + 8 }
    var height: Int { tallest * Self.row + 8 }

    func view() -> View {
        let places = thread.nodes.map(place)
        return [
            "viewBox": "0 0 \(width) \(height)", "pictureWidth": width, "pictureHeight": height,
            "edges": thread.edges.map { edge in
                let (from, to) = (places[edge.parent], places[edge.child])
                // From the side that faces the other: a line that bends once on its way.
                let forward = to.x >= from.x
                let start = (x: from.x + (forward ? Self.box : 0), y: from.y + Self.boxHeight / 2)
                let end = (x: to.x + (forward ? 0 : Self.box), y: to.y + Self.boxHeight / 2)
                let middle = (start.x + end.x) / 2
                return ["path": "M\(start.x) \(start.y)C\(middle) \(start.y) \(middle) \(end.y) \(end.x) \(end.y)"] as View
            },
            "boxes": thread.nodes.indices.map { index in
                let node = thread.nodes[index]
                let (x, y) = places[index]
                return [
                    "x": x, "y": y, "textX": isRightToLeft ? x + Self.box - 12 : x + 12, "kindY": y + 22, "nameY": y + 42, "boxWidth": Self.box, "boxHeight": Self.boxHeight,
                    "boxCode": index == 0 ? "here" : node.record == nil ? "closed" : "open", "kindText": kindName(node), "nameText": Self.short(name(node)),
                    "href": node.record.flatMap { thread.records[$0]?.href },
                ] as View
            },
        ]
    }

    private func place(_ node: Thread.Node) -> (x: Int, y: Int) {
        let column = levels.firstIndex(of: node.level) ?? 0
        let beside = thread.nodes.filter { $0.level == node.level }
        let position = beside.firstIndex(of: node) ?? 0
        let x = 4 + (isRightToLeft ? levels.count - 1 - column : column) * Self.step
        return (x, 4 + position * Self.row + (tallest - beside.count) * Self.row / 2)
    }

    /// For itself, so that what is cut ends where its own writing ends.
    private static func short(_ text: String) -> String {
        "\u{2068}\(text.count > 22 ? text.prefix(21).trimmingCharacters(in: .whitespaces) + "…" : text)\u{2069}"
    }
}
