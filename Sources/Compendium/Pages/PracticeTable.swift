import Kernel
import Web

/// Practices as a table for a spreadsheet: CSV of RFC 4180, one row a practice, headings in the reader's language.
struct PracticeTable {
    private let cards: [Card]
    private let baseURL: String
    private let display: Display

    init(_ cards: [Card], baseURL: String, _ display: Display) {
        self.cards = cards
        self.baseURL = baseURL
        self.display = display
    }

    /// Begins with a byte order mark, without which the usual spreadsheet takes "Málaga" for something else.
    var csv: String {
        "\u{FEFF}" + ([columns.map(\.heading)] + cards.map { card in columns.map { $0.value(card) } })
            .map { $0.map(Self.cell).joined(separator: ",") + "\r\n" }.joined()
    }

    private var columns: [(heading: String, value: (Card) -> String)] {
        let words = display.words
        func column(_ key: String, _ value: @escaping (Card) -> String) -> (heading: String, value: (Card) -> String) {
            (words("compendium.table.\(key)"), value)
        }
        return [
            column("title") { $0.plainTitle(in: display.language).text },
            column("city") { $0.city.name }, column("country") { display.format.country($0.city.country) },
            column("organisation", \.leadOrganisation),
            column("start") { $0.startYear.map { String($0) } ?? "" }, column("end") { $0.endYear.map { String($0) } ?? "" },
            column("status") { display.status($0.status) },
            column("areas") { $0.areas.map(display.area).joined(separator: "; ") }, column("groups") { $0.groups.map(display.group).joined(separator: "; ") },
            column("budget") { $0.budget.map { String(Int64($0.euro)) } ?? "" },
            column("evidence") { String($0.evidenceLevel) }, column("standing") { words("compendium.standing.\($0.standing.rawValue)") },
            column("preconditions") { String($0.preconditions) }, column("sources") { String($0.sources) },
            column("address") { baseURL + CompendiumPaths.practice($0.slug) },
        ]
    }

    /// Quoted where a comma, a quote or a line end stands in it. A spreadsheet would carry out what begins like a formula, so such
    /// a text gets an apostrophe in front, as OWASP advises.
    static func cell(_ text: String) -> String {
        let safe = text.first.map { "=+-@\t\r".contains($0) } == true ? "'" + text : text
        guard safe.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}
