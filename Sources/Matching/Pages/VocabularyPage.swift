import Kernel
import Web

/// All concepts by area, or those that a word names.
struct VocabularyPage {
    let query: String?
    let hits: [VocabularySearch.Hit]
    let telling: Telling

    static let areas = ["people", "work-and-learning", "place-and-governance"]
    static let longestQuery = 100

    private var words: Wording { telling.words }
    private var concepts: [Concept] { telling.vocabulary.concepts }

    func page() -> Page {
        Page(
            "matching/vocabulary", title: words("matching.vocabulary.title"), description: words("matching.vocabulary.description"),
            canonicalPath: query == nil ? MatchingPaths.vocabulary : nil,
            view: [
                "leadText": words.count("matching.vocabulary.lead", concepts.count), "action": MatchingPaths.vocabulary, "query": query ?? "",
                "all": query == nil ? ["areas": Self.areas.map(area)] as View : nil, "found": query == nil || hits.isEmpty ? nil : found(),
                "empty": query == nil || !hits.isEmpty ? nil : empty(),
            ])
    }

    private func found() -> View {
        [
            "foundText": words.count("matching.vocabulary.found", hits.count, ["query": "\u{2068}\(query ?? "")\u{2069}"]),
            "concepts": hits.map { hit in
                let label = telling.concept(hit.concept)
                let isLabel = hit.word == label
                return [
                    "href": MatchingPaths.concept(hit.concept), "conceptLabel": label,
                    "viaText": isLabel ? nil : words("matching.vocabulary.viaWord", ["word": "\u{2068}\(hit.word)\u{2069}"]),
                    "viaLang": isLabel || hit.language == telling.language.code ? nil : hit.language,
                ] as View
            },
        ]
    }

    private func empty() -> View {
        [
            "emptyHeading": words("matching.vocabulary.empty.heading"), "emptyText": words("matching.vocabulary.empty.text"),
            "emptyActions": [["href": MatchingPaths.vocabulary, "label": words("matching.vocabulary.empty.action"), "quiet": false]] as [View],
        ]
    }

    private func area(_ area: String) -> View {
        let members = concepts.filter { $0.area == area }
        let ids = Set(members.map(\.id))
        // A concept whose wider one stands in another area is a beginning of its own here.
        let tops = members.filter { concept in concept.broader.map { !ids.contains($0) } ?? true }
        let narrower = Dictionary(grouping: members, by: { $0.broader ?? "" })
        return [
            "areaId": "area-\(area)", "areaLabel": words("matching.vocabulary.area.\(area)"),
            "concepts": telling.byLabel(tops).map { top in
                let below = descendants(of: top.id, narrower)
                return link(top).adding(["narrower": below.isEmpty ? nil : ["items": below.map(link)] as View])
            },
        ]
    }

    /// One below the other, each followed by its own.
    private func descendants(of id: String, _ narrower: [String: [Concept]]) -> [Concept] {
        telling.byLabel(narrower[id] ?? []).flatMap { [$0] + descendants(of: $0.id, narrower) }
    }

    private func link(_ concept: Concept) -> View { ["href": MatchingPaths.concept(concept.id), "conceptLabel": telling.concept(concept.id)] }
}

/// One concept: what it means, its words in every language, its neighbours, and the practices that touch it.
struct ConceptPage {
    let concept: Concept
    /// Cards of the practices shown, out of `count`.
    let cards: [View]
    let count: Int
    let telling: Telling

    /// How many practices a page begins with, and how many it shows when asked for all.
    static let few = 6
    static let many = 120

    private var words: Wording { telling.words }

    func page() -> Page {
        let href = MatchingPaths.concept(concept.id)
        let label = telling.concept(concept.id)
        let narrower = telling.byLabel(telling.vocabulary.concepts.filter { $0.broader == concept.id })
        let groups = belongs()
        return Page(
            "matching/concept", title: label, description: concept.note, canonicalPath: href,
            view: [
                "breadcrumbs": [["label": words("matching.vocabulary.heading"), "href": MatchingPaths.vocabulary]] as [View], "conceptLabel": label,
                "note": concept.note, "noteLang": telling.language == .en ? nil : "en", "matchHref": Fields([("text", label)]).link(MatchingPaths.match),
                "labels": telling.format.sorted(telling.vocabulary.languages) { telling.format.languageName($0) }.map(row),
                "broader": concept.broader.map { ["href": MatchingPaths.concept($0), "label": telling.concept($0)] as View },
                "narrower": narrower.isEmpty
                    ? nil : ["items": narrower.map { ["href": MatchingPaths.concept($0.id), "label": telling.concept($0.id)] as View }] as View,
                "belongs": groups.isEmpty ? nil : ["items": groups] as View,
                "practicesText": count == 0 ? words("matching.concept.noPractices") : words.count("matching.concept.practicesCount", count),
                "practices": cards.isEmpty ? nil : ["items": cards] as View,
                "allHref": cards.count < min(count, Self.many) ? Fields([("all", "1")]).link(href) + "#touching-heading" : nil,
            ])
    }

    private func row(_ language: String) -> View {
        let synonyms = (concept.synonyms[language] ?? []).map(\.withEndingsOpen)
        return [
            "languageName": telling.format.languageName(language), "wordLang": language, "wordDir": textDirection(of: language),
            "labelText": concept.labels[language] ?? "–",
            "synonymsText": synonyms.isEmpty ? nil : synonyms.joined(separator: language == "ar" ? "، " : ", "),
        ]
    }

    /// The practice list, filtered by each area and group.
    private func belongs() -> [View] {
        func link(_ name: String, _ code: String, _ label: String) -> View {
            ["href": Fields([(name, code)]).link(MatchingPaths.practices), "label": label]
        }
        return concept.policyAreas.map { link("area", $0, telling.area($0)) } + concept.targetGroups.map { link("group", $0, telling.group($0)) }
    }
}

extension Telling {
    func byLabel(_ concepts: [Concept]) -> [Concept] { format.sorted(concepts) { concept($0.id) } }
}
