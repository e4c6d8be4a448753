/// A need as it is put to the index.
public struct MatchNeed: Sendable {
    public var text: String
    /// nil: guessed.
    public var language: String?
    /// Sentence vector of the text (input_type `query`); nil: meaning is not used.
    public var vector: [Float]?
    /// Stated by the person, beside what the text lets infer.
    public var policyAreas: [String]
    public var targetGroups: [String]
    /// Practice id → points added to the score (context fit, readiness). Keep within ±0.2.
    public var adjustments: [String: Double]
    public var excluded: Set<String>
    public var limit: Int

    public init(
        text: String, language: String? = nil, vector: [Float]? = nil, policyAreas: [String] = [], targetGroups: [String] = [],
        adjustments: [String: Double] = [:], excluded: Set<String> = [], limit: Int = 20
    ) {
        self.text = text
        self.language = language
        self.vector = vector
        self.policyAreas = policyAreas
        self.targetGroups = targetGroups
        self.adjustments = adjustments
        self.excluded = excluded
        self.limit = limit
    }
}
