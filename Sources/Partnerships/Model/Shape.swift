import Foundation
import Kernel
import Store

/// What one kind of entry holds: its table, its fields, how many there may be. Form, page, command, conflict and archive read this one
/// description alike, so that an agreement and a working group differ in nothing but what is said of them here.
struct Shape: Sendable, Equatable {
    /// What an entry belongs to.
    enum Owner: Sendable { case itself, partnership, assessment }

    /// Where its entries are shown.
    enum Place: String, Sendable { case overview, stakeholders, network, assessments, assessment, mechanisms }

    /// In addresses and text keys: `agreements`.
    let name: String
    let table: String
    let owner: Owner
    let place: Place
    /// What audit entries call it.
    let recordKind: String
    /// Most entries of one owner.
    let most: Int
    /// The field that tells entries apart, where two must not say the same.
    let distinct: String
    /// Who works for the city alone sees these.
    let isConfidential: Bool
    let fields: [ShapeField]
    /// What fields say together.
    let rule: @Sendable (EntryContent) -> [FieldProblem]

    init(
        _ name: String, _ table: String, owner: Owner = .partnership, at place: Place, kind: String = PartnershipKind.name, most: Int = 200, distinct: String = "name",
        isConfidential: Bool = false, _ fields: [ShapeField], rule: @escaping @Sendable (EntryContent) -> [FieldProblem] = { _ in [] }
    ) {
        self.name = name
        self.table = table
        self.owner = owner
        self.place = place
        recordKind = kind
        self.most = most
        self.distinct = distinct
        self.isConfidential = isConfidential
        self.fields = fields
        self.rule = rule
    }

    static func == (one: Shape, other: Shape) -> Bool { one.name == other.name }

    /// The field that a list shows first.
    var head: String { name == "relations" ? "organisation" : distinct }

    func field(_ name: String) -> ShapeField? { fields.first { $0.name == name } }
}

/// One thing that is said of an entry.
struct ShapeField: Sendable {
    enum Kind: Sendable, Equatable {
        case line(Int), text(Int), email, day, flag
        case number(ClosedRange<Int>)
        /// A number with decimals, kept as it was read.
        case decimal
        /// One of a closed list, with a text each at `partnerships.choice.<set>.<code>`.
        case choice(String, [String])
        /// The same with numbers, which are kept as such.
        case scale(String, [Int])
        case area
        case organisation, organisations
        /// Another entry of the partnership, by the name of its shape.
        case entry(String)
    }

    let name: String
    let kind: Kind
    let isRequired: Bool
    /// Said when the entry is made, and never changed.
    let isFixed: Bool
    /// The day of something that has happened: none that is still to come.
    let isPast: Bool

    init(_ name: String, _ kind: Kind, required: Bool = false, fixed: Bool = false, past: Bool = false) {
        self.name = name
        self.kind = kind
        isRequired = required
        isFixed = fixed
        isPast = past
    }

    /// `plannedDay` is kept in `planned_day`, an organisation named `chair` in `chair_id`.
    var column: String {
        let snake = name.reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : String($1) }
        switch kind {
        case .organisation, .entry: return snake + "_id"
        default: return snake
        }
    }

    /// Lists stand in a table of their own.
    var isList: Bool { kind == .organisations }
}

/// What an entry says: each field's value as a form has it. What is not said is not there.
struct EntryContent: Sendable, Equatable {
    private(set) var values: [String: [String]]

    init(_ values: [String: [String]] = [:]) { self.values = values.filter { !$0.value.isEmpty } }

    init(_ pairs: KeyValuePairs<String, String>) { values = Dictionary(pairs.map { ($0.key, [$0.value]) }, uniquingKeysWith: +) }

    subscript(_ name: String) -> String? { values[name]?.first }
    func all(_ name: String) -> [String] { values[name] ?? [] }
    /// A text line by line.
    func lines(_ name: String) -> [String] {
        (self[name] ?? "").split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
    func number(_ name: String) -> Int? { self[name].flatMap { Int($0) } }
    func day(_ name: String) -> Day? { self[name].flatMap { Day($0) } }
    func organisation(_ name: String) -> OrganisationID? { self[name].map { OrganisationID($0) } }
    func has(_ name: String) -> Bool { values[name] != nil }

    mutating func set(_ name: String, _ all: [String]) { values[name] = all.isEmpty ? nil : all }
}

/// An entry on record.
struct Entry: Sendable, Equatable {
    let id: String
    let version: Int
    /// The assessment it belongs to, where its shape says so.
    let assessment: AssessmentID?
    let content: EntryContent
    let changedAt: Instant
    let changedBy: PersonID?
}
