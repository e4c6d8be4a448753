import Kernel
import Web

/// The versions of a practice as a list, and what changed between two of them.
struct VersionPages {
    let display: Display

    static let pageSize = 20

    /// - Parameters:
    ///   - editions: newest first; one more than shown, when there are more.
    ///   - merged: records that were merged into the practice.
    func list(_ editions: [Edition], merged: [PracticeLife.Merged]) -> Page? {
        guard let first = editions.first else { return nil }
        let words = display.words
        let slug = first.practice.slug
        let title = first.practice.title.text(in: display.language.code)
        let shown = editions.prefix(Self.pageSize)
        return Page(
            "compendium/versions", title: words("compendium.versions.title", ["title": title.text]), section: "practices",
            view: [
                "breadcrumbs": breadcrumbs(first),
                "practiceName": title.text, "practiceLang": title.language, "practiceDir": textDirection(of: title.language),
                "merged": LifePage.merged(merged, display), "versions": shown.enumerated().map { place, edition in row(edition, before: place + 1 < editions.count ? editions[place + 1] : nil) },
                "olderHref": editions.count > Self.pageSize ? CompendiumPaths.versions(slug) + "?upTo=\(editions[Self.pageSize].number)" : nil,
                "newestHref": first.isNewest ? nil : CompendiumPaths.versions(slug),
            ])
    }

    private func row(_ edition: Edition, before: Edition?) -> View {
        let words = display.words
        let slug = edition.practice.slug
        let text = before.map { PracticeChanges(from: parts($0), to: parts(edition)).sentence(words, display.format) }
        return [
            "versionHref": CompendiumPaths.version(slug, edition.number), "versionText": name(edition), "isCurrent": edition.isNewest,
            "dateText": display.format.day(edition.at.day), "toldText": text ?? words("compendium.versions.first"),
            "changesHref": before == nil ? nil : CompendiumPaths.changes(slug, edition.number),
        ]
    }

    /// - Parameter numbers: of all versions, to choose another one to compare with.
    func changes(from old: Edition, to new: Edition, numbers: [Int]) -> Page {
        let words = display.words
        let slug = new.practice.slug
        let title = new.practice.title.text(in: display.language.code)
        let changes = PracticeChanges(from: parts(old), to: parts(new)).all
        let language = new.practice.language
        return Page(
            "compendium/changes", title: words("compendium.changes.title", ["old": display.format.number(old.number), "new": display.format.number(new.number)]),
            section: "practices",
            view: [
                "breadcrumbs": breadcrumbs(new) + [["label": words("compendium.versions.heading"), "href": CompendiumPaths.versions(slug)] as View],
                "practiceName": title.text, "practiceLang": title.language, "practiceDir": textDirection(of: title.language),
                "headingText": words("compendium.changes.heading", ["old": display.format.number(old.number), "new": display.format.number(new.number)]),
                "oldHref": CompendiumPaths.version(slug, old.number), "oldText": dated(old), "newHref": CompendiumPaths.version(slug, new.number), "newText": dated(new),
                "chooser": numbers.count < 3 ? nil : [
                    "action": CompendiumPaths.changes(slug, new.number),
                    "options": numbers.filter { $0 != new.number }.map {
                        [
                            "optionValue": String($0), "optionLabel": words("compendium.versions.version", ["version": display.format.number($0)]),
                            "selected": $0 == old.number,
                        ] as View
                    },
                ] as View,
                "changes": changes.isEmpty ? nil : ["items": changes.map { view($0, language) }] as View,
            ])
    }

    private func view(_ change: PracticeChanges.Change, _ language: String) -> View {
        let words = display.words
        let own = change.isContent ? language : display.language.code
        return [
            "partLabel": change.label, "kindText": words("compendium.changes.kind.\(change.kind.rawValue)"), "partLang": own, "partDir": textDirection(of: own),
            "changeHtml": WordDifference(change.before, change.after).merged(
                deleted: words("compendium.changes.deleted"), inserted: words("compendium.changes.inserted")),
        ]
    }

    private func parts(_ edition: Edition) -> PracticeParts { PracticeParts(edition.practice, edition.city, files: edition.files, display) }

    private func name(_ edition: Edition) -> String { display.words("compendium.versions.version", ["version": display.format.number(edition.number)]) }

    private func dated(_ edition: Edition) -> String {
        display.words("compendium.versions.dated", ["version": display.format.number(edition.number), "date": display.format.day(edition.at.day)])
    }

    private func breadcrumbs(_ edition: Edition) -> [View] {
        display.breadcrumbs([("compendium.list.heading", CompendiumPaths.practices)])
            + [["label": edition.practice.title.text(in: display.language.code).text, "href": CompendiumPaths.practice(edition.practice.slug)]]
    }
}
