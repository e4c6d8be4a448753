import Kernel
import Store

/// Where a deliverable stands, and who may take it further.
enum DeliverableStage: String, CaseIterable, SQLWord {
    case planned, inProgress = "in_progress", submitted, accepted, sentBack = "sent_back", dropped

    /// Whether somebody still owes it.
    var isOpen: Bool { [.planned, .inProgress, .sentBack].contains(self) }

    static let open = allCases.filter(\.isOpen)

    /// Who works on it: the programme's coordinator, and the city that owes it.
    enum Part: Hashable, Sendable, CaseIterable { case coordinator, city }

    /// What may become of a deliverable, and by whom. What was submitted is judged by the coordinator alone.
    static let life = Workflow<DeliverableStage, Part>(
        start: .planned,
        steps: [
            .init("start", from: .planned, to: .inProgress, by: [.coordinator, .city]),
            .init("submit", from: .inProgress, to: .submitted, by: [.coordinator, .city]),
            .init("accept", from: .submitted, to: .accepted, by: [.coordinator]),
            .init("sendBack", from: .submitted, to: .sentBack, by: [.coordinator]),
            .init("resume", from: .sentBack, to: .inProgress, by: [.coordinator, .city]),
            .init("reopen", from: .accepted, to: .inProgress, by: [.coordinator]),
            .init("drop", from: .planned, to: .dropped, by: [.coordinator]),
            .init("drop", from: .inProgress, to: .dropped, by: [.coordinator]),
            .init("drop", from: .sentBack, to: .dropped, by: [.coordinator]),
            .init("restore", from: .dropped, to: .planned, by: [.coordinator]),
        ])

    /// Steps that nobody understands later without a reason.
    static let reasoned: Set<String> = ["sendBack", "reopen", "drop", "restore"]
}
