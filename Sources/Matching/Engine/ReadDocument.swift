import Text

/// A practice, read: what takes time and can be done for many at once before they come into the index.
struct ReadDocument: Sendable {
    let document: MatchDocument
    /// Of the fields that the ranking knows.
    let words: [FieldWords]
    /// Numbers of the concepts that its words name.
    let named: Set<Int>

    init(_ document: MatchDocument, _ vocabulary: Vocabulary) {
        self.document = document
        words = document.fields.filter { field in MatchFormula.textFields.contains { $0.name == field.field } }.map(FieldWords.init)
        named = words.filter { document.language == nil || $0.language == document.language }.reduce(into: []) { $0.formUnion(vocabulary.numbersNamed(in: $1)) }
    }
}
