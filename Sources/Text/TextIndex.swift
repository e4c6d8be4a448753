import Foundation

/// Full-text search over documents known by id. Safe from any thread: reads run side by side and wait only for a write.
public final class TextIndex: @unchecked Sendable {
    private let lock = ReadWriteLock()
    private var index: InvertedIndex
    private var slotOf: [String: Int] = [:]
    private var ids: [String] = []
    private var free: [Int] = []

    public init(fields: [FieldWeight]) {
        index = InvertedIndex(fields: fields)
    }

    public var count: Int { lock.read { slotOf.count } }

    public func contains(id: String) -> Bool { lock.read { slotOf[id] != nil } }

    public func upsert(_ document: TextDocument) { upsert([document]) }

    public func upsert(_ documents: [TextDocument]) {
        lock.write {
            for document in documents {
                let slot = slotOf[document.id] ?? free.popLast() ?? ids.count
                if slot == ids.count { ids.append("") }
                ids[slot] = document.id
                slotOf[document.id] = slot
                index.set(slot, to: document.fields)
            }
        }
    }

    public func remove(id: String) {
        lock.write {
            guard let slot = slotOf.removeValue(forKey: id) else { return }
            index.clear(slot)
            ids[slot] = ""
            free.append(slot)
        }
    }

    public func search(_ text: String, options: TextSearchOptions = TextSearchOptions()) -> TextResults {
        lock.read {
            let question = index.question(text, options: options)
            let scores = index.score(question)
            var slots = scores.slots
            if options.requireAll { slots.removeAll { Int(scores.wordsFound[Int($0)]) < scores.groups } }
            if let filter = options.filter { slots.removeAll { !filter(ids[Int($0)]) } }
            let total = slots.count
            slots.sort { a, b in
                let (left, right) = (scores.points[Int(a)], scores.points[Int(b)])
                return left != right ? left > right : ids[Int(a)] < ids[Int(b)]
            }
            let hits = slots.prefix(options.limit ?? total).map { slot in
                TextHit(
                    id: ids[Int(slot)], score: Double(scores.points[Int(slot)]),
                    coverage: scores.groups == 0 ? 0 : Double(scores.wordsFound[Int(slot)]) / Double(scores.groups))
            }
            return TextResults(language: question.language, total: total, hits: hits, corrections: question.corrections)
        }
    }
}

public struct TextHit: Sendable {
    public let id: String
    public let score: Double
    /// 0…1: the part of the asked words that stand in it.
    public let coverage: Double
}

public struct TextResults: Sendable {
    /// The language the question was read in.
    public let language: String?
    /// Documents found, before the limit.
    public let total: Int
    public let hits: [TextHit]
    /// Word as typed → what was read instead.
    public let corrections: [String: String]
}
