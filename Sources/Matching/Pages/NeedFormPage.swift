import Foundation
import HTTPTypes
import Kernel
import Members
import Web

/// The form of a need, new or again; and the choice between two versions when somebody else saved first.
struct NeedFormPage {
    let telling: Telling
    let ports: MatchingPorts
    let cities: [City]

    func form(_ fields: Fields, id: NeedID?, version: Int, problems: [FieldProblem] = []) -> Page {
        let words = telling.words
        let build = NeedFields(telling: telling, problems: problems, ports: ports)
        let title = words(id == nil ? "matching.needForm.titleNew" : "matching.needForm.titleEdit")
        return Page(
            "matching/needForm", title: title, section: "needs",
            view: [
                "breadcrumbs": breadcrumbs(id), "clash": nil, "errors": FieldView.summary(problems, words: words, label: NeedFields.label(of:)),
                "form": [
                    "action": id.map { MatchingPaths.edit($0.rawValue) } ?? MatchingPaths.newNeed, "version": String(version), "headingText": title,
                    "quickText": id == nil ? words("matching.needForm.quick") : nil, "submitText": words(id == nil ? "matching.needForm.save" : "matching.needForm.saveEdit"),
                    "cancelHref": id.map { MatchingPaths.need($0.rawValue) } ?? MatchingPaths.needs,
                    "needFields": [
                        FieldView("title", label: "matching.field.title", problems: problems, words: words).input(fields["title"], maxLength: 120),
                        build.text(fields["text"], rows: 7), build.language(fields["textLang"]),
                    ],
                    "whoFields": [build.city(fields["city"]), build.groups(fields.all("group")), build.areas(fields.all("area"))],
                    "figureFields": [
                        build.number("people", fields["people"]), build.number("budget", fields["budget"], unit: "€"),
                        build.number("months", fields["months"], unit: words("matching.field.monthsUnit")),
                    ],
                    "cityFields": ["competent", "notCompetent", "inPlace"].map { build.lines($0, fields[$0] ?? "") },
                ] as View,
            ]).refusing(problems)
    }

    /// Both versions, part by part.
    func clash(mine: Fields, base: Fields?, theirs: Need, theirsSlug: String?, by name: String) -> Page {
        let (words, id) = (telling.words, theirs.id.rawValue)
        var page = Page(
            "matching/needForm", title: words("web.clash.heading"), section: "needs",
            view: [
                "breadcrumbs": breadcrumbs(theirs.id) + [["label": theirs.name, "href": MatchingPaths.need(id)]], "form": nil,
                "clash": Clash(mine: mine, theirs: NeedForm.fields(of: theirs.content, citySlug: theirsSlug), base: base, names: NeedForm.names).view(
                    action: MatchingPaths.edit(id), version: theirs.version, by: name, at: theirs.changedAt, theirsHref: MatchingPaths.need(id), words: words,
                    label: { words(NeedFields.label(of: $0)) }, shown: shown),
            ])
        page.status = .conflict
        return page
    }

    /// A part of the form in words.
    private func shown(_ field: String, _ fields: Fields) -> String? {
        let values = fields.all(field).filter { !$0.isEmpty }
        guard !values.isEmpty else { return nil }
        switch field {
        case "group": return telling.format.list(values.map(telling.group))
        case "area": return telling.format.list(values.map(telling.area))
        case "city": return cities.first { $0.slug == values[0] }?.name(in: telling.language) ?? values[0]
        case "textLang": return telling.format.languageName(values[0])
        case "budget": return Int64(values[0]).map { telling.format.euro(Money(euro: $0)) } ?? values[0]
        case "people": return Int(values[0]).map { telling.format.number($0) } ?? values[0]
        case "months": return Int(values[0]).map { telling.words.count("compendium.fact.months", $0) } ?? values[0]
        default: return values.joined(separator: "\n")
        }
    }

    private func breadcrumbs(_ id: NeedID?) -> [View] {
        [["label": telling.words("matching.needs.heading"), "href": MatchingPaths.needs]]
    }
}
