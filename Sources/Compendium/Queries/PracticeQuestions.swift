import Kernel
import Store

/// The needs that practices answer, as people ask in other languages than the record's.
public enum PracticeQuestions {
    public typealias Questions = [(language: String, text: String)]

    public static func of(_ practices: [PracticeID], _ reader: Reader) throws -> [PracticeID: Questions] {
        practices.isEmpty ? [:] : try load("practice_id IN \(list: practices)", reader)
    }

    public static func all(_ reader: Reader) throws -> [PracticeID: Questions] { try load("1 = 1", reader) }

    private static func load(_ condition: SQL, _ reader: Reader) throws -> [PracticeID: Questions] {
        var found: [PracticeID: Questions] = [:]
        for row in try reader.rows("SELECT * FROM practice_question WHERE \(condition) ORDER BY practice_id, language, position") {
            found[try row["practice_id"], default: []].append((language: try row["language"], text: try row["text"]))
        }
        return found
    }
}
