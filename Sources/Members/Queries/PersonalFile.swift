import Foundation
import Kernel
import Store
import Web

/// Everything that is kept of one person, as a file they can read and take elsewhere (GDPR Art. 15 and 20).
public struct PersonalFile: Encodable, Sendable {
    public struct Part: Encodable, Sendable {
        let table: String
        /// In words: what it is, what for, on what ground, how long.
        let about, purpose, legalBasis, keptFor: String
        let seenBy: [String]
        let rows: [[String: Cell]]
    }

    public enum Cell: Encodable, Sendable {
        case value(SQLValue)

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            guard case .value(let value) = self else { return }
            switch value {
            case .null: try container.encodeNil()
            case .integer(let number): try container.encode(number)
            case .real(let number): try container.encode(number)
            case .text(let text): try container.encode(text)
            case .bytes(let bytes): try container.encode(Data(bytes).base64EncodedString())
            }
        }
    }

    public static let format = "ponte-personal-data-1"

    let format: String
    let site: String
    let person: String
    let at: String
    let parts: [Part]

    /// - Parameter kept: the tables of all rooms. What opens something (passwords, tokens, seals) is left out: it is of use to thieves only.
    public init(_ person: PersonID, kept: [KeptTable], site: String, at now: Instant, _ words: Wording, _ reader: Reader) throws {
        format = Self.format
        self.site = site
        self.person = person.rawValue
        at = now.description
        parts = try kept.compactMap { table in
            guard let processing = table.processing else { return nil }
            let columns = table.personal.filter { !$0.isSecret }.map(\.name) + table.other
            let rows = try reader.rows(SQL(trusted: "SELECT \(columns.joined(separator: ", ")) FROM \(table.name) WHERE ") + processing.whose(person))
            let telling = ProcessingWords(table, processing, words)
            return Part(
                table: table.name, about: telling.about, purpose: telling.purpose, legalBasis: telling.basis, keptFor: telling.expiry, seenBy: telling.recipients,
                rows: rows.map { row in Dictionary(uniqueKeysWithValues: zip(row.columns.names, row.values.map(Cell.value))) })
        }
    }

    public func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(self))
    }
}
