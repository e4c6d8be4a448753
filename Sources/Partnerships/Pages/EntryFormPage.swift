import Kernel
import Members
import Web

/// The form of an entry of any shape, new or again, and the choice between two versions when somebody else saved first.
struct EntryFormPage {
    let telling: Telling
    let choices: EntryChoices
    let city: City
    let shape: Shape
    let assessment: AssessmentID?

    private var words: Wording { telling.words }
    private var title: String { words("partnerships.list.\(shape.name).title") }
    private var placeHref: String { PartnershipsPaths.place(of: shape, city.slug, assessment: assessment) }
    private var breadcrumbs: [View] {
        [["href": PartnershipsPaths.list, "label": words("partnerships.title")], ["href": PartnershipsPaths.overview(city.slug), "label": city.name(in: words.language)]]
            + (shape.place == .overview ? [] : [["href": placeHref, "label": words("partnerships.place.\(shape.place.rawValue)")]])
    }

    func form(_ typed: Fields, _ entry: Entry?, version: Int, problems: [FieldProblem] = []) -> Page {
        let heading = entry == nil ? words("partnerships.list.\(shape.name).add") : words("partnerships.entry.change", ["list": title])
        let action = entry.map { PartnershipsPaths.entry(city.slug, shape, $0.id) } ?? PartnershipsPaths.newEntry(city.slug, shape)
        let isForGood = [Shape.partnership, .assessments, .points].contains(shape)
        return Page(
            "partnerships/entryForm", title: heading, section: "partnerships",
            view: [
                "breadcrumbs": breadcrumbs, "clash": nil,
                "errors": FieldView.summary(problems, words: words) { "partnerships.field.\($0)" },
                "form": [
                    "headingText": heading,
                    "aboutText": shape == .points ? entry.flatMap { entry in shape.field("point").flatMap { telling.text($0, entry.content) } } : nil,
                    "action": action, "version": String(version), "assessment": assessment?.rawValue,
                    "formFields": shape.fields.filter { entry == nil || !$0.isFixed }.map { view($0, typed, problems) },
                    "cancelHref": placeHref,
                    "organisationsHref": shape.fields.contains { $0.kind == .organisation } ? MembersPaths.newOrganisation : nil,
                ] as View,
                "removal": entry.flatMap { isForGood ? nil : ["removalAction": PartnershipsPaths.removal(city.slug, shape, $0.id)] as View },
            ]).refusing(problems)
    }

    func clash(mine: Fields, _ newest: Entry, by name: String?) -> Page {
        let theirs = EntryForm.fields(of: newest, shape)
        let names = shape.fields.filter { !$0.isFixed }.map(\.name)
        var page = Page(
            "partnerships/entryForm", title: words("web.clash.heading"), section: "partnerships",
            view: [
                "breadcrumbs": breadcrumbs, "errors": nil, "form": nil, "removal": nil,
                "clash": Clash(mine: mine, theirs: theirs, names: names).view(
                    action: PartnershipsPaths.entry(city.slug, shape, newest.id), version: newest.version, by: name, at: newest.changedAt, theirsHref: placeHref, words: words,
                    label: { words("partnerships.field.\($0)") },
                    shown: { name, fields in shape.field(name).flatMap { telling.text($0, EntryContent([name: fields.all(name).filter { !$0.isEmpty }])) } }),
            ])
        page.status = .conflict
        return page
    }

    // MARK: fields

    private func view(_ field: ShapeField, _ typed: Fields, _ problems: [FieldProblem]) -> View {
        let base = FieldView(field.name, label: "partnerships.field.\(field.name)", required: field.isRequired, problems: problems, words: words)
        let value = typed[field.name]
        let none = [(value: "", label: words(field.isRequired ? "partnerships.entry.choose" : "partnerships.entry.notSaid"))]
        switch field.kind {
        case .line(let limit): return base.input(value, maxLength: limit)
        case .text(let limit): return base.textArea(value, rows: limit > 2000 ? 8 : 3, maxLength: limit)
        case .email: return base.input(value, type: "email", maxLength: 254)
        case .day: return base.input(value, type: "date", short: true)
        case .flag: return base.choices([("1", words("partnerships.yes"))], selected: Set(typed.has(field.name) ? ["1"] : []), twoColumns: false)
        case .number, .decimal: return base.input(value, inputMode: "decimal", short: true)
        case .choice(let set, let codes):
            let options = codes.map { (value: $0, label: telling.choice(set, $0)) }
            return field.isRequired && codes.count < 6 ? base.choices(options, selected: Set([value ?? ""]), radio: true, twoColumns: false) : base.select(none + options, selected: value)
        case .scale(let set, let numbers): return base.choices(numbers.map { ("\($0)", telling.choice(set, "\($0)")) }, selected: Set([value ?? ""]), radio: true, twoColumns: false)
        case .area: return base.select(none + telling.format.sorted(choices.areas.map { (value: $0, label: telling.area($0)) }) { $0.label }, selected: value)
        case .organisation: return base.select(none + choices.organisations.map { ($0.id.rawValue, $0.name) }, selected: value.map { telling.organisations.canonical(OrganisationID($0)).rawValue })
        case .organisations:
            let chosen = typed.all(field.name).map { telling.organisations.canonical(OrganisationID($0)).rawValue }
            return base.choices(choices.own.map { ($0.id.rawValue, $0.name) }, selected: Set(chosen))
        case .entry(let name):
            let options = Shape.named(name).map { shape in (choices.entries[name] ?? []).map { (value: $0.id, label: telling.name($0, shape)) } } ?? []
            return base.select(none + options, selected: value)
        }
    }
}
