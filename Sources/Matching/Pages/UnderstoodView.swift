import Foundation
import Kernel
import Web

/// What was read out of a need, and how, with a link to confirm what was only inferred.
struct UnderstoodView {
    /// Below this confidence a facet read out of the text is not mentioned.
    static let worthSaying = 0.3

    let answer: MatchAnswer
    let content: NeedContent
    /// The page again with a facet confirmed; nil where the viewer cannot change the need.
    let confirm: ((_ name: String, _ slug: String) -> String)?

    func view(_ telling: Telling) -> View {
        let words = telling.words
        // What only sounds alike is less certain than what words name: two of those are enough.
        let concepts = answer.understood.concepts.filter { $0.source == .words }.prefix(6) + answer.understood.concepts.filter { $0.source == .meaning }.prefix(2)
        let kinds = [
            facets(answer.understood.groups, field: "group", telling, label: telling.group), facets(answer.understood.areas, field: "area", telling, label: telling.area),
        ].compactMap(\.self)
        return [
            "languageText": languageText(telling),
            "meaningText": words(answer.usesMeaning ? "matching.understood.meaningUsed" : "matching.understood.meaningOff"),
            "heardConcepts": concepts.isEmpty ? nil : ["items": concepts.map { concept($0, telling) }] as View,
            "heardKinds": kinds.isEmpty ? nil : ["kinds": kinds] as View,
        ]
    }

    private func languageText(_ telling: Telling) -> String {
        if let stated = content.language {
            return telling.words("matching.understood.languageStated", ["language": telling.format.languageName(stated)])
        }
        guard let guessed = answer.understood.language else { return telling.words("matching.understood.languageUnknown") }
        return telling.words("matching.understood.language", ["language": telling.format.languageName(guessed)])
    }

    private func concept(_ concept: UnderstoodConcept, _ telling: Telling) -> View {
        var seen: Set<String> = []
        let surfaces = concept.mentions.map(\.surface).filter { seen.insert($0.lowercased()).inserted }.prefix(3)
        return [
            "conceptLabel": telling.concept(concept.id), "conceptHref": MatchingPaths.concept(concept.id),
            "wordsText": surfaces.isEmpty
                ? telling.words("matching.understood.fromMeaning") : telling.words("matching.understood.fromWords", ["words": telling.quoted(Array(surfaces))]),
        ]
    }

    /// The facets of one kind; what was only read out of the text can be confirmed.
    private func facets(_ facets: [UnderstoodFacet], field: String, _ telling: Telling, label: (String) -> String) -> View? {
        let told = facets.filter { $0.isStated || $0.confidence >= Self.worthSaying }.prefix(5)
        guard !told.isEmpty else { return nil }
        return [
            "kindTitle": telling.words(NeedFields.label(of: field)),
            "items": told.map { facet in
                [
                    "facetLabel": label(facet.slug), "facetNote": facet.isStated ? telling.words("matching.understood.stated") : nil,
                    "confirmHref": facet.isStated ? nil : confirm?(field, facet.slug),
                ] as View
            },
        ]
    }
}

/// What a reader should know about how a ranking came about.
enum Remarks {
    static let spoken: Set<String> = ["en", "it", "es", "de", "fr", "pl", "ro", "el", "hu", "hr", "nl", "ar"]

    static func of(_ answer: MatchAnswer, _ content: NeedContent, meaningIsSet: Bool, _ telling: Telling) -> [View] {
        var remarks: [View] = []
        func add(_ kind: String, _ key: String, _ values: [String: String] = [:]) {
            remarks.append(["remarkKind": kind, "remarkText": telling.words("matching.results.remark.\(key)", values)])
        }
        let count = content.text.split(whereSeparator: { $0.isWhitespace }).count
        if count == 1 { add("warning", "oneWord") }
        if let language = content.language ?? answer.understood.language {
            if !spoken.contains(language) { add("warning", "notOurLanguage", ["language": telling.format.languageName(language)]) }
        } else if count > 1 {
            add("warning", "unknownLanguage")
        }
        if !answer.usesMeaning { add("info", "meaningOff") }
        return remarks
    }
}
