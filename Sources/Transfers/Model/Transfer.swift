import Kernel
import Store

/// A practice on its way from the city that has it (giving) to a city that needs it (receiving).
struct Transfer: Sendable, Equatable {
    let id: TransferID
    let name: String
    /// The need in words that both cities may read.
    let challenge: String
    /// Why this practice.
    let reason: String
    let need: NeedID
    let needVersion: Int
    let practice: PracticeID
    /// The version that was read when it was opened.
    let practiceVersion: Int
    let practiceLanguage: String
    let giving: CityID
    let receiving: CityID
    let programme: ProgrammeID?
    let stage: Stage
    let stageAt: Instant
    /// Month 0 of the milestones; nil until adapting begins.
    let startDay: Day?
    let openedAt: Instant
    let openedBy: PersonID
    let publishedAt: Instant?

    enum Stage: String, CaseIterable, SQLWord {
        case understand, adapt, reuse, closed, stopped

        /// The stages in which it is worked on.
        static let underWay: [Stage] = [.understand, .adapt, .reuse]

        var isOver: Bool { self == .closed || self == .stopped }
    }

    /// What somebody is in a transfer.
    enum Part: String, CaseIterable, Sendable { case receiving, giving, coordinating }

    enum Step: String, CaseIterable, SQLWord {
        case beginAdapting, beginReuse, backToUnderstand, backToAdapt, close, stop, resume

        /// Going back and giving up are explained.
        var asksReason: Bool { [.backToUnderstand, .backToAdapt, .stop].contains(self) }
    }

    /// Understand → adapt → re-use → closed (URBACT), with ways back, and stopped from anywhere before the end. The receiving city decides.
    static let workflow = Workflow<Stage, Part>(
        start: .understand,
        steps: [
            step(.beginAdapting, .understand, .adapt), step(.beginReuse, .adapt, .reuse), step(.close, .reuse, .closed),
            step(.backToUnderstand, .adapt, .understand), step(.backToAdapt, .reuse, .adapt),
            step(.stop, .understand, .stopped), step(.stop, .adapt, .stopped), step(.stop, .reuse, .stopped), step(.resume, .stopped, .understand),
        ])

    /// Every stage it was in, one after the other; a stage that it came back to stands again.
    static func stages(after steps: [Taken]) -> [Stage] {
        steps.reduce(into: [workflow.start]) { stages, taken in
            if let step = workflow.steps.first(where: { $0.name == taken.step.rawValue && $0.from == stages.last }) { stages.append(step.to) }
        }
    }

    private static func step(_ step: Step, _ from: Stage, _ to: Stage) -> Workflow<Stage, Part>.Step {
        .init(step.rawValue, from: from, to: to, by: [.receiving])
    }

    /// A step that was taken.
    struct Taken: Sendable, Equatable {
        let step: Step
        let reason: String?
        let at: Instant
        let by: PersonID
    }
}
