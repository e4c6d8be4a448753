import ArgumentParser
import Foundation
import Partnerships

/// `ponte network`: the measures that the network page shows, of any graph.
struct NetworkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "network", abstract: "Measure a network of organisations.",
        discussion: """
            Reads {"nodes": ["a", "b"], "links": [["a", "b"]]} and prints as JSON what the network page says: density, degrees, \
            betweenness, components, isolates, and the brokers whose loss splits it. Links have no direction. Needs no database.

            Example:
              ponte network graph.json
            """)

    @Argument(help: "The graph; - for standard input.") var file: String

    func run() throws {
        let data = file == "-" ? FileHandle.standardInput.readDataToEndOfFile() : try Data(contentsOf: URL(fileURLWithPath: file))
        guard let graph = try? JSONDecoder().decode(Graph.self, from: data), graph.links.allSatisfy({ $0.count == 2 }) else {
            throw Trouble.toMend("\(file) is no graph. Write {\"nodes\": [\"a\", \"b\"], \"links\": [[\"a\", \"b\"]]}.")
        }
        let network = Network(nodes: graph.nodes, links: graph.links.map { ($0[0], $0[1]) })
        func names(_ places: [Int]) -> [String] { places.map { network.nodes[$0] } }
        try Say.json(
            Measures(
                density: network.density, degrees: Dictionary(zip(network.nodes, network.degrees)) { first, _ in first },
                betweenness: Dictionary(zip(network.nodes, network.betweenness)) { first, _ in first }, components: network.components.map(names),
                isolates: names(network.isolates), brokers: names(network.brokers)))
    }

    private struct Graph: Decodable {
        let nodes: [String]
        let links: [[String]]
    }

    private struct Measures: Encodable {
        let density: Double
        let degrees: [String: Int]
        let betweenness: [String: Double]
        let components: [[String]]
        let isolates, brokers: [String]
    }
}
