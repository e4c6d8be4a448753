import Mustache

/// What a template may name: a record of display values, in the order they were given.
///
///     ["title": practice.title, "href": CompendiumPaths.practice(practice.slug), "cards": cards]
///
/// A value is text, a number, a flag, another record, a list of records or of texts, or nil. A name that is there with nil
/// stops the look-up; a name that is nowhere is a mistake, which `MissingNames` reports.
public struct View: MustacheParent, ExpressibleByDictionaryLiteral, Sendable {
    public private(set) var entries: [(name: String, value: any Sendable)]

    public init(dictionaryLiteral elements: (String, (any Sendable)?)...) {
        entries = elements.map { ($0.0, $0.1 ?? Nothing()) }
    }

    public init(_ elements: [(String, (any Sendable)?)]) {
        entries = elements.map { ($0.0, $0.1 ?? Nothing()) }
    }

    public func child(named name: String) -> Any? {
        for entry in entries where entry.name == name { return entry.value }
        return nil
    }

    public func adding(_ other: View) -> View {
        var sum = self
        sum.entries += other.entries
        return sum
    }
}

/// A name that is known and empty.
public struct Nothing: MustacheCustomRenderable, Sendable {
    public var renderText: String { "" }
    public var isNull: Bool { true }
    public init() {}
}

/// The outermost record of a page: the page's own names, then the frame's. What neither knows is written down.
struct Root: MustacheParent {
    let page: View
    let frame: View
    let template: String

    func child(named name: String) -> Any? {
        if let value = page.child(named: name) ?? frame.child(named: name) { return value }
        MissingNames.shared.note(name, in: template)
        return nil
    }
}
