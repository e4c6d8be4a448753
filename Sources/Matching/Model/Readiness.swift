/// How far a city meets the preconditions of a practice. What does not apply is not counted.
public struct Readiness: Sendable, Equatable {
    public let met: Int
    public let partly: Int
    public let missed: Int
    public let open: Int

    public var count: Int { met + partly + missed + open }
    public var answered: Int { met + partly + missed }

    public init(preconditions ids: [String], answers: [AnswerRecord]) {
        let byID = Dictionary(answers.map { ($0.precondition, $0.answer) }, uniquingKeysWith: { first, _ in first })
        let given = ids.map { byID[$0] }
        met = given.filter { $0 == .met }.count
        partly = given.filter { $0 == .partly }.count
        missed = given.filter { $0 == .missed }.count
        open = given.filter { $0 == nil }.count
    }

    /// Points for the score: each answer weighs the same; half-met preconditions count nothing either way.
    var adjustment: Double { count == 0 ? 0 : 0.10 * Double(met - missed) / Double(count) }
}
