import Kernel
import Store

/// Questions about translations of practices.
enum Translations {
    /// Every text of some practices in a language, older ones too; one statement however many are asked for.
    static func of(_ practices: [PracticeID], in language: Language, _ reader: Reader) throws -> [PracticeID: [Translation]] {
        guard !practices.isEmpty else { return [:] }
        return try load("practice_id IN \(list: practices) AND language = \(language.code)", reader).mapValues { $0[language.code] ?? [] }
    }

    static func of(_ practice: PracticeID, in language: Language, _ reader: Reader) throws -> [Translation] {
        try of([practice], in: language, reader)[practice] ?? []
    }

    /// By practice and language.
    static func of(_ practices: [PracticeID], _ reader: Reader) throws -> [PracticeID: [String: [Translation]]] {
        practices.isEmpty ? [:] : try load("practice_id IN \(list: practices)", reader)
    }

    static func all(_ reader: Reader) throws -> [PracticeID: [String: [Translation]]] { try load("1 = 1", reader) }

    private static func load(_ condition: SQL, _ reader: Reader) throws -> [PracticeID: [String: [Translation]]] {
        var found: [PracticeID: [String: [Translation]]] = [:]
        let rows = try reader.rows(
            """
            SELECT practice_id, language, field, revision, text, source_text, source_hash, how, by_id, at FROM practice_translation
            WHERE \(condition) ORDER BY practice_id, language, revision, field
            """)
        for row in rows {
            let translation = Translation(
                field: try row["field"], revision: try row["revision"], text: try row["text"], source: try row["source_text"], sourceHash: try row["source_hash"],
                how: try row["how"], by: try row["by_id"], at: try row["at"])
            found[try row["practice_id"], default: [:]][try row["language"], default: []].append(translation)
        }
        return found
    }
}
