import Compendium
import Matching

/// Fills the ports of the compendium that translators need: the terms of the vocabulary, and a machine where one is set.
extension Installation {
    static func glossary(of vocabulary: Vocabulary) -> @Sendable (_ text: String, _ from: String, _ to: String) -> [GlossaryTerm] {
        { text, from, to in
            MatchingModule.glossary(vocabulary, text, from: from, to: to).map { GlossaryTerm(places: $0.places, term: $0.term, translation: $0.translation) }
        }
    }

    static func machine(_ settings: Settings) -> (@Sendable (_ texts: [String], _ from: String, _ to: String) async throws -> [String])? {
        guard let url = settings.translationURL else { return nil }
        let client = TranslationClient(url: url, key: settings.translationKey)
        return { texts, from, to in try await client.translate(texts, from: from, to: to) }
    }
}
