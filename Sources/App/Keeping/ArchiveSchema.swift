/// The JSON Schema (2020-12) of an archive's records: one definition for each table, made from the same tables that are written.
struct ArchiveSchema: Encodable {
    struct Property: Encodable {
        let type: [String]
        let contentEncoding: String?
        let description: String?
        let `enum`: [String?]?
    }

    struct Definition: Encodable {
        let type = "object"
        let description: String
        let properties: [String: Property]
        let required: [String]
        let additionalProperties = false
    }

    let schema = "https://json-schema.org/draft/2020-12/schema"
    let title = "Ponte archive: the lines of records/<name>.jsonl"
    let definitions: [String: Definition]

    enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case title
        case definitions = "$defs"
    }

    init(_ tables: [RecordTable]) {
        definitions = Dictionary(uniqueKeysWithValues: tables.map { ($0.name, Definition($0)) })
    }
}

extension ArchiveSchema.Definition {
    init(_ table: RecordTable) {
        description = "records/\(table.name).jsonl, one record a line, ordered by \(table.key.joined(separator: ", "))"
        properties = Dictionary(uniqueKeysWithValues: table.columns.map { ($0.name, ArchiveSchema.Property($0)) })
        required = table.columns.map(\.name)
    }
}

extension ArchiveSchema.Property {
    init(_ column: RecordTable.Column) {
        let kind =
            switch column.kind {
            case .text, .bytes: "string"
            case .whole: "integer"
            case .real: "number"
            }
        type = column.isNullable ? [kind, "null"] : [kind]
        contentEncoding = column.kind == .bytes ? "base64" : nil
        description = column.refersTo.map { "names \($0)" }
        `enum` = column.words.isEmpty ? nil : column.words + (column.isNullable ? [nil] : [])
    }
}
