import Kernel
import Members
import Web

/// The network of a city: a picture, tables that say the same, and what follows from it.
struct NetworkPage {
    let opened: PartnershipsRoom.Opened
    let lists: [String: [Entry]]
    /// Only links of this kind; nil for all.
    let kind: Entry?
    let telling: Telling

    private var words: Wording { telling.words }
    private var format: Format { telling.format }

    /// Small, so that numbers in it can be read on a telephone.
    static let (width, height) = (560, 560)

    func page() -> Page {
        let city = opened.partnership.city
        let title = words("partnerships.network.title", ["city": city.name(in: words.language)])
        let relations = lists["relations"] ?? []
        let kinds = lists["relation-kinds"] ?? []
        let there = ((lists["members"] ?? []) + (lists["stakeholders"] ?? [])).compactMap { $0.content.organisation("organisation") } + [opened.partnership.lead].compactMap(\.self)
        let reading = NetworkReading(relations, others: there, kind: kind?.id, opened.partnership.organisations)
        let table = EntryTable(telling: telling, city: city.slug, canKeep: opened.canKeep)
        return Page(
            "partnerships/network", title: title, section: "partnerships",
            view: [
                "breadcrumbs": PartnershipTabs.breadcrumbs(words) + [["href": PartnershipsPaths.overview(city.slug), "label": city.name(in: words.language)]], "headingText": title,
                "tabs": PartnershipTabs.view(.network, opened, words), "network": reading.organisations.isEmpty ? nil : network(reading, relations),
                "kinds": kinds.isEmpty ? [View]() : [["kindHref": PartnershipsPaths.network(city.slug), "kindName": words("partnerships.network.allKinds"), "isChosen": kind == nil]]
                    + kinds.map { ["kindHref": PartnershipsPaths.network(city.slug, kind: $0.id), "kindName": telling.name($0, .relationKinds), "isChosen": $0.id == kind?.id] as View },
                "hasKinds": !kinds.isEmpty,
                "tables": [
                    table.view(.relationKinds, kinds, columns: []),
                    table.view(.relations, kind.map { chosen in relations.filter { $0.content["kind"] == chosen.id } } ?? relations, columns: ["other", "kind", "claimed"]) {
                        $0.content["claimed"] == "one" ? (key: "partnerships.network.claimedByOne", code: "claimedByOne") : nil
                    },
                ],
            ])
    }

    private func network(_ reading: NetworkReading, _ relations: [Entry]) -> View {
        let network = reading.network
        let names = reading.organisations.map(\.name)
        let (degrees, betweenness, brokers) = (network.degrees, network.betweenness, Set(network.brokers))
        let layout = NetworkLayout(network, width: Double(Self.width), height: Double(Self.height), margin: 32).points.map { (x: Int($0.x), y: Int($0.y)) }
        let claimed = claimedByOne(reading, relations)
        let sectors = Organisation.Sector.allCases.filter { sector in reading.organisations.contains { $0.content.sector == sector } }
        return [
            "legend": sectors.map { sector in
                [
                    "sectorCode": sector.rawValue, "sectorPath": Self.shape(of: sector, x: 30, y: 30), "sectorText": words("members.organisations.sectorName.\(sector.rawValue)"),
                ] as View
            },
            "lines": network.links.map { link in
                [
                    "x1": layout[link.one].x, "y1": layout[link.one].y, "x2": layout[link.other].x, "y2": layout[link.other].y, "lineCode": claimed.contains(link) ? "one" : "both",
                ] as View
            },
            "dots": reading.organisations.indices.map { at in
                let (x, y, sector) = (layout[at].x, layout[at].y, reading.organisations[at].content.sector)
                return [
                    "sectorPath": Self.shape(of: sector, x: x, y: y), "tx": x, "ty": y + 8, "dotText": format.number(at + 1), "sectorCode": sector.rawValue,
                ] as View
            },
            "rows": reading.organisations.indices.map { at in
                [
                    "numberText": format.number(at + 1), "rowName": names[at], "rowHref": MembersPaths.organisation(reading.organisations[at].slug),
                    "sectorText": words("members.organisations.sectorName.\(reading.organisations[at].content.sector.rawValue)"), "degreeText": format.number(degrees[at]),
                    "betweennessText": format.decimal(betweenness[at], digits: 2), "brokerText": brokers.contains(at) ? words("partnerships.network.broker") : nil,
                    "isolateText": degrees[at] == 0 ? words("partnerships.network.isolate") : nil,
                ] as View
            },
            "facts": facts(reading), "findings": findings(reading, names).map { ["findingText": $0.text, "hasNames": !$0.names.isEmpty, "names": $0.names.map { ["nameText": $0] as View }] as View },
        ]
    }

    /// A sector has a shape beside its colour: who sees no colours tells them apart as well.
    static func shape(of sector: Organisation.Sector, x: Int, y: Int) -> String {
        switch sector {
        case .publicBody: "M\(x - 20) \(y - 20)h40v40h-40z"
        case .privateFirm: "M\(x) \(y - 29)l29 29l-29 29l-29 -29z"
        case .civic: "M\(x - 22) \(y)a22 22 0 1 0 44 0a22 22 0 1 0 -44 0z"
        case .knowledge: "M\(x - 26) \(y)l13 -22h26l13 22l-13 22h-26z"
        }
    }

    private func facts(_ reading: NetworkReading) -> [View] {
        let network = reading.network
        let values: [(String, String)] = [
            ("organisations", format.number(network.nodes.count)), ("links", format.number(network.links.count)), ("density", format.percent(network.density * 100)),
            ("components", format.number(network.components.count)), ("crossSector", reading.crossSectorShare.map { format.percent($0 * 100) } ?? "–"),
        ]
        return values.map { ["factLabel": words("partnerships.network.measure.\($0.0)"), "factText": $0.1] }
    }

    /// What to do about it, in sentences, and the organisations that a sentence is about.
    private func findings(_ reading: NetworkReading, _ names: [String]) -> [(text: String, names: [String])] {
        let network = reading.network
        var said: [(text: String, names: [String])] = []
        if !network.brokers.isEmpty { said.append((words("partnerships.network.finding.brokers"), network.brokers.map { names[$0] })) }
        let lonely = network.isolates
        if !lonely.isEmpty { said.append((words("partnerships.network.finding.isolates"), lonely.map { names[$0] })) }
        let migrant = lonely.filter { reading.organisations[$0].content.isMigrantLed }
        if !migrant.isEmpty { said.append((words("partnerships.network.finding.migrantIsolates"), migrant.map { names[$0] })) }
        for pair in reading.missingPairs { said.append((words("partnerships.network.finding.pair", ["one": telling.area(pair.one), "other": telling.area(pair.other)]), [])) }
        if !reading.emptyFields.isEmpty { said.append((words("partnerships.network.finding.empty", ["areas": format.list(reading.emptyFields.map(telling.area))]), [])) }
        return said
    }

    /// Links that no relation between the two is claimed by both sides.
    private func claimedByOne(_ reading: NetworkReading, _ relations: [Entry]) -> Set<Network.Link> {
        let places = Dictionary(reading.network.nodes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let directory = opened.partnership.organisations
        let both = relations.filter { $0.content["claimed"] == "both" && (kind == nil || $0.content["kind"] == kind?.id) }.compactMap { entry -> Network.Link? in
            guard let one = entry.content.organisation("organisation"), let other = entry.content.organisation("other"),
                let first = places[directory.canonical(one).rawValue], let second = places[directory.canonical(other).rawValue]
            else { return nil }
            return Network.Link(one: min(first, second), other: max(first, second))
        }
        return Set(reading.network.links).subtracting(both)
    }
}
