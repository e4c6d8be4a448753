import Foundation
import Kernel
import Text

/// What of a record is compared, to find that two tell of the same work.
struct ComparedRecord: Sendable {
    let city: CityID
    /// The words of the title in each language that say something, folded.
    let titles: [Set<String>]
    /// Of problem, solution and results.
    let text: TextSketch
    /// Addresses of its sources, without what does not tell pages apart.
    let sources: Set<String>

    init(city: CityID, titles: [String: String], texts: [String?], sources: [String?]) {
        self.city = city
        self.titles = titles.sorted { $0.key < $1.key }.map { Self.words($0.value, $0.key) }.filter { !$0.isEmpty }
        text = TextSketch(texts.compactMap { $0 }.joined(separator: "\n"))
        self.sources = Set(sources.compactMap { $0.flatMap(Self.address) })
    }

    init(_ practice: Practice) {
        self.init(
            city: practice.city, titles: practice.title.texts, texts: [practice.problem, practice.solution, practice.results],
            sources: practice.sources.map(\.url))
    }

    private static func words(_ title: String, _ language: String) -> Set<String> {
        Set(Words.split(title).map(\.folded).filter { !StopWords.contains($0, language: language) }.map { Stemmer.stem($0, language: language) })
    }

    /// `https://www.example.org/Page/?x=1#part` → `example.org/page?x=1`.
    static func address(_ url: String) -> String? {
        guard let parts = URLComponents(string: url.lowercased()), var host = parts.host else { return nil }
        if host.hasPrefix("www.") { host.removeFirst(4) }
        let path = parts.path.hasSuffix("/") ? String(parts.path.dropLast()) : parts.path
        // The front page of a city is a source of many practices.
        return path.isEmpty && parts.query == nil ? nil : host + path + (parts.query.map { "?\($0)" } ?? "")
    }
}

/// How much two records say the same. A machine only points; each part is shown to the editor, who decides.
struct Likeness: Sendable, Equatable {
    /// The share of the titles' words that both have, in the languages where they agree most: 0…1.
    let title: Double
    /// The share of runs of three words that both texts have: 0…1.
    let text: Double
    /// Cosine of what the two are about, −1…1; nil when meaning is not used.
    var meaning: Double?
    let isSameCity: Bool
    let sharesSource: Bool

    init(_ one: ComparedRecord, _ other: ComparedRecord, meaning: Double? = nil) {
        title = one.titles.flatMap { mine in other.titles.map { Double(mine.intersection($0).count) / Double(mine.union($0).count) } }.max() ?? 0
        text = one.text.likeness(to: other.text)
        isSameCity = one.city == other.city
        sharesSource = !one.sources.isDisjoint(with: other.sources)
        self.meaning = meaning
    }

    /// Worth an editor's look: copied text; or, from one city, the same title or nearly the same meaning; or the same meaning from elsewhere.
    var isSuspicious: Bool { text >= 0.25 || (isSameCity && (title >= 0.6 || (meaning ?? 0) >= Self.near)) || (meaning ?? 0) >= Self.same }

    /// Measured on the starter practices with multilingual-e5-small: different work of one city lies below 0.44, different work anywhere
    /// below 0.54; the same work told anew in another language at 0.46.
    static let near = 0.42
    static let same = 0.7

    /// The most alike first.
    var weight: Double { max(text, title * 0.8, meaning ?? 0) + (isSameCity ? 0.3 : 0) + (sharesSource ? 0.2 : 0) }
}
