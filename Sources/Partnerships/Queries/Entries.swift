import Foundation
import Kernel
import Store

/// Questions about entries of any kind.
enum Entries {
    /// Of a partnership, or of one assessment of it, in the order in which they were made.
    static func all(_ shape: Shape, of partnership: PartnershipID, assessment: AssessmentID? = nil, _ reader: Reader) throws -> [Entry] {
        var condition: SQL = shape.owner == .itself ? "id = \(partnership)" : "partnership_id = \(partnership)"
        if let assessment, shape.owner == .assessment { condition = condition + " AND assessment_id = \(assessment)" }
        return try read(shape, where: condition, reader)
    }

    static func one(_ shape: Shape, _ id: String, of partnership: PartnershipID, _ reader: Reader) throws -> Entry? {
        let owned: SQL = shape.owner == .itself ? " AND id = \(partnership)" : " AND partnership_id = \(partnership)"
        return try read(shape, where: "id = \(id)" + owned, reader).first
    }

    static func count(_ shape: Shape, of partnership: PartnershipID, assessment: AssessmentID?, _ reader: Reader) throws -> Int {
        let condition: SQL = shape.owner == .assessment ? "assessment_id = \(assessment)" : "partnership_id = \(partnership)"
        return try reader.number(SQL(trusted: "SELECT count(*) AS n FROM \(shape.table) WHERE ") + condition)
    }

    private static func read(_ shape: Shape, where condition: SQL, _ reader: Reader) throws -> [Entry] {
        let rows = try reader.rows(SQL(trusted: "SELECT * FROM \(shape.table) WHERE ") + condition + " ORDER BY id")
        let ids: [String] = try rows.map { try $0["id"] }
        var lists: [String: [String: [String]]] = [:]
        for field in shape.fields where field.isList && !ids.isEmpty {
            let pairs: [(String, String)] = try reader.all(
                SQL(trusted: "SELECT entry_id, organisation_id FROM \(shape.listTable(field)) WHERE ") + "entry_id IN \(list: ids) ORDER BY organisation_id"
            ) { (try $0["entry_id"], try $0["organisation_id"]) }
            lists[field.name] = Dictionary(grouping: pairs, by: \.0).mapValues { $0.map(\.1) }
        }
        return try rows.map { row in
            let id: String = try row["id"]
            var content = EntryContent()
            for field in shape.fields {
                content.set(field.name, field.isList ? lists[field.name]?[id] ?? [] : try text(field, row).map { [$0] } ?? [])
            }
            return Entry(
                id: id, version: try row["version"], assessment: shape.owner == .assessment ? try row["assessment_id"] : nil, content: content, changedAt: try row["changed_at"],
                changedBy: try row["changed_by"])
        }
    }

    /// A value as forms have it.
    private static func text(_ field: ShapeField, _ row: Row) throws -> String? {
        switch field.kind {
        case .number, .scale:
            let number: Int? = try row[field.column]
            return number.map(String.init)
        case .flag:
            let flag: Bool = try row[field.column]
            return flag ? "1" : nil
        case .decimal:
            let number: Double? = try row[field.column]
            return number.map { $0 == $0.rounded() && abs($0) < 1e15 ? String(Int64($0)) : String($0) }
        default: return try row[field.column]
        }
    }
}

extension Shape {
    /// Where a list of theirs stands.
    func listTable(_ field: ShapeField) -> String { "\(table)_\(field.name)" }
}

extension ShapeField {
    /// A value as it is kept.
    func sqlValue(_ content: EntryContent) -> SQLValue {
        switch kind {
        case .number, .scale: content.number(name).map { .integer(Int64($0)) } ?? .null
        case .flag: .integer(content.has(name) ? 1 : 0)
        case .decimal: content[name].flatMap(Double.init).map { .real($0) } ?? .null
        default: content[name].map { .text($0) } ?? .null
        }
    }
}
