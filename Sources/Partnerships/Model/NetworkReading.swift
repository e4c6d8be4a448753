import Kernel
import Members

/// What a network of organisations says: the measures, who holds it together, and who is not linked that should be.
struct NetworkReading: Sendable {
    /// In the order of `network.nodes`.
    let organisations: [Organisation]
    let network: Network

    /// - Parameters:
    ///   - others: organisations that are on the map whether anything links them or not.
    ///   - kind: only relations of one kind; nil for all.
    init(_ relations: [Entry], others: [OrganisationID], kind: String? = nil, _ directory: OrganisationDirectory) {
        let pairs = relations.compactMap { entry -> (OrganisationID, OrganisationID, String?)? in
            guard let one = entry.content.organisation("organisation"), let other = entry.content.organisation("other") else { return nil }
            return (directory.canonical(one), directory.canonical(other), entry.content["kind"])
        }
        let there = Set(pairs.flatMap { [$0.0, $0.1] } + others.map(directory.canonical))
        organisations = directory.all.filter { there.contains($0.id) }
        network = Network(nodes: organisations.map(\.id.rawValue), links: pairs.filter { kind == nil || $0.2 == kind }.map { ($0.0.rawValue, $0.1.rawValue) })
    }

    /// The share of links between two sectors; nil without links.
    var crossSectorShare: Double? {
        guard !network.links.isEmpty else { return nil }
        let crossing = network.links.count { organisations[$0.one].content.sector != organisations[$0.other].content.sector }
        return Double(crossing) / Double(network.links.count)
    }

    /// Fields that a plan for training has to be tied to (LeCiM), by the policy areas that belong to each; named by the first.
    static let fields = [["vocational-training", "adult-education"], ["housing"], ["employment"], ["entrepreneurship"], ["intercultural-mediation"]]

    /// Fields on which no organisation of the map works.
    var emptyFields: [String] { Self.fields.filter { members(of: $0).isEmpty }.map { $0[0] } }

    /// Pairs of fields that both have organisations here, but no link between any two, and none that works on both.
    var missingPairs: [(one: String, other: String)] {
        var missing: [(one: String, other: String)] = []
        for (place, one) in Self.fields.enumerated() {
            for other in Self.fields.dropFirst(place + 1) {
                let (ones, others) = (members(of: one), members(of: other))
                guard !ones.isEmpty, !others.isEmpty, ones.isDisjoint(with: others) else { continue }
                let isLinked = network.links.contains { ones.contains($0.one) && others.contains($0.other) || ones.contains($0.other) && others.contains($0.one) }
                if !isLinked { missing.append((one[0], other[0])) }
            }
        }
        return missing
    }

    private func members(of field: [String]) -> Set<Int> {
        Set(organisations.indices.filter { !organisations[$0].content.areas.filter(field.contains).isEmpty })
    }
}
