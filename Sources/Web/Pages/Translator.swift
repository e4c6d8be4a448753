import Foundation
import Kernel

/// The interface texts of all rooms in all languages, read once at start.
public struct Translator: Sendable {
    enum Message: Sendable {
        case text(Phrase)
        case plural([PluralCategory: Phrase])
    }

    private let messages: [Language: [String: Message]]

    /// - Parameter folders: the `locales` folders of the rooms, each with one JSON file a language.
    public init(folders: [URL]) throws {
        messages = Dictionary(uniqueKeysWithValues: try Language.allCases.mapSideBySide { ($0, try Translator.read($0, in: folders)) })
    }

    private static func read(_ language: Language, in folders: [URL]) throws -> [String: Message] {
        var read: [String: Message] = [:]
        for folder in folders {
            let file = folder.appendingPathComponent("\(language.code).json")
            guard let data = try? Data(contentsOf: file) else { continue }
            guard let tree = try JSONSerialization.jsonObject(with: data) as? [String: Any] else {
                throw TemplateError(file: file.path, message: "is not a JSON object")
            }
            flatten(tree, prefix: "", into: &read)
        }
        return read
    }

    /// The texts in one language; what a language lacks is said in English.
    public func words(_ language: Language) -> Wording {
        Wording(language: language, messages: messages[language] ?? [:], fallback: messages[.en] ?? [:])
    }

    public func keys(_ language: Language) -> Set<String> { Set((messages[language] ?? [:]).keys) }

    private static func flatten(_ tree: [String: Any], prefix: String, into flat: inout [String: Message]) {
        for (key, value) in tree {
            let name = prefix.isEmpty ? key : "\(prefix).\(key)"
            if let text = value as? String {
                flat[name] = .text(Phrase(text))
            } else if let branch = value as? [String: Any] {
                let forms = branch.compactMap { entry in PluralCategory(rawValue: entry.key).flatMap { category in (entry.value as? String).map { (category, $0) } } }
                if forms.count == branch.count, branch["other"] != nil {
                    flat[name] = .plural(Dictionary(uniqueKeysWithValues: forms.map { ($0, Phrase($1)) }))
                } else {
                    flatten(branch, prefix: name, into: &flat)
                }
            }
        }
    }
}

/// The interface texts in one language.
public struct Wording: Sendable {
    public let language: Language
    let messages: [String: Translator.Message]
    let fallback: [String: Translator.Message]

    /// A text with its `{name}` places filled. An unknown key shows as itself, so that nobody overlooks it.
    public func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String {
        guard let message = messages[key] ?? fallback[key] else { return "⟦\(key)⟧" }
        switch message {
        case .text(let phrase): return phrase.filled(values)
        case .plural(let forms): return forms[.other]?.filled(values) ?? ""
        }
    }

    /// A text whose form depends on a number, by the plural rules of CLDR. `{count}` is the number in the language's digits.
    public func count(_ key: String, _ number: Int, _ values: [String: String] = [:]) -> String {
        guard let message = messages[key] ?? fallback[key] else { return "⟦\(key)⟧" }
        var values = values
        values["count"] = Format(language).number(number)
        switch message {
        case .text(let phrase): return phrase.filled(values)
        case .plural(let forms): return (forms[PluralCategory.of(number, in: language)] ?? forms[.other])?.filled(values) ?? ""
        }
    }

    /// "In English": says that a text is in another language than the page; nil where it is not.
    public func languageMark(_ code: String) -> String? {
        code == language.code ? nil : self("web.inLanguage", ["language": Format(language).languageName(code)])
    }

    public func has(_ key: String) -> Bool { messages[key] != nil || fallback[key] != nil }
}

/// A text with `{name}` places, taken apart once.
struct Phrase: Sendable {
    /// As written.
    let text: String
    /// Alternating: what stands before a place, and the place's name.
    private let places: [(before: String, name: String)]
    private let end: String

    init(_ text: String) {
        self.text = text
        var places: [(String, String)] = []
        var rest = text[...]
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")), let close = rest.utf8[open...].firstIndex(of: UInt8(ascii: "}")) {
            places.append((String(rest[..<open]), String(rest[rest.utf8.index(after: open)..<close])))
            rest = rest[rest.utf8.index(after: close)...]
        }
        self.places = places
        end = String(rest)
    }

    /// A place without a value stays as it is written.
    func filled(_ values: [String: String]) -> String {
        guard !values.isEmpty, !places.isEmpty else { return text }
        var filled = ""
        for (before, name) in places {
            filled += before
            filled += values[name] ?? "{\(name)}"
        }
        return filled + end
    }
}
