/// The same text in several languages, one of which is the source.
public struct Localized: Hashable, Sendable {
    public let source: String
    public private(set) var texts: [String: String]

    /// - Parameter source: language code of the text that others were translated from.
    public init(source: String, texts: [String: String]) {
        self.source = source
        self.texts = texts
    }

    public var sourceText: String { texts[source] ?? texts.sorted { $0.key < $1.key }.first?.value ?? "" }

    /// The text in the wanted language, else in the source language, with the language it is really in.
    public func text(in language: String) -> (text: String, language: String) {
        if let text = texts[language] { return (text, language) }
        return (sourceText, texts[source] == nil ? (texts.keys.min() ?? source) : source)
    }
}
