import Foundation
import Kernel
import Text

/// The controlled vocabulary of the field: concepts with names and synonyms in many languages, and how to find them in a text.
public struct Vocabulary: Sendable {
    public let concepts: [Concept]
    let numbers: [String: Int]
    /// Languages in which something has a name.
    public let languages: [String]
    private let patterns = Kept<String, ConceptPatterns>(most: 100)

    public init(_ concepts: [Concept]) {
        self.concepts = concepts
        numbers = Dictionary(concepts.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        var languages = Set<String>()
        for concept in concepts { languages.formUnion(concept.labels.keys); languages.formUnion(concept.synonyms.keys) }
        self.languages = languages.sorted()
    }

    /// Has the patterns of these languages at hand. Otherwise each is made when its language is first met, by everybody who meets it at once.
    func prepare(_ languages: Set<String>) { _ = languages.sorted().mapSideBySide { patterns($0) != nil } }

    /// nil for a language without names.
    private func patterns(_ language: String) -> ConceptPatterns? {
        languages.contains(language) ? patterns.value(language) { ConceptPatterns(concepts, language: language) } : nil
    }

    /// Reads every `*.json` of a folder, in the order of their names.
    /// - Throws: `VocabularyProblem` naming file and record.
    public init(folder: URL) throws {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
        let contents = try files.mapSideBySide { file throws(VocabularyProblem) in
            do {
                return (name: file.lastPathComponent, concepts: try JSONDecoder().decode([Concept].self, from: Data(contentsOf: file)))
            } catch {
                throw VocabularyProblem(file: file.lastPathComponent, record: nil, message: "\(error)")
            }
        }
        var all: [Concept] = []
        var seen: [String: String] = [:]
        for (name, read) in contents {
            for concept in read {
                if let other = seen[concept.id] { throw VocabularyProblem(file: name, record: concept.id, message: "is already in \(other)") }
                seen[concept.id] = name
            }
            all += read
        }
        for concept in all {
            if let broader = concept.broader, seen[broader] == nil {
                throw VocabularyProblem(file: seen[concept.id] ?? "", record: concept.id, message: "broader concept \(broader) does not exist")
            }
        }
        self.init(all)
    }

    public func concept(_ id: String) -> Concept? { numbers[id].map { concepts[$0] } }

    public func label(of id: String, language: String) -> String? {
        guard let concept = concept(id) else { return nil }
        return concept.labels[language] ?? concept.labels["en"]
    }

    /// The concepts that the words of a text name, in the order of the text.
    public func recognise(_ text: String, language: String) -> [ConceptMention] {
        recognise(Words.split(text), in: text, language: language)
    }

    func recognise(_ words: [Word], in text: String, language: String) -> [ConceptMention] {
        guard let patterns = patterns(language) else { return [] }
        return patterns.mentions(in: words, stems: Stemmer.stems(words, language: language)).map { found in
            let range = words[found.first].range.lowerBound..<words[found.last].range.upperBound
            return ConceptMention(concept: concepts[found.concept].id, range: range, surface: String(decoding: Array(text.utf8)[range], as: UTF8.self))
        }
    }

    /// Numbers of the concepts that a field names. Faster than `recognise`; for documents.
    func numbersNamed(in text: FieldWords) -> Set<Int> {
        guard let patterns = patterns(text.language) else { return [] }
        return Set(patterns.mentions(in: text.words, stems: Stemmer.stems(text.words, language: text.language)).map(\.concept))
    }
}

/// A concept found in a text.
public struct ConceptMention: Sendable, Equatable {
    public let concept: String
    /// UTF-8 offsets in the text.
    public let range: Range<Int>
    public let surface: String
}

public struct VocabularyProblem: Error, Sendable, CustomStringConvertible {
    public let file: String
    public let record: String?
    public let message: String
    public var description: String { "\(file)\(record.map { ", \($0)" } ?? ""): \(message)" }
}
