import Foundation
import Kernel
import Members
import Text
import Web

/// Finds practices: full text, facets with counts, sorting, one page. No statement: all of it is in memory.
public struct SearchPractices: Sendable {
    let catalogue: Catalogue
    let ports: CompendiumPorts

    public init(catalogue: Catalogue, ports: CompendiumPorts) {
        self.catalogue = catalogue
        self.ports = ports
    }

    public func answer(_ question: SearchQuestion, in language: Language) -> SearchAnswer {
        let contents = catalogue.now
        let (scores, corrected) = find(question.text, language)
        var tally = FacetTally(contents.facets, chosen: question.chosen)
        var found: [Card] = []
        let order = contents.order(question.sort, language)
        for place in contents.cards.indices {
            let number = order?[place] ?? place
            let card = contents.cards[number]
            if let scores, scores[card.slug] == nil { continue }
            if tally.count(number) { found.append(card) }
        }
        let sorted = order == nil ? found.map { ($0, -(scores?[$0.slug] ?? 0)) }.sorted { ($0.1, $0.0.slug) < ($1.1, $1.0.slug) }.map(\.0) : found
        return page(sorted, question, tally.counts, corrected)
    }

    /// - Returns: a score for each practice found, or nil when nothing was asked.
    private func find(_ text: String?, _ language: Language) -> ([String: Double]?, corrected: String?) {
        guard let text else { return (nil, nil) }
        let results = catalogue.index.search(text, options: TextSearchOptions(language: nil, prefixOnLastWord: true, typos: true, requireAll: false, limit: nil, filter: nil))
        var scores: [String: Double] = [:]
        let best = results.hits.first.map { Double($0.score) } ?? 1
        // A practice that has only a stray word of a longer question is noise.
        for hit in results.hits where hit.coverage >= 0.34 || Double(hit.score) >= best * 0.5 { scores[hit.id] = Double(hit.score) * (0.4 + 0.6 * Double(hit.coverage)) }
        let terms = ports.englishTerms(text, language)
        if !terms.isEmpty {
            for term in terms {
                let extra = catalogue.index.search(term, options: TextSearchOptions(language: "en", prefixOnLastWord: false, typos: false, requireAll: true, limit: nil, filter: nil))
                for hit in extra.hits { scores[hit.id, default: 0] += Double(hit.score) * 0.35 / Double(terms.count) }
            }
        }
        guard !results.corrections.isEmpty else { return (scores, nil) }
        let corrected = text.split(separator: " ").map { word in results.corrections[String(word)] ?? results.corrections[word.lowercased()] ?? String(word) }
        return (scores, corrected.joined(separator: " "))
    }

    private func page(_ sorted: [Card], _ question: SearchQuestion, _ counts: [FacetName: [String: Int]], _ corrected: String?) -> SearchAnswer {
        let start = question.after.flatMap { slug in sorted.firstIndex { $0.slug == slug } }.map { $0 + 1 } ?? 0
        let cards = Array(sorted.dropFirst(start).prefix(question.limit))
        let end = start + cards.count
        let previous: SearchAnswer.Previous? =
            start == 0 ? nil : start <= question.limit ? .first : .after(sorted[start - question.limit - 1].slug)
        return SearchAnswer(
            cards: cards, total: sorted.count, first: start + 1, previous: previous, next: end < sorted.count ? cards.last?.slug : nil,
            counts: counts, corrected: corrected, all: sorted)
    }
}

extension SearchQuestion.Sort {
    /// The numbers of cards in this order; of equals, the first slug comes first.
    func order(_ cards: [Card], _ language: Language) -> [Int] {
        func by<Key>(_ key: (Card) -> Key, _ isBefore: (Key, Key) -> Bool) -> [Int] {
            let keyed = cards.enumerated().map { (number: $0, key: key($1), slug: $1.slug) }
            return keyed.sorted { isBefore($0.key, $1.key) || !isBefore($1.key, $0.key) && $0.slug < $1.slug }.map(\.number)
        }
        return switch self {
        case .relevance: Array(cards.indices)
        case .title: by({ $0.sortKey(language.code) }, <)
        case .newest: by({ $0.startYear ?? 0 }, >)
        case .evidence: by({ ($0.evidenceLevel, $0.gateSum) }, >)
        case .city: byCity(cards, language)
        }
    }

    /// By what readers call the cities. There are few, so they are sorted once and cards by the place of theirs.
    private func byCity(_ cards: [Card], _ language: Language) -> [Int] {
        let cities = Dictionary(cards.map { ($0.city.id, $0.city) }, uniquingKeysWith: { first, _ in first }).values
        let sorted = Format(language).sorted(cities.sorted { $0.slug < $1.slug }) { $0.name(in: language) }
        let places = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1.id, $0) })
        return cards.enumerated().sorted { (places[$0.element.city.id] ?? 0, $0.element.slug) < (places[$1.element.city.id] ?? 0, $1.element.slug) }.map(\.offset)
    }
}
