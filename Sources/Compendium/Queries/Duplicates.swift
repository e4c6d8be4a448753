import Kernel
import Synchronization
import Text

/// Finds practices that may tell of the same work, by their texts and by what they are about.
final class Duplicates: Sendable {
    struct Pair: Sendable {
        let one: Card
        let other: Card
        let likeness: Likeness
    }

    private let catalogue: Catalogue
    private let ports: CompendiumPorts
    private let found = Mutex<(generation: Int, usesMeaning: Bool, pairs: [Pair])?>(nil)

    init(catalogue: Catalogue, ports: CompendiumPorts) {
        self.catalogue = catalogue
        self.ports = ports
    }

    /// All pairs worth a look, the most alike first. Worked out once for each state of the catalogue: only records that share a city, a
    /// source or a run of words are compared, so that the work grows with the compendium and not with its square.
    func pairs() -> [Pair] {
        let contents = catalogue.now
        let usesMeaning = ports.usesMeaning()
        if let known = found.withLock({ $0 }), known.generation == contents.generation, known.usesMeaning == usesMeaning { return known.pairs }
        let pairs = Self.compare(contents.cards, ports)
        found.withLock { $0 = (contents.generation, usesMeaning, pairs) }
        return pairs
    }

    /// The published practices that a text may tell of once more, the most alike first.
    /// - Parameter slug: the practice that the text is a new version of.
    func alike(_ record: ComparedRecord, texts: [FieldText], except slug: String?) async -> [(card: Card, likeness: Likeness)] {
        let others = catalogue.cards.filter { $0.slug != slug }
        let nearness = await ports.nearnessOfTexts(texts, others.map(\.slug))
        return others.map { ($0, Likeness(record, $0.compared, meaning: nearness[$0.slug])) }.filter { $0.1.isSuspicious }
            .sorted { ($1.1.weight, $0.0.slug) < ($0.1.weight, $1.0.slug) }.prefix(5).map { (card: $0.0, likeness: $0.1) }
    }

    private static func compare(_ cards: [Card], _ ports: CompendiumPorts) -> [Pair] {
        var sharing: [String: [Int]] = [:]
        for (at, card) in cards.enumerated() {
            for key in card.compared.text.keys.map({ "text \($0)" }) + card.compared.sources.map({ "source \($0)" }) + ["city \(card.city.slug)"] {
                sharing[key, default: []].append(at)
            }
        }
        var others: [Int: Set<Int>] = [:]
        for places in sharing.values where places.count > 1 {
            for (order, at) in places.enumerated() { others[at, default: []].formUnion(places[(order + 1)...]) }
        }
        return others.flatMap { at, others in
            let nearness = ports.nearness(cards[at].slug, others.map { cards[$0].slug })
            return others.compactMap { other -> Pair? in
                let likeness = Likeness(cards[at].compared, cards[other].compared, meaning: nearness[cards[other].slug])
                return likeness.isSuspicious ? Pair(one: cards[at], other: cards[other], likeness: likeness) : nil
            }
        }
        .sorted { ($1.likeness.weight, $0.one.slug, $0.other.slug) < ($0.likeness.weight, $1.one.slug, $1.other.slug) }
    }
}
