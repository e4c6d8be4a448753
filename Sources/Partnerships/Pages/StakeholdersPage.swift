import Kernel
import Members
import Web

/// Stakeholders on power and interest: a picture, a table that says the same, who is missing, and who moved.
struct StakeholdersPage {
    let opened: PartnershipsRoom.Opened
    let entries: [Entry]
    let snapshots: [Partnerships.Snapshot]
    /// With which the map is compared.
    let since: Partnerships.Snapshot?
    let telling: Telling

    private var words: Wording { telling.words }
    private var directory: OrganisationDirectory { opened.partnership.organisations }

    func page() -> Page {
        let city = opened.partnership.city
        let title = words("partnerships.stakeholders.title", ["city": city.name])
        let sorted = telling.format.sorted(entries) { telling.name($0, .stakeholders) }
        let map = StakeholderMap(sorted, directory)
        let missing = map.missing(directory)
        return Page(
            "partnerships/stakeholders", title: title, section: "partnerships",
            view: [
                "breadcrumbs": PartnershipTabs.breadcrumbs(words) + [["href": PartnershipsPaths.overview(city.slug), "label": city.name]], "headingText": title,
                "tabs": PartnershipTabs.view(.stakeholders, opened, words), "addHref": PartnershipsPaths.newEntry(city.slug, .stakeholders),
                "grid": sorted.isEmpty ? nil : StakeholderGrid(words: words, places: map.places).view(),
                "quadrants": StakeholderMap.Quadrant.allCases.map { quadrant in
                    let names = zip(sorted, map.places).filter { $1.quadrant == quadrant }.map { telling.name($0.0, .stakeholders) }
                    return [
                        "quadrantName": words("partnerships.quadrant.\(quadrant.rawValue)"), "quadrantText": words("partnerships.quadrantText.\(quadrant.rawValue)"),
                        "namesText": names.isEmpty ? words("partnerships.stakeholders.nobody") : telling.format.list(names),
                    ] as View
                },
                "rows": zip(sorted, map.places).enumerated().map { number, pair in row(number + 1, pair.0, pair.1) },
                "hasMissing": !missing.isEmpty,
                "missing": missing.map { ["missingText": words("partnerships.work.voice.\($0.rawValue)")] as View },
                "freeze": sorted.isEmpty ? nil : [
                    "freezeAction": PartnershipsPaths.snapshots(city.slug),
                    "freezeField": FieldView("name", label: "partnerships.stakeholders.snapshotName", problems: [], words: words).input(nil, maxLength: 120),
                ] as View,
                "snapshots": snapshots.isEmpty ? nil : [
                    "items": snapshots.map { one in
                        [
                            "snapshotHref": PartnershipsPaths.stakeholders(city.slug, since: one.id), "snapshotName": one.name,
                            "snapshotText": telling.format.day(one.at.day), "isChosen": one.id == since?.id,
                        ] as View
                    }
                ] as View,
                "changes": since.map { since in changes(map, since) },
            ])
    }

    private func row(_ number: Int, _ entry: Entry, _ place: StakeholderMap.Place) -> View {
        [
            "numberText": telling.format.number(number), "rowHref": PartnershipsPaths.entry(opened.city, .stakeholders, entry.id), "rowName": telling.name(entry, .stakeholders),
            "sectorText": directory[place.organisation].map { words("members.organisations.sectorName.\($0.content.sector.rawValue)") }, "powerText": telling.format.number(place.power),
            "interestText": telling.format.number(place.interest), "attitudeText": telling.choice("attitude", "\(place.attitude)"),
            "quadrantName": words("partnerships.quadrant.\(place.quadrant.rawValue)"),
        ]
    }

    private func changes(_ map: StakeholderMap, _ since: Partnerships.Snapshot) -> View {
        let found = map.changes(since: since.map)
        return [
            "changesHeading": words("partnerships.stakeholders.changesSince", ["name": since.name]), "hasChanges": !found.isEmpty,
            "moves": found.map { change in
                switch change {
                case .came(let place): ["moveText": words("partnerships.change.came", ["name": telling.organisation(place.organisation)])]
                case .left(let place): ["moveText": words("partnerships.change.left", ["name": telling.organisation(place.organisation)])]
                case .moved(let old, let new):
                    [
                        "moveText": words(
                            "partnerships.change.moved",
                            [
                                "name": telling.organisation(new.organisation), "power": step(old.power, new.power), "interest": step(old.interest, new.interest),
                                "attitude": "\(telling.choice("attitude", "\(old.attitude)"))" + (old.attitude == new.attitude ? "" : " → \(telling.choice("attitude", "\(new.attitude)"))"),
                            ])
                    ]
                }
            } as [View],
        ]
    }

    private func step(_ old: Int, _ new: Int) -> String {
        let (old, new) = (telling.format.number(old), telling.format.number(new))
        return old == new ? new : "\(old) → \(new)"
    }
}

/// The picture: power upwards, interest onwards, one numbered dot for each stakeholder, several in a cell beside one another.
struct StakeholderGrid {
    let words: Wording
    let places: [StakeholderMap.Place]

    static let cell = 100
    static let left = 44

    func view() -> View {
        let format = Format(words.language)
        var filled: [Int: Int] = [:]
        let dots = places.enumerated().map { number, place -> View in
            let cell = (place.power - 1) * 5 + place.interest - 1
            let inCell = filled[cell, default: 0]
            filled[cell] = inCell + 1
            // Three beside one another, then the next row; from the tenth on they lie on top of one another, and the table still tells them apart.
            let (column, row) = (inCell % 3, min(inCell / 3, 2))
            let x = Self.left + (place.interest - 1) * Self.cell + 20 + column * 30
            let y = (5 - place.power) * Self.cell + 20 + row * 30
            return ["cx": x, "cy": y, "ty": y + 5, "dotText": format.number(number + 1), "attitudeCode": place.attitude < 0 ? "against" : place.attitude > 0 ? "for" : "neither"]
        }
        let ticks = (1...5).map { level -> View in
            ["tickText": format.number(level), "tickX": Self.left + (level - 1) * Self.cell + Self.cell / 2, "tickY": (5 - level) * Self.cell + Self.cell / 2 + 5, "lineX": Self.left + level * Self.cell, "lineY": level * Self.cell]
        }
        return ["dots": dots, "ticks": ticks]
    }
}
