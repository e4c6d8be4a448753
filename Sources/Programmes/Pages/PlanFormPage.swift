import Foundation
import HTTPTypes
import Kernel
import Members
import Web

/// A form of this room, whatever it is about; and the choice between two versions when somebody else saved first.
struct PlanFormPage {
    let words: PlanWords
    let spec: [PlanField]
    var cities: [City] = []
    var packages: [(id: String, name: String)] = []
    let heading: String
    let breadcrumbs: [View]
    let tabs: [View]
    let action: String
    let cancelHref: String
    var removeAction: String?

    func page(_ fields: Fields, problems: [FieldProblem] = []) -> Page {
        var sections: [String] = []
        for field in spec where !sections.contains(field.section) { sections.append(field.section) }
        return layout(
            clash: nil,
            form: [
                "errors": FieldView.summary(problems, words: words.words) { name in spec.first { $0.name == name }?.label },
                "version": fields["version"] ?? "0",
                "sections": sections.map { section in
                    [
                        "sectionId": "section-\(section)", "sectionTitle": words("programmes.section.\(section)"),
                        "fields": spec.filter { $0.section == section }.map { view(of: $0, fields, problems) },
                    ] as View
                },
                "removeAction": removeAction,
            ]).refusing(problems)
    }

    /// Both versions, field by field.
    func clash(mine: Fields, theirs: Fields, by name: String?, at moment: Instant?) -> Page {
        func field(_ name: String) -> PlanField? { spec.first { $0.name == name } }
        var page = layout(
            clash: Clash(mine: mine, theirs: theirs, names: spec.map(\.name)).view(
                action: action, version: theirs.version, by: name, at: moment, theirsHref: cancelHref, words: words.words,
                label: { field($0).map { words($0.label) } ?? $0 }, shown: { name, fields in field(name).flatMap { shown($0, fields) } }),
            form: nil)
        page.status = .conflict
        return page
    }

    private func layout(clash: View?, form: View?) -> Page {
        Page(
            "programmes/form", title: heading, section: "coordination",
            view: [
                "breadcrumbs": breadcrumbs, "tabs": tabs.isEmpty ? nil : ["items": tabs] as View, "headingText": heading, "action": action, "cancelHref": cancelHref,
                "clash": clash, "form": form,
            ])
    }

    private func view(of field: PlanField, _ fields: Fields, _ problems: [FieldProblem]) -> View {
        let view = FieldView(field.name, label: field.label, required: field.isRequired, problems: problems, words: words.words)
        let value = fields[field.name]
        let nothing = (value: "", label: words("programmes.choice.none"))
        switch field.kind {
        case .line(let limit): return view.input(value, maxLength: limit)
        case .text(let limit): return view.textArea(value, rows: 4, maxLength: limit)
        case .lines: return view.textArea(value, rows: 5)
        case .day: return view.input(value, short: true)
        case .money: return view.input(value, inputMode: "decimal", short: true, unit: "€")
        case .number: return view.input(value, inputMode: "numeric", short: true)
        case .mail: return view.input(value, type: "email", maxLength: 200)
        case .flag: return view.choices([("1", words("programmes.flag.\(field.name)"))], selected: fields.has(field.name) ? ["1"] : [], twoColumns: false)
        case .choice(let codes):
            return view.select((field.isRequired && value != nil ? [] : [nothing]) + codes.map { ($0, words("programmes.choice.\(field.name).\($0)")) }, selected: value)
        case .scale: return view.select((value == nil ? [nothing] : []) + (1...5).map { (String($0), words("programmes.scale.\(field.name).\($0)")) }, selected: value)
        case .country: return view.select([nothing] + countries, selected: value)
        case .countries: return view.choices(countries, selected: Set(fields.all(field.name)))
        case .city: return view.select([(value: "", label: words("programmes.choice.everybody"))] + words.choices(cities), selected: value)
        case .package: return view.select([nothing] + packages.map { ($0.id, $0.name) }, selected: value)
        }
    }

    private var countries: [(value: String, label: String)] {
        words.format.sorted(PlanCountries.codes) { words.format.country($0) }.map { ($0, words.format.country($0)) }
    }

    /// What a field says, in words; nil where it is empty.
    private func shown(_ field: PlanField, _ fields: Fields) -> String? {
        let typed = fields.all(field.name).map { $0.replacingOccurrences(of: "\r\n", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines) }.filter { !$0.isEmpty }
        guard let value = typed.first else { return nil }
        switch field.kind {
        case .day: return TypedDay(value).day.map(words.format.day) ?? value
        case .money: return TypedMoney.cents(value).map { words.format.amount(Money(cents: $0)) } ?? value
        case .choice: return words("programmes.choice.\(field.name).\(value)")
        case .scale: return words("programmes.scale.\(field.name).\(value)")
        case .flag: return words("programmes.flag.\(field.name)")
        case .country: return words.format.country(value)
        case .countries: return words.format.list(typed.sorted().map(words.format.country))
        case .city: return cities.first { $0.id.rawValue == value }.map(words.name) ?? value
        case .package: return packages.first { $0.id == value }?.name ?? value
        case .line, .text, .lines, .number, .mail: return value
        }
    }
}
