import Web

/// Which version a page shows, whether there is a newer one, and where to look at the others.
struct EditionNote {
    let edition: Edition
    let display: Display

    var view: View {
        let words = display.words
        let slug = edition.practice.slug
        let version = display.format.number(edition.number)
        return [
            "editionText": words(edition.isNewest ? "compendium.edition.newest" : "compendium.edition.old", ["version": version, "date": display.format.day(edition.at.day)]),
            "isOld": !edition.isNewest, "currentHref": CompendiumPaths.practice(slug), "allHref": CompendiumPaths.versions(slug),
            "sinceHref": edition.isNewest ? nil : CompendiumPaths.changes(slug, edition.newest) + "?from=\(edition.number)",
        ]
    }
}
