/// A field of a document: how much a word in it weighs, and how long it usually is.
public struct FieldWeight: Sendable, Equatable {
    public let name: String
    /// A word here counts this many times.
    public let weight: Float
    /// Words. A field of this length is neither favoured nor held back. Fixed rather than averaged over the
    /// documents, so that one document never changes what another one scores.
    public let typicalLength: Float
    /// 0…1: how far length matters (the `b` of BM25F).
    public let lengthMatters: Float

    public init(_ name: String, weight: Float, typicalLength: Float, lengthMatters: Float = 0.6) {
        self.name = name
        self.weight = weight
        self.typicalLength = typicalLength
        self.lengthMatters = lengthMatters
    }
}

/// The text of one field, with the language it is written in.
public struct FieldText: Sendable, Equatable {
    public let field: String
    public let text: String
    public let language: String

    public init(_ field: String, _ text: String, language: String) {
        self.field = field
        self.text = text
        self.language = language
    }
}

/// A field taken apart into its words. That needs no index, so many can be taken apart side by side before one is filled.
public struct FieldWords: Sendable, Equatable {
    public let field: String
    public let language: String
    public let words: [Word]

    public init(_ text: FieldText) {
        field = text.field
        language = text.language
        words = Words.split(text.text)
    }
}

public struct TextDocument: Sendable, Equatable {
    public let id: String
    public let fields: [FieldWords]

    public init(id: String, fields: [FieldText]) {
        self.id = id
        self.fields = fields.map(FieldWords.init)
    }
}
