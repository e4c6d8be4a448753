/// What a template may name: a record of display values, in the order they were given.
///
///     ["title": practice.title, "href": CompendiumPaths.practice(practice.slug), "cards": cards]
///
/// A value is text, a number, a flag, another record, a list of records or of texts, or nil. A name that is there with nil
/// stops the look-up; a name that is nowhere is a mistake, which `MissingNames` reports.
public struct View: ExpressibleByDictionaryLiteral, Sendable {
    /// What a name stands for, sorted out once when the record is made, so that laying out never has to ask what it is.
    public enum Shown: Sendable {
        case nothing
        case text(String)
        case flag(Bool)
        case record(View)
        case records([View])
        case texts([String])
    }

    private(set) var entries: [(name: String, value: Shown)]
    /// Where the record is used again and again: what sections made of it.
    private(set) var settled: SettledBytes?

    public init(dictionaryLiteral elements: (String, (any Showable)?)...) { self.init(elements) }

    public init(_ elements: [(String, (any Showable)?)]) {
        entries = []
        entries.reserveCapacity(elements.count)
        for at in elements.indices { entries.append((elements[at].0, elements[at].1?.shown ?? .nothing)) }
    }

    func value(named name: String) -> Shown? {
        // Most names differ in length already, which is quicker to see.
        let length = name.utf8.count
        for at in entries.indices where entries[at].name.utf8.count == length && entries[at].name == name { return entries[at].value }
        return nil
    }

    /// For a record that is kept and shown on many pages: each section lays it out once, and takes the bytes after that. A section that
    /// takes something from further out as well is laid out each time.
    public func settling() -> View {
        var settling = self
        settling.settled = SettledBytes()
        return settling
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
        sum.settled = nil
        return sum
    }
}

/// What a record may hold. Anything else does not compile.
public protocol Showable: Sendable {
    var shown: View.Shown { get }
    static func list(_ items: [Self]) -> View.Shown
}

extension Showable {
    public static func list(_ items: [Self]) -> View.Shown { .nothing }
}

extension String: Showable {
    public var shown: View.Shown { .text(self) }
    public static func list(_ items: [String]) -> View.Shown { .texts(items) }
}

extension View: Showable {
    public var shown: Shown { .record(self) }
    public static func list(_ items: [View]) -> Shown { .records(items) }
}

extension Bool: Showable {
    public var shown: View.Shown { .flag(self) }
}

extension Int: Showable {
    public var shown: View.Shown { .text(String(self)) }
}

extension Array: Showable where Element: Showable {
    public var shown: View.Shown { Element.list(self) }
}
