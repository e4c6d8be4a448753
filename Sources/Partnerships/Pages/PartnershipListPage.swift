import Kernel
import Members
import Web

/// Every partnership of the network: those of the reader's own cities first.
struct PartnershipListPage {
    let words: Wording
    let organisations: OrganisationDirectory

    func page(_ all: [(city: City, lead: OrganisationID?, members: Int)], own: Set<CityID>, toBegin: [City]) -> Page {
        let format = Format(words.language)
        let sorted = format.sorted(all) { $0.city.name(in: words.language) }
        let rows = sorted.filter { own.contains($0.city.id) } + sorted.filter { !own.contains($0.city.id) }
        return Page(
            "partnerships/list", title: words("partnerships.title"), section: "partnerships",
            view: [
                "organisationsHref": MembersPaths.organisations,
                "hasPartnerships": !rows.isEmpty,
                "partnerships": rows.map { row in
                    [
                        "rowHref": PartnershipsPaths.overview(row.city.slug), "cityName": row.city.name(in: words.language), "countryName": format.country(row.city.country),
                        "leadName": row.lead.flatMap { organisations[$0]?.name }, "membersText": words.count("partnerships.members", row.members),
                    ] as View
                },
                "begin": toBegin.isEmpty ? nil : [
                    "beginAction": PartnershipsPaths.list,
                    "beginField": FieldView("city", label: "partnerships.begin.city", required: true, problems: [], words: words)
                        .select(format.sorted(toBegin).map { ($0.slug, $0.name(in: words.language)) }, selected: nil),
                ] as View,
            ])
    }
}
