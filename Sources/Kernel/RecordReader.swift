import Foundation

/// Something wrong in a file that is to be imported: which file, which record, which field, and what.
public struct ImportProblem: Error, Sendable, Equatable, CustomStringConvertible {
    public let file: String
    public let record: String
    public let field: String
    public let message: String

    public init(file: String, record: String, field: String, message: String) {
        self.file = file
        self.record = record
        self.field = field
        self.message = message
    }

    public var description: String { "\(file): \(record): \(field): \(message)" }
}

/// Everything that was wrong; nothing was changed.
public struct ImportProblems: Error, Sendable, Equatable {
    public let problems: [ImportProblem]
    public init(_ problems: [ImportProblem]) { self.problems = problems }
}

/// Reads one JSON object field by field, strictly: a missing field, another type, or a field nobody knows is a problem, and
/// all problems are gathered. `null` means that the source does not say.
public final class RecordReader {
    public let file: String
    public private(set) var record: String
    public private(set) var problems: [ImportProblem] = []
    private let object: [String: Any]
    private let path: String
    private var asked: Set<String> = []

    /// - Parameter identity: the field that names the record in messages.
    public init(_ object: [String: Any], file: String, identity: String, position: Int) {
        self.object = object
        self.file = file
        path = ""
        record = (object[identity] as? String) ?? "record \(position + 1)"
    }

    private init(_ object: [String: Any], file: String, record: String, path: String) {
        self.object = object
        self.file = file
        self.record = record
        self.path = path
    }

    /// The objects of a file that holds one object or a list of them.
    /// - Throws: `ImportProblems` when the file is not such JSON.
    public static func objects(in data: Data, file: String) throws -> [[String: Any]] {
        let value: Any
        do {
            value = try JSONSerialization.jsonObject(with: data)
        } catch {
            throw ImportProblems([ImportProblem(file: file, record: "file", field: "-", message: "is not valid JSON")])
        }
        if let object = value as? [String: Any] { return [object] }
        if let list = value as? [[String: Any]] { return list }
        throw ImportProblems([ImportProblem(file: file, record: "file", field: "-", message: "must hold an object or a list of objects")])
    }

    public func report(_ field: String, _ message: String) {
        problems.append(ImportProblem(file: file, record: record, field: path + field, message: message))
    }

    public func text(_ field: String, limit: Int = 20_000) -> String {
        guard let value = optionalText(field, limit: limit) else {
            if problems.last?.field != path + field { report(field, "must be a text that is not empty") }
            return ""
        }
        return value
    }

    public func optionalText(_ field: String, limit: Int = 20_000) -> String? {
        guard let value = value(field) else { return nil }
        guard let text = (value as? String)?.trimmingCharacters(in: .whitespacesAndNewlines), !text.isEmpty, !text.contains("\0") else {
            report(field, "must be a text that is not empty, or null")
            return nil
        }
        if text.count > limit { report(field, "is \(text.count) characters long; at most \(limit) are allowed") }
        return text
    }

    public func optionalInteger(_ field: String, in range: ClosedRange<Int>) -> Int? {
        guard let value = value(field) else { return nil }
        guard let number = value as? NSNumber, !RecordReader.isTruth(value), let whole = Int(exactly: number.doubleValue) else {
            report(field, "must be a whole number, or null")
            return nil
        }
        guard range.contains(whole) else {
            report(field, "is \(whole); it must lie between \(range.lowerBound) and \(range.upperBound)")
            return nil
        }
        return whole
    }

    /// A number that must be there.
    public func decimal(_ field: String, in range: ClosedRange<Double>) -> Double {
        let before = problems.count
        guard let number = optionalDecimal(field, in: range) else {
            if problems.count == before { report(field, "must be a number") }
            return 0
        }
        return number
    }

    public func optionalDecimal(_ field: String, in range: ClosedRange<Double>) -> Double? {
        guard let value = value(field) else { return nil }
        guard let number = value as? NSNumber, !RecordReader.isTruth(value) else {
            report(field, "must be a number, or null")
            return nil
        }
        guard range.contains(number.doubleValue) else {
            report(field, "is \(number.doubleValue); it must lie between \(range.lowerBound) and \(range.upperBound)")
            return nil
        }
        return number.doubleValue
    }

    public func optionalDay(_ field: String) -> Day? {
        guard let text = optionalText(field) else { return nil }
        guard let day = Day(text) else {
            report(field, "is \"\(text)\", which is not a day of the calendar; write it as YYYY-MM-DD")
            return nil
        }
        return day
    }

    /// A day, or a month that stands for its first or last day.
    public func optionalDay(_ field: String, monthMeans edge: MonthEdge) -> Day? {
        guard let text = value(field) as? String, text.count == 7, let first = Day(text + "-01") else { return optionalDay(field) }
        guard edge == .lastDay else { return first }
        return (28...31).reversed().lazy.compactMap { Day("\(text)-\($0)") }.first
    }

    public enum MonthEdge: Sendable { case firstDay, lastDay }

    public func flag(_ field: String, default standard: Bool) -> Bool {
        guard let value = value(field) else { return standard }
        guard RecordReader.isTruth(value), let flag = value as? Bool else {
            report(field, "must be true or false")
            return standard
        }
        return flag
    }

    public func word<Word: RawRepresentable & CaseIterable>(_ field: String, _ type: Word.Type = Word.self) -> Word? where Word.RawValue == String {
        guard let text = optionalText(field) else { return nil }
        guard let word = Word(rawValue: text) else {
            report(field, "is \"\(text)\"; allowed are \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
            return nil
        }
        return word
    }

    /// nil when the field is null or missing.
    public func optionalTexts(_ field: String, limit: Int = 2000) -> [String]? {
        guard let value = value(field) else { return nil }
        guard let list = value as? [Any] else {
            report(field, "must be a list of texts, or null")
            return nil
        }
        return list.enumerated().compactMap { position, item in
            guard let text = (item as? String)?.trimmingCharacters(in: .whitespacesAndNewlines), !text.isEmpty, text.count <= limit else {
                report("\(field)[\(position)]", "must be a text of 1 to \(limit) characters")
                return nil
            }
            return text
        }
    }

    /// Texts, or objects of which one field is the text.
    public func optionalTexts(_ field: String, orObjectsWith name: String) -> [String]? {
        guard let objects = value(field) as? [[String: Any]] else { return optionalTexts(field) }
        return objects.enumerated().compactMap { position, object in
            guard let text = object[name] as? String, !text.isEmpty else {
                report("\(field)[\(position)].\(name)", "must be a text that is not empty")
                return nil
            }
            return text
        }
    }

    public func words<Word: RawRepresentable & CaseIterable>(_ field: String, _ type: Word.Type = Word.self) -> [Word] where Word.RawValue == String {
        (optionalTexts(field) ?? []).enumerated().compactMap { position, text in
            guard let word = Word(rawValue: text) else {
                report("\(field)[\(position)]", "is \"\(text)\"; allowed are \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
                return nil
            }
            return word
        }
    }

    /// Texts by key, such as a title by language.
    public func textsByKey(_ field: String, limit: Int = 2000) -> [String: String] {
        guard let value = value(field) else { return [:] }
        guard let texts = value as? [String: String] else {
            report(field, "must be an object of texts")
            return [:]
        }
        for (key, text) in texts where text.isEmpty || text.count > limit { report("\(field).\(key)", "must be a text of 1 to \(limit) characters") }
        return texts
    }

    /// Lists of texts by key, such as questions by language.
    public func listsByKey(_ field: String, limit: Int = 2000) -> [String: [String]] {
        guard let value = value(field) else { return [:] }
        guard let lists = value as? [String: [String]] else {
            report(field, "must be an object of lists of texts")
            return [:]
        }
        if lists.count > 40 { report(field, "has more than 40 keys") }
        for (key, texts) in lists where texts.count > 100 || texts.contains(where: { $0.isEmpty || $0.count > limit }) {
            report("\(field).\(key)", "must be a list of at most 100 texts of 1 to \(limit) characters")
        }
        return lists
    }

    /// Reads each object of a list with a reader of its own.
    public func each<Value>(_ field: String, _ read: (RecordReader) -> Value) -> [Value] {
        guard let value = value(field) else { return [] }
        guard let list = value as? [[String: Any]] else {
            report(field, "must be a list of objects")
            return []
        }
        return list.enumerated().map { position, object in
            let reader = RecordReader(object, file: file, record: record, path: "\(path)\(field)[\(position)].")
            let value = read(reader)
            problems += reader.finish()
            return value
        }
    }

    public func object<Value>(_ field: String, _ read: (RecordReader) -> Value) -> Value? {
        guard let value = value(field) else { return nil }
        guard let object = value as? [String: Any] else {
            report(field, "must be an object, or null")
            return nil
        }
        let reader = RecordReader(object, file: file, record: record, path: "\(path)\(field).")
        let result = read(reader)
        problems += reader.finish()
        return result
    }

    /// A field that is known and not used.
    public func ignore(_ fields: String...) { asked.formUnion(fields) }

    /// All problems, with one for each field that nobody asked for.
    public func finish() -> [ImportProblem] {
        for field in object.keys.sorted() where !asked.contains(field) { report(field, "is not a field of this record") }
        return problems
    }

    private func value(_ field: String) -> Any? {
        asked.insert(field)
        guard let value = object[field], !(value is NSNull) else { return nil }
        return value
    }

    private static func isTruth(_ value: Any) -> Bool {
        (value as? NSNumber).map { String(cString: $0.objCType) == "c" } ?? false
    }
}
