import Kernel
import Store

/// What decides whether a block can be taken over, each rated 0 to 4 (methods of URBACT's transfer networks, put into factors).
enum Factor: String, CaseIterable, SQLWord {
    case need, competence, capacity, partners, money, will, culture, data

    /// A 0 here blocks, whatever the others say: no city can do what it may not do, or what its politicians do not want.
    var blocks: Bool { self == .competence || self == .will }

    static let points = 0...4
}

/// What one person says of one block.
struct Rating: Sendable, Equatable {
    enum Side: String, CaseIterable, SQLWord { case giving, receiving }

    let block: PlanBlockID
    let rater: PersonID
    let side: Side
    /// What is missing was left open.
    let points: [Factor: Int]
    let note: String?
    let at: Instant
}

/// The transferability study: nothing of it is typed in but the ratings; what it says follows from them.
struct Study: Sendable, Equatable {
    enum Finding: String, CaseIterable, Sendable { case incomplete, notNow, adapt, reuse }

    enum BlockState: Sendable, Equatable {
        /// These factors nobody has rated yet.
        case open([Factor])
        /// These were rated 0 by somebody.
        case blocked([Factor])
        case low, good
    }

    struct BlockFinding: Sendable, Equatable {
        let block: PlanBlock
        let ratings: [Rating]
        let state: BlockState
        /// The mean of all points, as a share of the most there can be: 0 to 1. nil while nobody has rated anything.
        let fit: Double?

        /// What speaks against it: the factors that block; where none does and it does not fit as it is, those with too few points.
        var weak: [Factor] {
            switch state {
            case .blocked(let factors): factors
            case .low:
                Factor.allCases.filter { factor in
                    let points = ratings.compactMap { $0.points[factor] }
                    return Double(points.reduce(0, +)) < Study.enough * Double(points.count * Factor.points.upperBound)
                }
            case .open, .good: []
            }
        }
    }

    /// From here on a block can be re-used as it is.
    static let enough = 0.6

    let blocks: [BlockFinding]
    let finding: Finding

    init(_ blocks: [PlanBlock], _ ratings: [Rating]) {
        let findings = blocks.filter { !$0.isAdded }.map { block in Self.find(block, ratings.filter { $0.block == block.id }) }
        self.blocks = findings
        func isBlocked(_ one: BlockFinding) -> Bool { if case .blocked = one.state { true } else { false } }
        func isOpen(_ one: BlockFinding) -> Bool { if case .open = one.state { true } else { false } }
        finding =
            if findings.contains(where: { $0.block.isCore && isBlocked($0) }) { .notNow }
            else if findings.isEmpty || findings.contains(where: isOpen) { .incomplete }
            else if findings.allSatisfy({ $0.state == .good }) { .reuse }
            else { .adapt }
    }

    private static func find(_ block: PlanBlock, _ ratings: [Rating]) -> BlockFinding {
        let points = ratings.flatMap(\.points.values)
        let fit = points.isEmpty ? nil : Double(points.reduce(0, +)) / Double(points.count * Factor.points.upperBound)
        let blocking = Factor.allCases.filter { factor in factor.blocks && ratings.contains { $0.points[factor] == 0 } }
        let open = Factor.allCases.filter { factor in !ratings.contains { $0.points[factor] != nil } }
        let state: BlockState = !blocking.isEmpty ? .blocked(blocking) : !open.isEmpty ? .open(open) : (fit ?? 0) >= enough ? .good : .low
        return BlockFinding(block: block, ratings: ratings, state: state, fit: fit)
    }
}
