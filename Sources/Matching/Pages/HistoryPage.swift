import Kernel
import Web

/// The versions of a need, newest first, each with what changed since the one before.
struct HistoryPage {
    let need: Need
    /// Newest first; the one before the last shown is among them.
    let versions: [Needs.VersionEntry]
    let names: [PersonID: String]
    let cities: [CityID: String]
    let start: Int
    let href: String
    let telling: Telling

    static let pageSize = 20

    func page() -> Page {
        let words = telling.words
        let shown = versions.indices.dropFirst(start).prefix(Self.pageSize)
        return Page(
            "matching/history", title: words("matching.history.title"), section: "needs",
            view: [
                "breadcrumbs": [
                    ["label": words("matching.needs.heading"), "href": MatchingPaths.needs], ["label": need.name, "href": MatchingPaths.need(need.id.rawValue)],
                ] as [View],
                "versions": shown.map { version(versions[$0], before: $0 + 1 < versions.count ? versions[$0 + 1] : nil) },
                "pager": Pager(count: versions.count, start: start, size: Self.pageSize, path: href).view(telling.words),
            ])
    }

    private func version(_ entry: Needs.VersionEntry, before: Needs.VersionEntry?) -> View {
        let words = telling.words
        let changed = before.map { changes(from: $0.content, to: entry.content) } ?? []
        let isDerived = entry.basedOn > 0 && entry.basedOn != entry.version - 1
        return [
            "versionId": "version-\(entry.version)", "versionText": words("matching.history.version", ["version": telling.format.number(entry.version)]),
            "isCurrent": entry.version == need.version,
            "byText": words("matching.history.by", ["name": names[entry.by] ?? words("web.formerMember"), "date": telling.format.moment(entry.at)]),
            "originText": isDerived ? words("matching.history.derived", ["version": telling.format.number(entry.basedOn)]) : nil, 
            "versionHref": entry.version == need.version ? nil : MatchingPaths.version(need.id.rawValue, entry.version),
            "changes": changed.isEmpty ? nil : ["items": changed] as View,
            "noChangesText": words(before == nil ? "matching.history.first" : "matching.history.unchanged"),
        ]
    }

    private func changes(from old: NeedContent, to new: NeedContent) -> [View] {
        zip(parts(of: old), parts(of: new)).filter { $0.text != $1.text }.map { before, after in
            let difference = WordDifference(before.text ?? "", after.text ?? "")
            return [
                "fieldLabel": telling.words("matching.field.\(after.key)"), "beforeHtml": before.text == nil ? nil : difference.before,
                "afterHtml": after.text == nil ? nil : difference.after,
            ]
        }
    }

    /// Every part of a need as somebody reads it; nil when left empty.
    private func parts(of content: NeedContent) -> [(key: String, text: String?)] {
        func lines(_ texts: [String]) -> String? { texts.isEmpty ? nil : texts.joined(separator: "\n") }
        return [
            ("title", content.title), ("text", content.text), ("city", content.city.flatMap { cities[$0] }), ("language", content.language.map { telling.format.languageName($0) }),
            ("groups", lines(content.groups.map(telling.group))), ("areas", lines(content.areas.map(telling.area))),
            ("people", content.people.map { telling.format.number($0) }), ("budget", content.budget.map { telling.format.euro($0) }),
            ("months", content.months.map { telling.words.count("compendium.fact.months", $0) }), ("competent", lines(content.competent)),
            ("notCompetent", lines(content.notCompetent)), ("inPlace", lines(content.inPlace)),
        ]
    }
}
