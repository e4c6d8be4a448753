/// Why a backup, a restore, an export or a rehearsal did not happen, in a sentence with the mend.
public struct KeepingProblem: Error, Sendable, Equatable, CustomStringConvertible {
    public let description: String
    /// Whether it lies in what was given, and not in the machine.
    public let isToMend: Bool

    /// Something to mend in what was given.
    static func toMend(_ sentence: String) -> KeepingProblem { KeepingProblem(description: sentence, isToMend: true) }
    /// It could not be done.
    static func failed(_ sentence: String) -> KeepingProblem { KeepingProblem(description: sentence, isToMend: false) }
}
