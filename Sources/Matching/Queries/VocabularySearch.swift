import Foundation
import Text

/// Finds concepts by their names and synonyms, in whatever language and spelling somebody types them.
///
/// The folded names are made at the first search: nothing that starts waits for them.
final class VocabularySearch: @unchecked Sendable {
    struct Hit: Sendable, Equatable {
        let concept: String
        /// The name that was found, and its language.
        let word: String
        let language: String
    }

    private struct Name {
        let concept: Int
        let folded: String
        let word: String
        let language: String
    }

    private let vocabulary: Vocabulary
    private let lock = NSLock()
    private var names: [Name]?

    init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

    /// The concepts that a text names, closest first. Names in the reader's language are preferred where several fit.
    func hits(_ text: String, language: String) -> [Hit] {
        let asked = Self.fold(text)
        guard !asked.isEmpty else { return [] }
        var best: [Int: (closeness: Int, name: Name)] = [:]
        for name in known() {
            guard var closeness = Self.closeness(of: asked, to: name.folded) else { continue }
            closeness = closeness * 2 + (name.language == language ? 0 : 1)
            if closeness < best[name.concept]?.closeness ?? .max { best[name.concept] = (closeness, name) }
        }
        let found = best.sorted { ($0.value.closeness, $0.value.name.folded, $0.key) < ($1.value.closeness, $1.value.name.folded, $1.key) }
            .map { Hit(concept: vocabulary.concepts[$0.key].id, word: $0.value.name.word, language: $0.value.name.language) }
        return found + recognised(text, language: language).filter { hit in !found.contains { $0.concept == hit.concept } }
    }

    /// Inflected forms, which no name holds as it stands.
    private func recognised(_ text: String, language: String) -> [Hit] {
        var seen: Set<String> = []
        let languages = [language] + vocabulary.languages.filter { $0 != language }
        return languages.flatMap { code in
            vocabulary.recognise(text, language: code).filter { seen.insert($0.concept).inserted }.map { mention in
                Hit(concept: mention.concept, word: vocabulary.label(of: mention.concept, language: code) ?? mention.surface, language: code)
            }
        }
    }

    /// 0 the same, 1 the beginning, 2 the beginning of a later word, 3 somewhere; nil: not in it.
    private static func closeness(of asked: String, to name: String) -> Int? {
        if name == asked { return 0 }
        if name.hasPrefix(asked) { return 1 }
        if name.contains(" " + asked) { return 2 }
        return asked.count >= 3 && name.contains(asked) ? 3 : nil
    }

    private func known() -> [Name] {
        lock.withLock {
            if let names { return names }
            let made = vocabulary.concepts.enumerated().flatMap { number, concept in
                vocabulary.languages.flatMap { language in
                    ([concept.labels[language]].compactMap { $0 } + (concept.synonyms[language] ?? [])).map { word in
                        Name(concept: number, folded: Self.fold(word), word: word.withEndingsOpen, language: language)
                    }
                }
            }
            names = made
            return made
        }
    }

    private static func fold(_ text: String) -> String { Words.split(text).map(\.folded).joined(separator: " ") }
}

extension String {
    /// A name of the vocabulary as people read it: where it may begin or end anyhow, `*` becomes an ellipsis.
    var withEndingsOpen: String { replacingOccurrences(of: "*", with: "…") }
}
