/// Stages and the steps allowed between them, as a table that pages, commands and tests read alike.
public struct Workflow<Stage: Hashable & Sendable, Role: Hashable & Sendable>: Sendable {
    public struct Step: Sendable {
        public let name: String
        public let from: Stage
        public let to: Stage
        public let roles: Set<Role>

        public init(_ name: String, from: Stage, to: Stage, by roles: Set<Role>) {
            self.name = name
            self.from = from
            self.to = to
            self.roles = roles
        }
    }

    public let start: Stage
    public let steps: [Step]

    public init(start: Stage, steps: [Step]) {
        self.start = start
        self.steps = steps
    }

    /// The steps somebody with these roles may take now.
    public func open(at stage: Stage, for roles: Set<Role>) -> [Step] {
        steps.filter { $0.from == stage && !$0.roles.isDisjoint(with: roles) }
    }

    /// - Throws: `Problem.refused` when there is no such step from here, or when it is not theirs to take.
    public func take(_ name: String, at stage: Stage, as roles: Set<Role>) throws -> Stage {
        let named = steps.filter { $0.name == name && $0.from == stage }
        guard !named.isEmpty else { throw Problem.refused(reason: "web.problem.noSuchStep") }
        guard let step = named.first(where: { !$0.roles.isDisjoint(with: roles) }) else {
            throw Problem.refused(reason: "web.problem.stepNotYours")
        }
        return step.to
    }
}
