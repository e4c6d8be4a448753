import Foundation
import Kernel

/// A need with the practices that people judged relevant: 2 fits, 1 fits in part.
struct JudgedNeed: Sendable {
    let id: String
    let language: String
    let text: String
    let relevant: [String: Int]

    /// A file holds a list of `{"id", "lang", "text", "relevant": {slug: 0…2}}`.
    /// - Throws: `ImportProblems` naming file, record and field.
    static func read(_ file: String) throws -> [JudgedNeed] {
        var problems: [ImportProblem] = []
        let needs = try RecordReader.objects(in: try InputFile.read(file), file: file).enumerated().map { position, object in
            let reader = RecordReader(object, file: file, identity: "id", position: position)
            reader.ignore("note", "notes", "relevant")
            let need = JudgedNeed(id: reader.text("id"), language: reader.text("lang"), text: reader.text("text"), relevant: grades(object, reader))
            problems += reader.finish()
            return need
        }
        if needs.isEmpty { problems.append(ImportProblem(file: file, record: "file", field: "-", message: "holds no needs")) }
        if !problems.isEmpty { throw ImportProblems(problems) }
        return needs
    }

    private static func grades(_ object: [String: Any], _ reader: RecordReader) -> [String: Int] {
        guard let given = object["relevant"] as? [String: Any] else {
            reader.report("relevant", "must be an object of practice and grade")
            return [:]
        }
        var grades: [String: Int] = [:]
        for (slug, value) in given.sorted(by: { $0.key < $1.key }) {
            guard let number = value as? Int, (0...2).contains(number) else {
                reader.report("relevant.\(slug)", "must be 2 (fits), 1 (fits in part) or 0")
                continue
            }
            grades[slug] = number
        }
        return grades
    }
}

/// How good a ranking is: normalised discounted cumulative gain of the first ten (Järvelin and Kekäläinen 2002), with gains of
/// 2^grade − 1. The ideal is made of everything judged, found or not.
enum Gain {
    static let depth = 10

    static func of(_ ranking: [String], _ grades: [String: Int]) -> Double {
        let ideal = sum(grades.values.sorted(by: >))
        return ideal > 0 ? sum(ranking.map { grades[$0] ?? 0 }) / ideal : 0
    }

    private static func sum(_ grades: [Int]) -> Double {
        grades.prefix(depth).enumerated().reduce(0) { $0 + (pow(2, Double($1.element)) - 1) / log2(Double($1.offset) + 2) }
    }
}
