import Text

/// A practice as the ranking sees it.
public struct MatchDocument: Sendable, Equatable {
    public let id: String
    /// That of the record. What its texts in other languages name is named by the record's own; nil: all are read for what they name.
    public let language: String?
    /// Texts by field; several of one field allowed. Known: title, problem, solution, preconditions, results, asked.
    public let fields: [FieldText]
    /// Sentence vectors by field; may be empty. See `MatchPassages`.
    public let vectors: [FieldVector]
    public let policyAreas: [String]
    public let targetGroups: [String]
    /// 0…1.
    public let evidence: Double

    public init(
        id: String, language: String? = nil, fields: [FieldText], vectors: [FieldVector] = [], policyAreas: [String] = [], targetGroups: [String] = [],
        evidence: Double = 0
    ) {
        self.id = id
        self.language = language
        self.fields = fields
        self.vectors = vectors
        self.policyAreas = policyAreas
        self.targetGroups = targetGroups
        self.evidence = evidence
    }
}

/// The sentence vector of one field. Any dimension, the same everywhere; brought to length one by the index.
public struct FieldVector: Sendable, Equatable {
    public let field: String
    public let values: [Float]

    public init(_ field: String, _ values: [Float]) {
        self.field = field
        self.values = values
    }
}

/// Which texts of a practice to embed, and how.
public enum MatchPassages {
    public enum InputType: String, Sendable { case passage, query }

    public struct Passage: Sendable, Equatable {
        public let field: String
        public let text: String
        public let inputType: InputType
    }

    /// Title, problem and solution as passages; every question of `asked` by itself and as a query, for it stands for
    /// a need. The title is the English one when there is one.
    public static func texts(of fields: [FieldText]) -> [Passage] {
        var passages: [Passage] = []
        for name in ["title", "problem", "solution"] {
            let texts = fields.filter { $0.field == name }
            if let text = texts.first(where: { $0.language == "en" }) ?? texts.first {
                passages.append(Passage(field: name, text: text.text, inputType: .passage))
            }
        }
        for question in fields where question.field == MatchFormula.askedField {
            passages.append(Passage(field: question.field, text: question.text, inputType: .query))
        }
        return passages
    }
}
