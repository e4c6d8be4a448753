import Kernel
import Web

/// A need as it was at one version.
struct VersionPage {
    let opened: MatchingRoom.OpenNeed
    let version: Needs.VersionEntry
    let cityName: String?
    let name: String
    let telling: Telling

    func page() -> Page {
        let words = telling.words
        let need = opened.need
        let id = need.id.rawValue
        let content = version.content
        let facts = NeedFacts(content: content, telling: telling)
        let isNewest = version.version == need.version
        let title = words("matching.version.title", ["version": telling.format.number(version.version)])
        return Page(
            "matching/version", title: title, section: "needs",
            view: [
                "breadcrumbs": [
                    ["label": words("matching.needs.heading"), "href": MatchingPaths.needs], ["label": need.name, "href": MatchingPaths.need(id)],
                    ["label": words("matching.history.heading"), "href": MatchingPaths.history(id)],
                ] as [View],
                "versionText": title, "byText": words("matching.history.by", ["name": name, "date": telling.format.moment(version.at)]),
                "isOld": !isNewest, "newestHref": MatchingPaths.need(id),
                "takeUpHref": isNewest || !opened.canWrite ? nil : MatchingPaths.takeUp(id, version: version.version),
                "needName": content.title, "needText": content.text, "needLang": content.language ?? "und",
                "needDir": content.language.map(textDirection(of:)) ?? "auto",
                "needFacts": ((cityName.map { [(words("matching.field.city"), $0)] } ?? []) + facts.figures + facts.circumstances)
                    .map { ["factLabel": $0.0, "factText": $0.1] as View },
            ])
    }
}
