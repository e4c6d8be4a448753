import Foundation
import Kernel
import Members
import Testing
@testable import Partnerships

/// What a network says. Random graphs are compared with NetworkX in Tests/Process/test_network.py; here are the cases one can see.
@Suite struct NetworkTests {
    @Test func `An empty network and one of one organisation are measured`() {
        #expect(Network(nodes: [], links: []).density == 0)
        let one = Network(nodes: ["a"], links: [("a", "a"), ("a", "nobody")])
        #expect(one.links.isEmpty && one.isolates == [0] && one.components == [[0]] && one.brokers == [] && one.betweenness == [0])
    }

    @Test func `A link said twice, either way round, is one link`() {
        let network = Network(nodes: ["a", "b", "c"], links: [("a", "b"), ("b", "a"), ("a", "b")])
        #expect(network.links == [Network.Link(one: 0, other: 1)] && network.degrees == [1, 1, 0] && network.isolates == [2])
        #expect(abs(network.density - 1.0 / 3) < 1e-12)
    }

    @Test func `Whoever stands between two groups is found`() {
        // Two triangles that share c.
        let network = Network(nodes: ["a", "b", "c", "d", "e"], links: [("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("d", "e"), ("c", "e")])
        #expect(network.brokers == [2])
        #expect(abs(network.betweenness[2] - 4.0 / 6) < 1e-12 && network.betweenness[0] == 0)
    }

    @Test func `A long chain is measured without running out of stack`() {
        let names = (0..<3000).map(String.init)
        let network = Network(nodes: names, links: zip(names, names.dropFirst()).map { ($0, $1) })
        #expect(network.brokers == Array(1..<2999) && network.components.count == 1)
    }

    @Test func `The same network is drawn the same, within its frame, and no two organisations on one spot`() {
        let names = (0..<24).map { "n\($0)" }
        let network = Network(nodes: names, links: (0..<23).map { ("n\($0)", "n\(($0 * 7 + 3) % 24)") })
        let one = NetworkLayout(network, width: 720, height: 480, margin: 24).points
        #expect(one == NetworkLayout(network, width: 720, height: 480, margin: 24).points)
        #expect(one.allSatisfy { (24...696).contains($0.x) && (24...456).contains($0.y) })
        #expect(Set(one.map { "\($0.x),\($0.y)" }).count == 24)
        #expect(NetworkLayout(Network(nodes: ["a", "b"], links: [("a", "b")]), width: 720, height: 480, margin: 24).points.count == 2)
    }

    @Test func `Fields without a link between them are named, and those on which nobody works`() {
        let directory = OrganisationDirectory(
            [organisation("vet", .knowledge, ["adult-education"]), organisation("flats", .civic, ["housing"]), organisation("jobs", .publicBody, ["employment"])], merged: [:])
        let relation = entry(["organisation": "vet", "other": "jobs", "kind": "k", "claimed": "one"])
        let reading = NetworkReading([relation], others: [OrganisationID("flats")], directory)
        #expect(reading.missingPairs.map { "\($0.one)–\($0.other)" } == ["vocational-training–housing", "housing–employment"])
        #expect(reading.emptyFields == ["entrepreneurship", "intercultural-mediation"])
        #expect(reading.crossSectorShare == 1 && reading.network.isolates.count == 1)
        #expect(NetworkReading([relation], others: [], kind: "another", directory).network.links.isEmpty)
    }

    @Test func `Relations of a second record count for what it stands for`() {
        let directory = OrganisationDirectory([organisation("a", .civic, []), organisation("b", .civic, [])], merged: [OrganisationID("a2"): OrganisationID("a")])
        let reading = NetworkReading([entry(["organisation": "a2", "other": "b"]), entry(["organisation": "a", "other": "b"])], others: [], directory)
        #expect(reading.network.nodes == ["a", "b"] && reading.network.links.count == 1)
    }
}

func organisation(_ id: String, _ sector: Organisation.Sector, _ areas: [String], migrants: Bool = false, women: Bool = false) -> Organisation {
    Organisation(
        id: OrganisationID(id), version: 1, slug: id, mergedInto: nil, changedAt: Instant(milliseconds: 0), changedBy: nil,
        content: OrganisationContent(name: id, sector: sector, areas: areas, isMigrantLed: migrants, isWomenLed: women))
}

func entry(_ values: [String: String], id: String = UUID().uuidString) -> Entry {
    Entry(id: id, version: 1, assessment: nil, content: EntryContent(values.mapValues { [$0] }), changedAt: Instant(milliseconds: 0), changedBy: nil)
}
