import Foundation
import Kernel
import Web

/// A thread as a picture and as a list, with what is missing named as work to do.
struct ThreadPage {
    let thread: Thread
    let words: Wording

    func page() -> Page {
        let root = thread.nodes[0]
        let record = root.record.flatMap { thread.records[$0] }
        let title = name(root)
        let isRightToLeft = words.language.direction == "rtl"
        return Page(
            "thread", title: words("web.thread.title", ["name": title]), section: nil,
            view: [
                "breadcrumbs": [["href": record?.href ?? "/", "label": title] as View], "kindText": kindName(root), "recordName": title,
                "pictureLabel": words("web.thread.title", ["name": title]),
                "picture": thread.nodes.count == 1 ? nil : ThreadPicture(thread: thread, isRightToLeft: isRightToLeft, kindName: kindName, name: name).view(),
                "cutText": thread.isCut ? words("web.thread.cut", ["most": Format(words.language).number(Thread.most)]) : nil,
                "parts": [part("before", thread.nodes.filter { $0.level < 0 }.sorted { $0.level < $1.level }), part("here", [root]), part("after", thread.nodes.filter { $0.level > 0 && !$0.isBeside })],
                "missing": thread.missing.isEmpty ? nil : ["items": thread.missing.map(work)] as View,
            ])
    }

    private func work(_ missing: String) -> View {
        let href = thread.place(toDo: missing)
        return ["text": words("web.thread.missing.\(missing)"), "doHref": href, "doText": href == nil ? nil : words("web.thread.do.\(missing)")]
    }

    private func part(_ key: String, _ nodes: [Thread.Node]) -> View {
        [
            "partId": "part-\(key)", "partTitle": words("web.thread.\(key)"), "noneText": nodes.isEmpty ? words("web.thread.none.\(key)") : nil,
            "items": nodes.map { node in
                let record = node.record.flatMap { thread.records[$0] }
                return [
                    "kindText": kindName(node), "nodeName": name(node), "nodeHref": record?.href, "isClosed": record == nil, "stageText": record?.stageKey.map { words($0) },
                    "relations": relations(node), "isHere": node == thread.nodes[0],
                ] as View
            },
        ]
    }

    /// How it hangs together with the records nearer to the one that was asked for, and with what else led to it.
    private func relations(_ node: Thread.Node) -> [View] {
        guard node.level != 0, let place = thread.nodes.firstIndex(of: node) else { return [] }
        return thread.edges.filter { edge in
            node.level > 0 ? edge.child == place && thread.nodes[edge.parent].level < node.level : edge.parent == place && thread.nodes[edge.child].level > node.level
        }.map { edge in
            let other = thread.nodes[node.level > 0 ? edge.parent : edge.child]
            // What stands beside the thread has no line of its own: it is opened from here.
            let href = other.isBeside ? other.record.flatMap { thread.records[$0]?.href } : nil
            return ["relationText": sentence(edge, node, other), "relationHref": href]
        }
    }

    private func sentence(_ edge: Thread.Edge, _ node: Thread.Node, _ otherNode: Thread.Node) -> String {
        let other = otherNode.record == nil ? "\(kindName(otherNode)) (\(name(otherNode)))" : name(otherNode)
        let relation = edge.relation.replacingOccurrences(of: " ", with: "-")
        let key = "web.thread.relation.\(relation)"
        let said = words.has(key) ? words(key) : words("web.thread.relation.other")
        // The sentence is the child's: "answers ‹the need›".
        return node.level > 0 ? words("web.thread.sentence", ["relation": said, "other": "\u{2068}\(other)\u{2069}"]) : words("web.thread.sentenceBack", ["relation": said, "other": "\u{2068}\(other)\u{2069}"])
    }

    private func kindName(_ node: Thread.Node) -> String {
        let key = "web.thread.kind.\(node.kind)"
        return words.has(key) ? words(key) : words("web.thread.kind.other")
    }

    private func name(_ node: Thread.Node) -> String {
        guard let reference = node.record, let record = thread.records[reference] else {
            return words("web.thread.closed", ["count": Format(words.language).number(node.count)])
        }
        let title = record.titles?.text(in: words.language.code).text ?? record.title
        return record.titleKey.map { "\(words($0)): \(title)" } ?? title
    }
}
