/// The facets of all cards as numbers, so that counting is adding.
struct FacetTable: Sendable {
    /// The codes of each facet, in the order of `FacetName.allCases`.
    fileprivate let codes: [[String]]
    /// By card, then facet: positions in `codes`.
    fileprivate let members: [[[Int]]]

    init(_ cards: [Card]) {
        var codes = FacetName.allCases.map { _ in [String]() }
        var positions = FacetName.allCases.map { _ in [String: Int]() }
        members = cards.map { card in
            FacetName.allCases.enumerated().map { facet, name in
                name.codes(of: card).map { code in
                    if let position = positions[facet][code] { return position }
                    positions[facet][code] = codes[facet].count
                    codes[facet].append(code)
                    return codes[facet].count - 1
                }
            }
        }
        self.codes = codes
    }
}

/// Counts, for each choice of each facet, how many practices it would leave with the other facets as chosen.
struct FacetTally {
    private let table: FacetTable
    private var sums: [[Int]]
    /// By facet, which positions are chosen; nil where nothing is.
    private let wanted: [[Bool]?]

    init(_ table: FacetTable, chosen: [FacetName: [String]]) {
        self.table = table
        sums = table.codes.map { Array(repeating: 0, count: $0.count) }
        wanted = FacetName.allCases.enumerated().map { facet, name in
            chosen[name].map { codes in table.codes[facet].map(Set(codes).contains) }
        }
    }

    /// - Parameter card: its number in the table.
    /// - Returns: whether it has what was chosen in every facet.
    mutating func count(_ card: Int) -> Bool {
        let members = table.members[card]
        var missed: Int?
        for (facet, wanted) in wanted.enumerated() {
            guard let wanted, !members[facet].contains(where: { wanted[$0] }) else { continue }
            // One that lacks two choices would not come back by giving up either.
            guard missed == nil else { return false }
            missed = facet
        }
        for facet in members.indices where missed == nil || missed == facet {
            for code in members[facet] { sums[facet][code] += 1 }
        }
        return missed == nil
    }

    var counts: [FacetName: [String: Int]] {
        var counts: [FacetName: [String: Int]] = [:]
        for (facet, name) in FacetName.allCases.enumerated() {
            var ofFacet: [String: Int] = [:]
            for (code, sum) in zip(table.codes[facet], sums[facet]) where sum > 0 { ofFacet[code] = sum }
            if !ofFacet.isEmpty { counts[name] = ofFacet }
        }
        return counts
    }
}
