/// What a template may name: a record of display values, in the order they were given.
///
///     ["title": practice.title, "href": CompendiumPaths.practice(practice.slug), "cards": cards]
///
/// A value is text, a number, a flag, another record, a list of records or of texts, or nil. A name that is there with nil
/// stops the look-up; a name that is nowhere is a mistake, which `MissingNames` reports.
public struct View: ExpressibleByDictionaryLiteral, Sendable {
    /// A display value, sorted out once when the record is made, so that laying out never has to ask what it is.
    enum Shown: Sendable {
        case nothing
        case text(String)
        case flag(Bool)
        case record(View)
        case records([View])
        case texts([String])
    }

    private(set) var entries: [(name: String, value: Shown)]

    public init(dictionaryLiteral elements: (String, (any Sendable)?)...) {
        entries = elements.map { ($0.0, View.value($0.1)) }
    }

    public init(_ elements: [(String, (any Sendable)?)]) {
        entries = elements.map { ($0.0, View.value($0.1)) }
    }

    func value(named name: String) -> Shown? {
        for entry in entries where entry.name == name { return entry.value }
        return nil
    }

    /// The text of a name, for whoever builds on another's record; nil when there is none.
    public func text(_ name: String) -> String? {
        if case .text(let text) = value(named: name) { text } else { nil }
    }

    /// The number of a name; 0 when there is none.
    public func number(_ name: String) -> Int { text(name).flatMap { Int($0) } ?? 0 }

    public func adding(_ other: View) -> View {
        var sum = self
        sum.entries += other.entries
        return sum
    }

    private static func value(_ value: (any Sendable)?) -> Shown {
        switch value {
        case nil: .nothing
        case let text as String: .text(text)
        case let flag as Bool: .flag(flag)
        case let number as Int: .text(String(number))
        case let record as View: .record(record)
        case let records as [View]: .records(records)
        case let texts as [String]: .texts(texts)
        case let inner as (any Sendable)??: View.value(inner ?? nil)
        default: .nothing
        }
    }
}
