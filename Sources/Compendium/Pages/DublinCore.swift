import Kernel
import Members
import Web

/// Dublin Core terms of public pages; they say what the page shows and nothing else.
enum DublinCore {
    /// A page that gathers what is on record.
    /// - Parameter changedAt: when the newest of it changed; nil: there is nothing.
    static func collection(_ title: String, path: String, changedAt: Instant?, _ display: Display) -> [(name: String, content: String)] {
        [
            ("DCTERMS.title", title), ("DCTERMS.publisher", display.publisher), ("DCTERMS.identifier", display.baseURL + path),
            ("DCTERMS.language", display.language.code), ("DCTERMS.type", "Collection"),
        ] + (changedAt.map { [("DCTERMS.date", $0.day.description)] } ?? [])
    }

    static func city(_ city: City, _ cards: [Card], path: String, _ display: Display) -> [(name: String, content: String)] {
        collection(display.place(city), path: path, changedAt: newest(cards), display) + [("DCTERMS.coverage", display.place(city))]
    }

    static func practice(_ practice: Practice, _ city: City, _ title: String, url: String, _ display: Display) -> [(name: String, content: String)] {
        [
            ("DCTERMS.title", title), ("DCTERMS.creator", practice.leadOrganisation), ("DCTERMS.publisher", display.publisher), ("DCTERMS.identifier", url),
            ("DCTERMS.language", practice.language), ("DCTERMS.date", practice.changedAt.day.description),
            ("DCTERMS.coverage", "\(display.name(city)), \(display.format.country(city.country))"), ("DCTERMS.type", "Text"),
        ] + practice.policyAreas.map { ("DCTERMS.subject", display.area($0)) } + practice.sources.compactMap { $0.url.map { ("DCTERMS.source", $0) } }
    }

    static func newest(_ cards: [Card]) -> Instant? { cards.map(\.changedAt).max() }
}
