import Compendium
import Kernel
import Members
import Web

/// The lines of all rooms, part by part; parts without a line say so.
struct HandoverDossier {
    let city: City
    let lines: [HandoverLine]
    let today: Day
    let baseURL: String
    let words: Wording

    private var format: Format { Format(words.language) }
    private var title: String { words("web.handover.title", ["city": city.name(in: words.language)]) }
    /// How the file is called where it is saved.
    var fileName: String { "handover-\(city.slug)-\(words.language.code).pdf" }

    func page() -> Page {
        Page(
            "handover", title: title, section: "transfers",
            view: view(base: "").adding([
                "breadcrumbs": [["href": CompendiumPaths.city(city.slug), "label": city.name(in: words.language)] as View],
                "documentHref": HandoverHandlers.documentPattern.replacing("{slug}", with: city.slug) + "?lang=\(words.language.code)",
            ]))
    }

    /// People are named in it: it is made anew each time, and not kept.
    func order(_ renderer: Renderer) throws -> DocumentOrder {
        let frame = PrintedFrame(title: title, subject: words("web.handover.lead"), language: words.language, format: .pdf).view
        let html = try renderer.render("handoverDocument", page: view(base: baseURL), frame: frame, language: words.language)
        return DocumentOrder(name: "handover-\(city.slug)-\(words.language.code)-\(Secrets.digest(html).prefix(12))", format: .pdf, html: html, language: words.language, isKept: false)
    }

    private func view(base: String) -> View {
        [
            "headingText": title, "dateText": words("web.handover.asOf", ["date": format.day(today)]),
            "parts": HandoverLine.Part.allCases.map { part in
                let own = lines.filter { $0.part == part }
                let ordered = part == .dates ? own.sorted { ($0.day?.daysSince1970 ?? .max, $0.title) < ($1.day?.daysSince1970 ?? .max, $1.title) } : own
                return [
                    "partId": "part-\(part.rawValue)", "partTitle": words("web.handover.part.\(part.rawValue)"), "noneText": own.isEmpty ? words("web.handover.none.\(part.rawValue)") : nil,
                    "items": ordered.map { line in
                        [
                            "lineDay": line.day.map(format.day), "isLate": line.day.map { $0 < today } ?? false, "lineTitle": line.title, "lineHref": line.href.map { base + $0 },
                            "texts": line.texts.map { ["text": $0] as View },
                        ] as View
                    },
                ] as View
            },
        ]
    }
}
