import Kernel
import Members
import Store
import Web

/// A needs assessment (ADMin4ALL's scoping study): from which instruments, what the city is like, what is there, and what is needed.
struct Assessment: Sendable {
    enum Stage: String, CaseIterable, SQLWord {
        /// Confidential to the city.
        case draft
        /// Members of the network read it; nobody changes it.
        case published
    }

    let id: AssessmentID
    let entry: Entry
    let stage: Stage

    var name: String { entry.content["name"] ?? "" }

    /// Publishing is an explicit act of whoever answers for the city.
    static let life = Workflow<Stage, Permission>(
        start: .draft,
        steps: [
            .init("publish", from: .draft, to: .published, by: [.leadCity]), .init("withdraw", from: .published, to: .draft, by: [.leadCity]),
        ])
}

/// A need of an assessment. Its priority is severity × reach × mandate; a rule of Ponte, shown with its parts.
struct AssessedNeed: Sendable {
    let id: AssessedNeedID
    let entry: Entry
    /// What Matching keeps for it.
    let need: NeedID?

    /// 1 to 5.
    var severity: Int { entry.content.number("severity") ?? 0 }
    /// The people it affects.
    var reach: Int { entry.content.number("affected") ?? 0 }
    /// What it is known from, one source on a line.
    var evidence: [String] { entry.content.lines("evidence") }
    /// Half mandates: 0 none, 1 shared, 2 the city's own.
    private var halves: Int { ["own": 2, "shared": 1][entry.content["mandateLevel"] ?? ""] ?? 0 }

    var mandate: Double { Double(halves) / 2 }
    var priority: Double { Double(severity * reach * halves) / 2 }

    /// The most pressing first; of two alike the graver, then the one that was written first.
    static func byPriority(_ needs: [AssessedNeed]) -> [AssessedNeed] {
        needs.sorted { ($1.priority, $1.severity, $0.id.rawValue) < ($0.priority, $0.severity, $1.id.rawValue) }
    }
}
