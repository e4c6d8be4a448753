import Foundation
import Kernel
import TestKit
import Testing
import Web

/// Where the project's files are: two folders above the tests of this target.
enum Project {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func files(_ ending: String, under path: String = "Sources") -> [(name: String, text: String)] {
        let root = folder.appendingPathComponent(path)
        let found = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        return found.filter { $0.pathExtension == ending }.sorted { $0.path < $1.path }.compactMap { file in
            (try? String(contentsOf: file, encoding: .utf8)).map { (String(file.path.dropFirst(folder.path.count + 1)), $0) }
        }
    }

    static let rooms = ["Web", "Members", "Files", "Compendium", "Matching", "Publishing", "Partnerships", "Transfers", "Gatherings", "Programmes"]
}

/// The interface's texts in one language, as the files have them.
struct LocaleFile {
    /// A text without forms has one, "text".
    var forms: [String: [String: String]] = [:]

    init(_ language: Language, rooms: [String] = Project.rooms) throws {
        for room in rooms {
            let file = Project.folder.appendingPathComponent("Sources/\(room)/Resources/locales/\(language).json")
            guard FileManager.default.fileExists(atPath: file.path) else { continue }
            let tree = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any], "\(file.path)")
            flatten(tree, "")
        }
    }

    private mutating func flatten(_ tree: [String: Any], _ prefix: String) {
        for (key, value) in tree {
            let name = prefix.isEmpty ? key : "\(prefix).\(key)"
            if let text = value as? String {
                forms[name] = ["text": text]
            } else if let branch = value as? [String: Any] {
                let plural = branch.filter { PluralCategory(rawValue: $0.key) != nil }.compactMapValues { $0 as? String }
                if plural.count == branch.count, plural["other"] != nil { forms[name] = plural } else { flatten(branch, name) }
            } else {
                Issue.record("\(name) is neither a text nor a branch")
            }
        }
    }

    static func places(_ text: String) -> Set<String> { Set(text.matches(of: /\{([a-zA-Z]+)\}/).map { String($0.output.1) }) }
}

@Suite struct TextTests {
    @Test func `Every text that templates and code name is there`() throws {
        let known = try Set(LocaleFile(.en).forms.keys)
        let asked = try Asked()
        #expect(asked.templates.subtracting(known).sorted() == [], "named in templates")
        let literal = asked.code.filter { !$0.contains("*") && !$0.hasSuffix(".json") }
        #expect(literal.subtracting(known).filter { key in !known.contains { $0.hasPrefix(key + ".") } }.sorted() == [], "named in code")
        for pattern in asked.code where pattern.contains("*") {
            #expect(known.contains { Asked.matches(pattern, $0) }, "nothing stands for \(pattern)")
        }
    }

    @Test func `Every text is used`() throws {
        let known = try Set(LocaleFile(.en).forms.keys)
        let asked = try Asked()
        let patterns = asked.code.filter { $0.contains("*") }
        let unused = known.subtracting(asked.templates).subtracting(asked.code).filter { key in
            // A hint stands beside its label.
            if key.hasSuffix("Hint"), asked.code.contains(String(key.dropLast(4))) { return false }
            // A kind of letter is named once; its texts stand below it.
            if let dot = key.lastIndex(of: "."), key.contains(".mail."), asked.code.contains(String(key[..<dot])) { return false }
            return !patterns.contains { Asked.matches($0, key) }
        }
        #expect(unused.sorted() == [], "nobody uses these")
    }

    @Test func `No text stands twice`() throws {
        func count(_ tree: [String: Any]) -> Int { tree.values.reduce(tree.count) { $0 + (($1 as? [String: Any]).map(count) ?? 0) } }
        for file in Project.files("json").filter({ $0.name.contains("/locales/") }) {
            let tree = try #require(try JSONSerialization.jsonObject(with: Data(file.text.utf8)) as? [String: Any])
            // A name that stands twice in one place is read once only: which text is shown would be chance.
            let strings = file.text.matches(of: /"(?:[^"\\]|\\.)*"(\s*:)?/)
            #expect(strings.count(where: { $0.output.1 != nil }) == count(tree), "\(file.name)")
        }
    }

    @Test(arguments: Language.allCases, Project.rooms) func `A language has every text, with the same places and its own plurals`(language: Language, room: String) throws {
        let english = try LocaleFile(.en, rooms: [room]).forms
        let own = try LocaleFile(language, rooms: [room]).forms
        // What nobody has begun to translate is said in English.
        guard !own.isEmpty else { return }
        #expect(Set(english.keys).subtracting(own.keys).sorted() == [], "not translated")
        #expect(Set(own.keys).subtracting(english.keys).sorted() == [], "unknown to English")
        for (key, forms) in own.sorted(by: { $0.key < $1.key }) {
            guard let model = english[key] else { continue }
            let isPlural = model["text"] == nil
            #expect((forms["text"] == nil) == isPlural, "\(key) has forms in one language and none in the other")
            if isPlural {
                let needed = Set(PluralCategory.needed(in: language).map(\.rawValue))
                #expect(Set(forms.keys).isSuperset(of: needed), "\(key) lacks \(needed.subtracting(forms.keys).sorted())")
            }
            let places = LocaleFile.places(model["text"] ?? model["other"] ?? "")
            for (form, text) in forms.sorted(by: { $0.key < $1.key }) {
                #expect(!text.trimmingCharacters(in: .whitespaces).isEmpty, "\(key) is empty")
                let mine = LocaleFile.places(text)
                // "one" and "two" may say the number in words.
                let mayLack: Set<String> = ["zero", "one", "two"].contains(form) ? ["count"] : []
                #expect(mine.subtracting(places).isEmpty && places.subtracting(mine).isSubset(of: mayLack), "\(key) (\(form)): {\(mine.sorted())} instead of {\(places.sorted())}")
            }
        }
    }

}

/// The keys that templates and code ask for; `*` stands for one part that is only known at run time.
private struct Asked {
    var templates: Set<String> = []
    var code: Set<String> = []

    init() throws {
        for (_, text) in Project.files("mustache") {
            for match in text.matches(of: /\{\{t\.([A-Za-z0-9._-]+)\}\}/) { templates.insert(String(match.output.1)) }
        }
        // A room's name, a dot, and a key: everything else in quotes is something else.
        let literal = /"((?:web|members|files|compendium|matching|publishing|partnerships|transfers|gatherings|programmes)\.(?:[A-Za-z0-9._-]|\\\([^()"]*(?:\([^()"]*\)[^()"]*)*\))+)"/
        for (_, text) in Project.files("swift") {
            for match in text.matches(of: literal) {
                code.insert(String(match.output.1).replacing(/\\\([^()"]*(?:\([^()"]*\)[^()"]*)*\)/, with: "*"))
            }
        }
        try #require(templates.count > 100 && code.count > 100, "the keys are read from the sources")
    }

    static func matches(_ pattern: String, _ key: String) -> Bool {
        // "maryland*" ends a part, "*.short" begins one: a star stands for letters, digits and hyphens, but no dot.
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
        var rest = key[...]
        for (position, part) in parts.enumerated() {
            if position == 0 {
                guard rest.hasPrefix(part) else { return false }
                rest = rest.dropFirst(part.count)
                continue
            }
            let filled = rest.prefix { $0 != "." }
            if part.isEmpty {
                guard position == parts.count - 1 else { return false }
                return !filled.isEmpty && filled.count == rest.count
            }
            guard let range = rest.range(of: part), rest[..<range.lowerBound].allSatisfy({ $0 != "." }), range.lowerBound > rest.startIndex else { return false }
            rest = rest[range.upperBound...]
        }
        return rest.isEmpty
    }
}
