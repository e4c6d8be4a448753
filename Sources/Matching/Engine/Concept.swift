/// One entry of the controlled vocabulary.
public struct Concept: Sendable, Equatable, Codable, Identifiable {
    public let id: String
    /// The part of the vocabulary it stands in (people, work-and-learning, place-and-governance).
    public let area: String
    /// The wider concept, if any.
    public let broader: String?
    public let policyAreas: [String]
    public let targetGroups: [String]
    /// What it means, in English.
    public let note: String
    /// Language → name.
    public let labels: [String: String]
    /// Language → other ways to say it. `*` at the start or end of a word stands for any beginning or ending.
    public let synonyms: [String: [String]]

    enum CodingKeys: String, CodingKey {
        case id, area, broader, note, labels, synonyms
        case policyAreas = "policy_areas"
        case targetGroups = "target_groups"
    }

    public init(
        id: String, area: String, broader: String? = nil, policyAreas: [String] = [], targetGroups: [String] = [],
        note: String = "", labels: [String: String], synonyms: [String: [String]] = [:]
    ) {
        self.id = id
        self.area = area
        self.broader = broader
        self.policyAreas = policyAreas
        self.targetGroups = targetGroups
        self.note = note
        self.labels = labels
        self.synonyms = synonyms
    }

    /// What is embedded (input_type `query`) to recognise the concept by meaning.
    public var passage: String {
        "\(labels["en"] ?? id). \(note) \((synonyms["en"] ?? []).joined(separator: ", "))"
    }
}
