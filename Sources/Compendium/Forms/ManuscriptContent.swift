import Foundation
import Kernel
import Members
import Web

/// What a manuscript says now: the text of every field as it was typed.
struct ManuscriptContent: Sendable, Equatable {
    /// By field; an empty text is the same as none.
    let values: [String: String]

    init(_ values: [String: String]) { self.values = values.filter { !$0.value.isEmpty } }

    subscript(_ field: String) -> String? { values[field] }

    /// Codes that were ticked.
    func codes(_ field: String) -> [String] { values[field]?.split(separator: "\n").map(String.init) ?? [] }

    /// The numbers of a list's entries that say something.
    func numbers(of list: String) -> [Int] {
        Set(values.keys.compactMap { key -> Int? in
            let parts = key.split(separator: ".")
            return parts.count == 3 && parts[0] == list ? Int(parts[1]) : nil
        }).sorted()
    }

    /// The record as a file would state it, and what is wrong or missing in it.
    struct Reading: Sendable {
        let draft: PracticeDraft
        /// What a version keeps.
        let content: String
        /// What was typed and cannot be used as it is.
        let wrong: [FieldProblem]
        /// What must be there before it is submitted.
        let missing: [FieldProblem]

        var isComplete: Bool { wrong.isEmpty && missing.isEmpty }
    }

    func read(slug: String, city: City) -> Reading {
        var fields = FieldReader(Fields(pairs))
        var missing: [FieldProblem] = []
        var object: [String: Any] = ["id": slug, "city": city.name, "country": city.country]
        for section in ManuscriptSection.allCases {
            for field in section.fields where field.name != "title" && !field.name.hasPrefix("title.") {
                object[field.name] = value(of: field, named: field.name, &fields, &missing)
            }
            for list in section.lists {
                object[list.name] = numbers(of: list.name).prefix(ManuscriptList.most).map { number in
                    var entry: [String: Any] = [:]
                    for field in list.fields { entry[field.name] = value(of: field, named: list.field(number, field.name), &fields, &missing) }
                    return entry
                }
            }
        }
        object["title"] = titles(&fields, &missing)
        object["asked_by"] = fields.lines("asked_by", limit: 100)
        object["asked_in"] = questions(&fields)
        if numbers(of: "sources").isEmpty { missing.append(FieldProblem("sources", "compendium.manuscript.problem.noSource")) }
        if asksForStudy { missing.append(FieldProblem("studies", "compendium.manuscript.problem.noStudy")) }
        var wrong = fields.problems
        if let start = object["start_year"] as? Int, let end = object["end_year"] as? Int, end < start {
            wrong.append(FieldProblem("end_year", "compendium.manuscript.problem.endsBeforeStart"))
        }
        // What cannot be used is left out, so that the rest can be shown and assessed.
        for problem in wrong where !problem.field.contains(".") { object[problem.field] = nil }
        let data = (try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])) ?? Data("{}".utf8)
        return Reading(
            draft: PracticeDraftReader.read(RecordReader(object, file: "manuscript", identity: "id", position: 0), listsStudies: true), content: String(decoding: data, as: UTF8.self),
            wrong: wrong, missing: missing)
    }

    private func titles(_ fields: inout FieldReader, _ missing: inout [FieldProblem]) -> [String: String] {
        var titles: [String: String] = [:]
        for key in values.keys where key.hasPrefix("title.") { titles[String(key.dropFirst(6))] = fields.optionalText(key, limit: 100) }
        if let title = fields.optionalText("title", limit: 100) {
            titles[values["language"] ?? "en"] = title
        } else {
            missing.append(FieldProblem("title", "web.field.missing"))
        }
        return titles
    }

    /// What people ask in other languages stands in no form; it goes along.
    private func questions(_ fields: inout FieldReader) -> [String: [String]]? {
        let keys = values.keys.filter { $0.hasPrefix("asked_in.") }
        return keys.isEmpty ? nil : Dictionary(uniqueKeysWithValues: keys.map { (String($0.dropFirst(9)), fields.lines($0, limit: 100)) })
    }

    /// - Returns: what a file would hold; nil for nothing.
    private func value(of field: ManuscriptField, named name: String, _ fields: inout FieldReader, _ missing: inout [FieldProblem]) -> Any? {
        let found: Any? =
            switch field.kind {
            case .line(let limit): fields.optionalText(name, limit: limit)
            case .text: fields.optionalText(name, limit: 20_000)
            case .lines(let limit):
                { let lines = fields.lines(name, limit: 60, each: limit); return lines.isEmpty ? nil : lines }()
            case .number(let range): fields.optionalNumber(name, in: range)
            case .decimal: fields.optionalDecimal(name)
            case .link: fields.optionalLink(name)
            case .flag: fields.fields.text(name) != nil
            case .choice(let codes, _): fields.optionalCode(name, among: codes)
            case .choices(let codes, _):
                { let known = Set(fields.codes(name, among: codes)); let chosen = self.codes(name).filter(known.contains); return chosen.isEmpty ? nil : chosen }()
            }
        if isRequired(field, named: name), found == nil, !fields.problems.contains(where: { $0.field == name }) { missing.append(FieldProblem(name, field.kind.whenMissing)) }
        return found
    }

    /// Whether it cannot be submitted without this field, as it is now: a practice tells its results, a lesson from failure what failed.
    func isRequired(_ field: ManuscriptField, named name: String) -> Bool {
        switch name {
        case "results": !isLesson
        case "what_failed": isLesson
        default: field.isRequired
        }
    }

    private var isLesson: Bool { values["kind"] == PracticeRecordKind.lesson.rawValue }

    /// Whether it says that somebody compared or evaluated, and no study is named that did.
    var asksForStudy: Bool {
        let stated = values["evidence"].flatMap(StatedEvidence.init(rawValue:)) ?? .none
        return ![.none, .outputCounts].contains(stated) && numbers(of: "studies").isEmpty
    }

    /// Whether two texts of a field say the same; ticks have no order.
    static func same(_ field: String, _ one: String, _ other: String) -> Bool {
        one == other || choiceNames.contains(field) && Set(one.split(separator: "\n")) == Set(other.split(separator: "\n"))
    }

    private static let choiceNames = Set(ManuscriptSection.allCases.flatMap(\.fields).filter { if case .choices = $0.kind { true } else { false } }.map(\.name))

    private var pairs: [(String, String)] {
        values.sorted { $0.key < $1.key }.flatMap { key, value in
            Self.choiceNames.contains(key) ? value.split(separator: "\n").map { (key, String($0)) } : [(key, value)]
        }
    }
}

extension ManuscriptContent {
    /// What the form shows for a practice as a version keeps it.
    init(version content: String) throws {
        var object = try JSONSerialization.jsonObject(with: Data(content.utf8)) as? [String: Any] ?? [:]
        // A study that a file only implied stands in the form as one that was entered, and can be taken out there.
        if !(object["studies"] is [Any]) {
            object["studies"] = try PracticeDraft(kept: content).studies.map { study -> [String: Any] in
                var entry: [String: Any] = ["title": study.title, "design": study.design.rawValue, "independent": study.isIndependent]
                entry["url"] = study.url
                return entry
            }
        }
        var values: [String: String] = [:]
        func text(_ value: Any?) -> String? {
            switch value {
            case let text as String: text
            case let texts as [String]: texts.joined(separator: "\n")
            case let number as NSNumber: String(cString: number.objCType) == "c" ? (number.boolValue ? "true" : nil) : Self.typed(number.doubleValue)
            default: nil
            }
        }
        for field in ManuscriptSection.allCases.flatMap(\.fields) { values[field.name] = text(object[field.name]) }
        values["asked_by"] = text(object["asked_by"])
        for (code, questions) in object["asked_in"] as? [String: [String]] ?? [:] { values["asked_in.\(code)"] = text(questions) }
        let language = object["language"] as? String ?? "en"
        values["language"] = language
        values["kind"] = values["kind"] ?? PracticeRecordKind.practice.rawValue
        values["evidence"] = values["evidence"] ?? StatedEvidence.none.rawValue
        for (code, title) in object["title"] as? [String: String] ?? [:] { values[code == language ? "title" : "title.\(code)"] = title }
        for list in ManuscriptSection.allCases.flatMap(\.lists) {
            for (place, entry) in (object[list.name] as? [[String: Any]] ?? []).enumerated() {
                for field in list.fields { values[list.field(place + 1, field.name)] = text(entry[field.name]) }
                let note = list.field(place + 1, "note")
                if list.name == "sources", values[note] == nil { values[note] = text(entry["accessed_via"]) }
            }
        }
        self.init(values)
    }

    /// A number as people type it: without ".0", and never with three decimals, which would be read as thousands.
    static func typed(_ number: Double) -> String {
        if number == number.rounded(), abs(number) < 1e15 { return String(Int64(number)) }
        let text = String(number)
        return text.split(separator: ".").last?.count == 3 ? text + "0" : text
    }
}
