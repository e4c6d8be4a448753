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
        let title = words("partnerships.stakeholders.title", ["city": city.name(in: words.language)])
        let sorted = telling.format.sorted(entries) { telling.name($0, .stakeholders) }
        let map = StakeholderMap(sorted, directory)
        let missing = map.missing(directory)
        return Page(
            "partnerships/stakeholders", title: title, section: "partnerships",
            view: [
                "breadcrumbs": PartnershipTabs.breadcrumbs(words) + [["href": PartnershipsPaths.overview(city.slug), "label": city.name(in: words.language)]], "headingText": title,
                "tabs": PartnershipTabs.view(.stakeholders, opened, words), "addHref": PartnershipsPaths.newEntry(city.slug, .stakeholders),
                "grid": sorted.isEmpty ? nil : StakeholderGrid(words: words, places: map.places).view(),
                "quadrants": StakeholderMap.Quadrant.allCases.map { quadrant in
                    let names = zip(sorted, map.places).enumerated().filter { $1.1.quadrant == quadrant }
                    return [
                        "quadrantName": words("partnerships.quadrant.\(quadrant.rawValue)"), "quadrantText": words("partnerships.quadrantText.\(quadrant.rawValue)"),
                        "nobodyText": names.isEmpty ? words("partnerships.stakeholders.nobody") : nil, "hasNames": !names.isEmpty,
                        "names": names.map { ["numberText": telling.format.number($0 + 1), "nameText": telling.name($1.0, .stakeholders)] as View },
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
            "changesHeading": words("partnerships.stakeholders.changesSince", ["name": telling.apart(since.name)]), "hasChanges": !found.isEmpty,
            "moves": found.map { change in
                switch change {
                case .came(let place): ["moveText": words("partnerships.change.came", ["name": name(place)])]
                case .left(let place): ["moveText": words("partnerships.change.left", ["name": name(place)])]
                case .moved(let old, let new):
                    [
                        "moveText": words(
                            "partnerships.change.moved",
                            [
                                "name": name(new), "power": step(old.power, new.power), "interest": step(old.interest, new.interest),
                                "attitude": "\(telling.choice("attitude", "\(old.attitude)"))" + (old.attitude == new.attitude ? "" : " → \(telling.choice("attitude", "\(new.attitude)"))"),
                            ])
                    ]
                }
            } as [View],
        ]
    }

    private func name(_ place: StakeholderMap.Place) -> String { telling.apart(telling.organisation(place.organisation)) }

    private func step(_ old: Int, _ new: Int) -> String {
        let (old, new) = (telling.format.number(old), telling.format.number(new))
        return old == new ? new : "\(old) → \(new)"
    }
}

/// The picture: power upwards, interest onwards, one numbered dot for each stakeholder, several in a cell beside one another.
struct StakeholderGrid {
    let words: Wording
    let places: [StakeholderMap.Place]

    private static func number(of place: StakeholderMap.Place) -> Int { (place.power - 1) * 5 + place.interest - 1 }

    static let cell = 100
    static let left = 44

    func view() -> View {
        let format = Format(words.language)
        let crowds = Dictionary(grouping: places) { Self.number(of: $0) }.values.map(\.count)
        // Few in a cell are drawn large, so that their numbers can be read on a telephone.
        let isRoomy = (crowds.max() ?? 0) <= 4
        let (beside, step, first, radius) = isRoomy ? (2, 48, 26, 21) : (3, 31, 19, 15)
        var filled: [Int: Int] = [:]
        let dots = places.enumerated().map { number, place -> View in
            let cell = Self.number(of: place)
            let inCell = filled[cell, default: 0]
            filled[cell] = inCell + 1
            // From the tenth on they lie on top of one another, and the table still tells them apart.
            let (column, row) = (inCell % beside, min(inCell / beside, beside - 1))
            let x = Self.left + (place.interest - 1) * Self.cell + first + column * step
            let y = (5 - place.power) * Self.cell + first + row * step
            return ["cx": x, "cy": y, "ty": y + (isRoomy ? 8 : 6), "radius": radius, "sizeCode": isRoomy ? "large" : "small", "dotText": format.number(number + 1), "attitudeCode": place.attitude < 0 ? "against" : place.attitude > 0 ? "for" : "neither"]
        }
        let ticks = (1...5).map { level -> View in
            ["tickText": format.number(level), "tickX": Self.left + (level - 1) * Self.cell + Self.cell / 2, "tickY": (5 - level) * Self.cell + Self.cell / 2 + 7, "lineX": Self.left + level * Self.cell, "lineY": level * Self.cell]
        }
        return ["dots": dots, "ticks": ticks]
    }
}
