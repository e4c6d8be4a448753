import App
import Compendium
import Foundation

/// A ranking for people at a terminal: one line a practice, its reasons and gaps under it.
struct MatchTable {
    let reply: MatchReply
    let installation: Installation
    let meaning: Meaning
    let showsGaps: Bool

    func show() {
        Say.line(understood)
        Say.line(reply.semantic ? "Compared by words, concepts, facets and meaning." : "Compared by words, concepts and facets. \(meaning.reasonItIsNotUsed)")
        Say.line("")
        guard !reply.matches.isEmpty else { return Say.line("Nothing fits. Say more about who needs what, or try other words.") }
        var table = Table(("#", .right), ("SCORE", .right), ("BAND", .left), ("PRACTICE", .left), ("CITY", .left), ("EVIDENCE", .left))
        for (position, match) in reply.matches.enumerated() {
            let card = installation.compendium.catalogue.card(match.slug)
            table.add(
                String(position + 1), decimal(match.points, 0), match.band, Table.cut(match.title, to: 64),
                card.map { "\($0.city.name) (\($0.city.country))" } ?? "", card.map { "\($0.evidenceLevel) of 5" } ?? "")
        }
        Say.line(table.lines[0])
        for (line, match) in zip(table.lines.dropFirst(), reply.matches) {
            Say.line(line)
            for reason in match.reasons { Say.line("         + " + told(reason)) }
            for gap in match.gaps where showsGaps { Say.line("         ! " + told(gap)) }
        }
    }

    /// Without the marks that keep right-to-left words in place on a page: terminals print them as boxes.
    private func told(_ sentence: String) -> String {
        var sentence = sentence
        sentence.unicodeScalars.removeAll { $0 == "\u{2068}" || $0 == "\u{2069}" }
        return Table.wrapped(sentence, width: 110, indent: 11)
    }

    private var understood: String {
        var parts: [String] = []
        if let language = reply.language { parts.append("language \(language)") }
        let concepts = reply.understood.concepts.prefix(6).map { $0.words.isEmpty ? "\($0.label) (by meaning)" : "\($0.label) (“\($0.words.prefix(2).joined(separator: "”, “"))”)" }
        if !concepts.isEmpty { parts.append("concepts " + concepts.joined(separator: ", ")) }
        func told(_ facets: [MatchReply.Facet]) -> String {
            facets.filter { $0.stated || $0.confidence >= 0.3 }.prefix(4).map { $0.stated ? "\($0.code) (stated)" : $0.code }.joined(separator: ", ")
        }
        let (areas, groups) = (told(reply.understood.policyAreas), told(reply.understood.targetGroups))
        if !areas.isEmpty { parts.append("areas \(areas)") }
        if !groups.isEmpty { parts.append("groups \(groups)") }
        return Table.wrapped("Understood: " + (parts.isEmpty ? "nothing certain" : parts.joined(separator: "; ")) + ".", width: 110, indent: 12)
    }
}

/// The answer of `POST /api/v1/matches`, as far as it is shown.
struct MatchReply: Decodable {
    struct Concept: Decodable {
        let label: String
        let words: [String]
    }

    struct Facet: Decodable {
        let code: String
        let stated: Bool
        let confidence: Double
    }

    struct Understood: Decodable {
        let concepts: [Concept]
        let policyAreas: [Facet]
        let targetGroups: [Facet]

        enum CodingKeys: String, CodingKey { case concepts, policyAreas = "policy_areas", targetGroups = "target_groups" }
    }

    struct Match: Decodable {
        struct Part: Decodable { let points: Double }

        let slug, title, band: String
        let parts: [Part]
        let reasons, gaps: [String]
        /// Of 100.
        var points: Double { parts.map(\.points).reduce(0, +) }
    }

    let language: String?
    let semantic: Bool
    let understood: Understood
    let matches: [Match]
}
