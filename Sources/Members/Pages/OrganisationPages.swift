import Kernel
import Web

/// Organisations: the list, one, the form, and two versions of one.
struct OrganisationPages {
    let words: Wording
    let cities: [City]
    let areas: [String]

    private var format: Format { Format(words.language) }
    private var breadcrumbs: [View] { [["href": MembersPaths.organisations, "label": words("members.organisations.title")]] }

    func list(
        _ found: [Organisation], total: Int, from start: Int, query: Fields, chosen: (text: String, sector: Organisation.Sector?, city: City?), canKeep: Bool
    ) -> Page {
        let isFiltered = !chosen.text.isEmpty || chosen.sector != nil || chosen.city != nil
        let all = [(value: "", label: words("members.organisations.any"))]
        let next = start + found.count
        return Page(
            "members/organisations", title: words("members.organisations.title"), section: "partnerships",
            view: [
                "newHref": canKeep ? MembersPaths.newOrganisation : nil,
                "filterFields": total == 0 && !isFiltered ? [View]() : [
                    FieldView("q", label: "members.organisations.search", problems: [], words: words).input(chosen.text),
                    FieldView("sector", label: "members.organisations.sector", problems: [], words: words).select(all + sectors, selected: chosen.sector?.rawValue),
                    FieldView("city", label: "members.organisations.city", problems: [], words: words).select(all + cityChoices, selected: chosen.city?.slug),
                ],
                "countText": words.count("members.organisations.count", total),
                "table": found.isEmpty ? nil : ["items": found.map(row)] as View,
                "emptyText": words(isFiltered ? "members.organisations.noneFound" : "members.organisations.none"),
                "previousHref": start > 0 ? query.setting("from", start > OrganisationHandlers.shown ? String(start - OrganisationHandlers.shown) : nil).link(MembersPaths.organisations) : nil,
                "nextHref": next < total ? query.setting("from", String(next)).link(MembersPaths.organisations) : nil,
            ])
    }

    private func row(_ organisation: Organisation) -> View {
        [
            "rowHref": MembersPaths.organisation(organisation.slug), "rowName": organisation.name, "sectorText": sector(organisation.content.sector),
            "placeText": place(organisation.content), "ledText": led(organisation.content), "areasText": areas(organisation.content),
        ]
    }

    func page(_ organisation: Organisation, _ links: [(label: String, href: String)], canKeep: Bool) -> Page {
        let content = organisation.content
        return Page(
            "members/organisation", title: organisation.name, section: "partnerships",
            view: [
                "breadcrumbs": breadcrumbs, "nameText": organisation.name,
                "facts": [
                    ("members.organisations.sector", sector(content.sector)), ("members.organisations.place", place(content)), ("members.organisations.led", led(content)),
                    ("members.organisations.areas", areas(content)),
                ].compactMap { key, value in value.map { ["factLabel": words(key), "factText": $0] as View } },
                "websiteHref": content.website, "editHref": canKeep ? MembersPaths.editOrganisation(organisation.slug) : nil,
                "places": links.map { ["href": $0.href, "label": $0.label] as View }, "hasPlaces": !links.isEmpty,
            ])
    }

    /// - Parameter twin: the one on record that this would be a second record of.
    func form(_ typed: Fields, _ organisation: Organisation?, others: [Organisation] = [], twin: Organisation? = nil, problems: [FieldProblem] = []) -> Page {
        let title = words(organisation == nil ? "members.organisations.add" : "members.organisations.edit")
        let field = { (name: String, required: Bool) in FieldView(name, label: "members.organisations.\(name)", required: required, problems: problems, words: words) }
        let none = [(value: "", label: words("members.organisations.notSaid"))]
        let countries = format.sorted(Set(cities.map(\.country)).sorted().map { (value: $0, label: format.country($0)) }) { $0.label }
        return Page(
            "members/organisationForm", title: title, section: "partnerships",
            view: [
                "breadcrumbs": breadcrumbs + (organisation.map { [["href": MembersPaths.organisation($0.slug), "label": $0.name]] } ?? []), "headingText": title,
                "clash": nil, "errors": FieldView.summary(problems, words: words) { "members.organisations.\($0)" },
                "twin": twin.map { ["twinHref": MembersPaths.organisation($0.slug), "twinText": words("members.organisations.openTwin", ["name": $0.name])] as View },
                "form": [
                    "action": organisation.map { MembersPaths.editOrganisation($0.slug) } ?? MembersPaths.newOrganisation, "version": typed["version"] ?? "0",
                    "formFields": [
                        field("name", true).input(typed["name"], maxLength: 200),
                        field("sector", true).choices(sectors, selected: Set([typed["sector"] ?? ""]), radio: true),
                        field("city", false).select(none + cityChoices, selected: typed["city"]), field("country", false).select(none + countries, selected: typed["country"]),
                        field("led", false).choices(
                            [("migrants", words("members.organisations.ledBy.migrants")), ("women", words("members.organisations.ledBy.women"))],
                            selected: Set(typed.all("led"))),
                        field("area", false).choices(areaChoices, selected: Set(typed.all("area"))),
                        field("website", false).input(typed["website"], type: "url", maxLength: 2000),
                    ],
                    "cancelHref": organisation.map { MembersPaths.organisation($0.slug) } ?? MembersPaths.organisations,
                ] as View,
                "merge": organisation.flatMap { one in
                    others.isEmpty ? nil : [
                        "mergeAction": MembersPaths.mergeOrganisation(one.slug),
                        "mergeField": FieldView("into", label: "members.organisations.into", required: true, problems: [], words: words)
                            .select(format.sorted(others) { $0.name }.map { ($0.id.rawValue, [$0.name, place($0.content)].compactMap(\.self).joined(separator: ", ")) }, selected: nil),
                    ] as View
                },
            ]).refusing(problems)
    }

    func clash(mine: Fields, _ newest: Organisation, by name: String?) -> Page {
        let theirs = OrganisationForm.fields(of: newest.content, citySlug: cities.first { $0.id == newest.content.city }?.slug)
        let href = MembersPaths.organisation(newest.slug)
        var page = Page(
            "members/organisationForm", title: words("web.clash.heading"), section: "partnerships",
            view: [
                "breadcrumbs": breadcrumbs + [["href": href, "label": newest.name]], "headingText": newest.name, "errors": nil, "twin": nil, "form": nil, "merge": nil,
                "clash": Clash(mine: mine, theirs: theirs, names: OrganisationForm.names).view(
                    action: MembersPaths.editOrganisation(newest.slug), version: newest.version, by: name, at: newest.changedAt, theirsHref: href, words: words,
                    label: { words("members.organisations.\($0)") }, shown: shown),
            ])
        page.status = .conflict
        return page
    }

    private func shown(_ field: String, _ fields: Fields) -> String? {
        let values = fields.all(field).filter { !$0.isEmpty }
        guard let first = values.first else { return nil }
        return switch field {
        case "sector": words("members.organisations.sectorName.\(first)")
        case "city": cities.first { $0.slug == first }?.name(in: words.language) ?? first
        case "country": format.country(first)
        case "area": format.list(values.map { words("compendium.policyArea.\($0)") })
        case "led": format.list(values.map { words("members.organisations.ledBy.\($0)") })
        default: first
        }
    }

    // MARK: words

    private var sectors: [(value: String, label: String)] { Organisation.Sector.allCases.map { ($0.rawValue, sector($0)) } }
    private var cityChoices: [(value: String, label: String)] { format.sorted(cities).map { ($0.slug, $0.name(in: words.language)) } }
    private var areaChoices: [(value: String, label: String)] { format.sorted(areas.map { ($0, words("compendium.policyArea.\($0)")) }) { $0.1 } }

    private func sector(_ sector: Organisation.Sector) -> String { words("members.organisations.sectorName.\(sector.rawValue)") }

    private func place(_ content: OrganisationContent) -> String? {
        let parts = [cities.first { $0.id == content.city }?.name(in: words.language), content.country.map(format.country)].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    private func led(_ content: OrganisationContent) -> String? {
        let names = [content.isMigrantLed ? "migrants" : nil, content.isWomenLed ? "women" : nil].compactMap(\.self).map { words("members.organisations.ledBy.\($0)") }
        return names.isEmpty ? nil : format.list(names)
    }

    private func areas(_ content: OrganisationContent) -> String? {
        content.areas.isEmpty ? nil : format.list(content.areas.map { words("compendium.policyArea.\($0)") })
    }
}
