import Kernel
import Members
import Web

/// Says in one language what an entry holds.
struct Telling {
    let words: Wording
    let organisations: OrganisationDirectory
    /// Of the shapes that others name, by the shape's name.
    var entries: [String: [Entry]] = [:]

    var format: Format { Format(words.language) }

    func label(_ field: ShapeField) -> String { words("partnerships.field.\(field.name)") }
    func choice(_ set: String, _ code: String) -> String { words("partnerships.choice.\(set).\(code)") }
    func area(_ code: String) -> String { words("compendium.policyArea.\(code)") }
    func organisation(_ id: OrganisationID) -> String { organisations[id]?.name ?? words("partnerships.unknown") }

    /// A name set apart, so that a sentence that runs the other way keeps its order.
    func apart(_ name: String) -> String { "\u{2068}\(name)\u{2069}" }

    /// The organisations of a field that holds several, by name. A page shows them one below the other: where a line that runs from right to
    /// left ends within a Latin name, a sentence of names cannot be read.
    func names(_ field: ShapeField, _ content: EntryContent) -> [String] {
        field.isList ? format.sorted(content.all(field.name).map { organisation(OrganisationID($0)) }) { $0 } : []
    }

    /// What a field says, with its label before it; nil when nothing is said.
    func labelled(_ name: String, _ entry: Entry, _ shape: Shape) -> String? {
        guard let field = shape.field(name), let said = text(field, entry.content) else { return nil }
        return labelled(field.name, said)
    }

    func labelled(_ name: String, _ said: String) -> String { words("partnerships.handover.said", ["label": words("partnerships.field.\(name)"), "value": apart(said)]) }

    /// What an entry of a shape is called.
    func name(_ entry: Entry, _ shape: Shape) -> String {
        guard let field = shape.field(shape.head) else { return "" }
        return text(field, entry.content) ?? words("partnerships.unknown")
    }

    /// nil when nothing is said.
    func text(_ field: ShapeField, _ content: EntryContent) -> String? {
        guard let first = content[field.name] else { return nil }
        switch field.kind {
        case .line, .text, .email: return first
        case .day: return Day(first).map(format.day) ?? first
        case .flag: return words("partnerships.yes")
        case .number: return Int(first).map { field.name == "year" ? format.year($0) : format.number($0) } ?? first
        case .decimal: return Double(first).map { format.decimal($0, digits: 2) } ?? first
        case .choice(let set, let codes): return codes.contains(first) ? choice(set, first) : first
        case .scale(let set, let numbers): return Int(first).map { numbers.contains($0) ? choice(set, first) : first } ?? first
        case .area: return area(first)
        case .organisation: return organisation(OrganisationID(first))
        case .organisations: return format.list(names(field, content).map(apart))
        case .entry(let name):
            guard let shape = Shape.named(name), let entry = entries[name]?.first(where: { $0.id == first }) else { return nil }
            return self.name(entry, shape)
        }
    }

    /// A score with one decimal at most.
    func score(_ value: Double) -> String { format.decimal(value, digits: 1) }
}
