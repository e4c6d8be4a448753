import Foundation
import Kernel
import Members
import Web

/// schema.org descriptions of public pages; they say what the page shows and nothing else.
enum JSONLD {
    static func list(_ cards: [Card], _ display: Display) -> String {
        let items = cards.enumerated().map { position, card in
            "{\"@type\":\"ListItem\",\"name\":\(quoted(card.plainTitle(in: display.language).text)),\"position\":\(position + 1),\"url\":\(quoted(display.baseURL + CompendiumPaths.practice(card.slug)))}"
        }
        return "{\"@context\":\"https://schema.org\",\"@type\":\"ItemList\",\"itemListElement\":[\(items.joined(separator: ","))]}"
    }

    static func practice(_ practice: Practice, _ city: City, url: String, _ display: Display) -> String {
        let title = practice.title.text(in: display.language.code)
        var article: [String: Any] = [
            "@context": "https://schema.org", "@type": "Article", "headline": title.text, "url": url, "inLanguage": practice.language,
            "dateModified": practice.changedAt.day.description, "version": String(practice.version),
            "about": practice.policyAreas.map { ["@type": "Thing", "name": display.area($0)] },
            "contentLocation": ["@type": "City", "name": display.name(city), "containedInPlace": ["@type": "Country", "name": display.format.country(city.country)]],
            "sourceOrganization": ["@type": "Organization", "name": practice.leadOrganisation],
            "citation": practice.sources.map { source in
                var work: [String: Any] = ["@type": "CreativeWork", "name": source.title]
                if let url = source.url { work["url"] = url }
                return work
            },
        ]
        if let solution = practice.solution { article["description"] = Card.teaser(of: solution) }
        return encode(article)
    }

    static func city(_ city: City, _ display: Display) -> String {
        encode([
            "@context": "https://schema.org", "@type": "City", "name": display.name(city), "alternateName": city.localName,
            "geo": ["@type": "GeoCoordinates", "latitude": city.latitude, "longitude": city.longitude],
            "containedInPlace": ["@type": "Country", "name": display.format.country(city.country)],
        ])
    }

    /// A JSON string that cannot end its own script element.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "<", ">", "&": quoted += "\\u00" + String(scalar.value, radix: 16)
            case _ where scalar.value < 32: quoted += " "
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// JSON that cannot end its own script element.
    private static func encode(_ object: [String: Any]) -> String {
        guard let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes]) else { return "{}" }
        var escaped: [UInt8] = []
        escaped.reserveCapacity(data.count + 64)
        for byte in data {
            switch byte {
            case UInt8(ascii: "<"): escaped += "\\u003c".utf8
            case UInt8(ascii: ">"): escaped += "\\u003e".utf8
            case UInt8(ascii: "&"): escaped += "\\u0026".utf8
            default: escaped.append(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }
}
