import Foundation
import Kernel
import Members
import Web

/// How a version of a practice is cited: as a sentence, and as files for reference managers. The address is the permanent one.
struct Citation {
    let practice: Practice
    let city: City
    let baseURL: String
    let display: Display

    private var title: String { practice.title.text(in: display.language.code).text }
    var url: String { baseURL + CompendiumPaths.version(practice.slug, practice.version) }

    var sentence: String {
        display.words(
            "compendium.cite.sentence",
            [
                "year": display.format.year(practice.changedAt.day.year), "title": title, "place": display.place(city), "version": display.format.number(practice.version),
                "date": display.format.day(practice.changedAt.day), "url": url,
            ])
    }

    /// BibTeX, as every BibTeX since 1988 reads it; letters beyond ASCII are UTF-8, as biber and today's BibTeX want them.
    var bibTeX: String {
        let day = practice.changedAt.day
        let rows: [(String, String)] = [
            ("author", "{Ponte}"), ("title", "{\(Self.tex(title))}"), ("year", String(day.year)), ("month", String(day.description.dropFirst(5).prefix(2))),
            ("howpublished", Self.tex(practice.leadOrganisation + ", " + display.place(city))),
            ("note", "Version \(practice.version)"), ("language", practice.language), ("url", url),
        ]
        return "@misc{ponte-\(practice.slug)-v\(practice.version),\n" + rows.map { "  \($0.0) = {\($0.1)}" }.joined(separator: ",\n") + "\n}\n"
    }

    /// RIS, which ends its lines as the format says.
    var ris: String {
        let day = practice.changedAt.day.description.replacingOccurrences(of: "-", with: "/")
        var rows: [(String, String)] = [
            ("TY", "ELEC"), ("TI", title), ("AU", "Ponte"), ("PB", "Ponte"), ("CY", display.place(city)), ("PY", day.prefix(4).description), ("DA", day),
            ("ET", "Version \(practice.version)"), ("LA", practice.language), ("UR", url),
        ]
        if let text = practice.solution ?? practice.problem { rows.append(("AB", Card.teaser(of: text))) }
        rows += practice.policyAreas.map { ("KW", display.area($0)) }
        return (rows + [("ER", "")]).map { "\($0.0)  - \(Self.oneLine($0.1))" }.joined(separator: "\r\n") + "\r\n"
    }

    var view: View {
        let version = { (name: String) in CompendiumPaths.version(practice.slug, practice.version) + "/" + name }
        return [
            "citeText": sentence, "permanentHref": CompendiumPaths.version(practice.slug, practice.version), "permanentText": url,
            "bibHref": version("cite.bib"), "risHref": version("cite.ris"), "versionsHref": CompendiumPaths.versions(practice.slug),
            "downloads": ["pdf", "docx", "csv", "json"].map {
                [
                    "downloadHref": Fields([("lang", display.language.code)]).link(version("practice.\($0)")), "downloadLabel": display.words("compendium.document.\($0)"),
                    "savedName": "\(practice.slug)-v\(practice.version)-\(display.language.code).\($0)",
                ] as View
            },
            "versionText": display.words("compendium.versions.dated", ["version": display.format.number(practice.version), "date": display.format.day(practice.changedAt.day)]),
        ]
    }

    private static func oneLine(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    /// What TeX would take for a command is written so that it prints.
    static func tex(_ text: String) -> String {
        oneLine(text).map { character in
            switch character {
            case "\\": "\\textbackslash{}"
            case "{", "}", "%", "&", "#", "$", "_": "\\\(character)"
            case "~": "\\textasciitilde{}"
            case "^": "\\textasciicircum{}"
            default: String(character)
            }
        }.joined()
    }
}
