import Foundation
import Kernel
import Text

/// Everything the index holds, by slot. A value; `MatchIndex` guards it.
struct Shelf: Sendable {
    let vocabulary: Vocabulary
    var yardstick: Yardstick?

    var slotOf: [String: Int] = [:]
    var ids: [String] = []
    private var free: [Int] = []
    var words = InvertedIndex(fields: MatchFormula.textFields)
    var areas = Names()
    var groups = Names()
    var evidence: [Float] = []
    /// Concepts that the words of a practice name, and how many practices name each.
    var named: [[UInt16]] = []
    var namedCounts: [Int]
    /// Given vectors, length one.
    var vectors: [[(field: String, vector: StoredVector)]] = []
    var meaning = MeaningShelf()
    /// The meaning of all practices has to be worked out again before the next question.
    var isStale = false

    /// Above this many practices, what is common to all is not worked out again at every change.
    static let livelyStatistics = 500

    init(vocabulary: Vocabulary) {
        self.vocabulary = vocabulary
        namedCounts = Array(repeating: 0, count: vocabulary.concepts.count)
    }

    var count: Int { slotOf.count }
    var isLargeMeaning: Bool { meaning.isLarge }

    mutating func upsert(_ read: ReadDocument) {
        let document = read.document
        let slot = slotOf[document.id] ?? free.popLast() ?? ids.count
        if slot == ids.count {
            ids.append("")
            evidence.append(0)
            named.append([])
            vectors.append([])
        }
        ids[slot] = document.id
        slotOf[document.id] = slot
        words.set(slot, to: read.words)
        areas.set(slot, to: document.policyAreas)
        groups.set(slot, to: document.targetGroups)
        evidence[slot] = Float(min(1, max(0, document.evidence.isFinite ? document.evidence : 0)))
        name(slot, read.named)
        vectors[slot] = document.vectors.filter { !$0.values.isEmpty && $0.values.allSatisfy(\.isFinite) }.map { given in
            let exact = StoredVector.exact(Vectors.unit(given.values))
            return (given.field, meaning.isLarge || count > MatchIndex.exactLimit ? exact.packed : exact)
        }
        settle(slot)
    }

    mutating func remove(_ id: String) {
        guard let slot = slotOf.removeValue(forKey: id) else { return }
        words.clear(slot)
        areas.set(slot, to: [])
        groups.set(slot, to: [])
        name(slot, [])
        ids[slot] = ""
        vectors[slot] = []
        settle(slot)
        free.append(slot)
    }

    private mutating func name(_ slot: Int, _ concepts: Set<Int>) {
        for concept in named[slot] { namedCounts[Int(concept)] -= 1 }
        named[slot] = concepts.sorted().map(UInt16.init(clamping:))
        for concept in named[slot] { namedCounts[Int(concept)] += 1 }
    }

    func naming(_ concept: String) -> [String] {
        guard let number = vocabulary.numbers[concept].map(UInt16.init(clamping:)) else { return [] }
        return named.indices.filter { named[$0].contains(number) }.map { ids[$0] }.sorted()
    }

    /// Either everything is worked out again later, or this one practice now.
    private mutating func settle(_ slot: Int) {
        if isStale || count <= Self.livelyStatistics || count > 2 * meaning.takenFrom {
            isStale = true
        } else {
            // Moved out and back, so that nothing is copied.
            var worked = MeaningShelf()
            swap(&worked, &meaning)
            worked.derive(slot, from: self)
            swap(&worked, &meaning)
        }
    }

    mutating func calibrate(_ yardstick: Yardstick?) {
        self.yardstick = yardstick
        isStale = true
    }

    mutating func refresh() {
        guard isStale else { return }
        if count > MatchIndex.exactLimit {
            for slot in vectors.indices where !vectors[slot].allSatisfy(\.vector.isPacked) {
                vectors[slot] = vectors[slot].map { ($0.field, $0.vector.packed) }
            }
        }
        var fresh = MeaningShelf()
        fresh.deriveAll(from: self)
        meaning = fresh
        isStale = false
    }

    /// Rarity of something that `found` of all practices have.
    func rarity(_ found: Int) -> Float { logf(1 + Float(count) / Float(1 + found)) }
}
