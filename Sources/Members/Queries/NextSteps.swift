import Kernel
import Store
import Trail

/// What a new installation still needs, seen by one of its administrators.
struct NextSteps: Sendable {
    struct Step: Sendable {
        /// The last part of its text key.
        let name: String
        let href: String
        let isDone: Bool
    }

    let steps: [Step]
    var left: Int { steps.count { !$0.isDone } }

    /// - Parameters:
    ///   - hasLegal: whether the foot of the pages leads to a legal notice.
    ///   - asksSecondFactor: false in the demonstration.
    static func of(_ person: PersonID, hasLegal: Bool, asksSecondFactor: Bool, _ reader: Reader) throws -> NextSteps {
        let hasFactor = try SecondFactor.of(person, reader)?.isConfirmed == true
        // Letters are forgotten some day; that one went out is not.
        let hasSent = try !Audit.entries(of: LetterKind.name, by: nil, action: "letter.sent", before: nil, limit: 1, reader).isEmpty
        let people = try reader.number("SELECT count(*) AS n FROM person WHERE forgotten_at IS NULL")
        return NextSteps(
            steps: (asksSecondFactor ? [Step(name: "secondFactor", href: MembersPaths.secondFactor, isDone: hasFactor)] : []) + [
                Step(name: "letter", href: MembersPaths.outbox, isDone: hasSent), Step(name: "people", href: MembersPaths.invite, isDone: people > 1),
                Step(name: "legal", href: MembersPaths.settings, isDone: hasLegal),
            ])
    }
}
