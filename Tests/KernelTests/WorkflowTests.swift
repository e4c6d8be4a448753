import Kernel
import Testing

private enum Stage { case draft, review, open }
private enum Role { case author, editor }

private let publishing = Workflow<Stage, Role>(
    start: .draft,
    steps: [
        .init("submit", from: .draft, to: .review, by: [.author, .editor]),
        .init("publish", from: .review, to: .open, by: [.editor]),
        .init("return", from: .review, to: .draft, by: [.editor]),
        .init("withdraw", from: .review, to: .draft, by: [.author]),
    ])

@Suite struct WorkflowTests {
    @Test func `Only the steps that are theirs stand open`() {
        #expect(publishing.open(at: .draft, for: [.author]).map(\.name) == ["submit"])
        #expect(publishing.open(at: .review, for: [.author]).map(\.name) == ["withdraw"])
        #expect(publishing.open(at: .review, for: [.author, .editor]).map(\.name) == ["publish", "return", "withdraw"])
        #expect(publishing.open(at: .open, for: [.editor]).isEmpty)
        #expect(publishing.open(at: .draft, for: []).isEmpty)
    }

    @Test func `A step leads where the table says`() throws {
        #expect(try publishing.take("submit", at: publishing.start, as: [.author]) == .review)
        #expect(try publishing.take("publish", at: .review, as: [.editor]) == .open)
    }

    @Test func `A step from elsewhere and a step of others are refused, each with its reason`() {
        #expect(throws: Problem.refused(reason: "web.problem.noSuchStep")) { try publishing.take("publish", at: .draft, as: [.editor]) }
        #expect(throws: Problem.refused(reason: "web.problem.noSuchStep")) { try publishing.take("burn", at: .draft, as: [.editor]) }
        #expect(throws: Problem.refused(reason: "web.problem.stepNotYours")) { try publishing.take("publish", at: .review, as: [.author]) }
    }

    @Test func `A verdict lets through or says why not`() {
        #expect(throws: Never.self) { try Verdict.allowed.require() }
        #expect(throws: Problem.refused(reason: "why")) { try Verdict.denied(reason: "why").require() }
    }
}
