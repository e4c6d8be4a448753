import Foundation
import Kernel

/// A template or a locale file that cannot be used; found at start, not at the first visit.
public struct TemplateError: Error, CustomStringConvertible {
    public let file: String
    public let message: String
    public var description: String { "\(file): \(message)" }
}

/// The templates of all rooms, woven once with each language: `{{t.room.page.key}}` becomes the text itself.
public struct Renderer: Sendable {
    public let translator: Translator
    private let templates: [Language: [String: Template]]

    /// - Parameter resources: the Resources folders of Web and the rooms.
    public init(resources: [URL]) throws {
        let translator = try Translator(folders: resources.map { $0.appendingPathComponent("locales") })
        let sources = try resources.flatMap { try Renderer.sources(in: $0.appendingPathComponent("templates")) }
        let read = try Dictionary(uniqueKeysWithValues: sources.map { ($0.name, try Template($0.text, name: $0.name)) })
        // A partial is never laid out by itself, so it is put in place and not kept.
        let pages = try read.filter { !$0.key.hasPartialName }.map { ($0.key, try $0.value.resolved(among: read, name: $0.key)) }
        templates = Dictionary(
            uniqueKeysWithValues: Language.allCases.map { language in
                let words = translator.words(language)
                return (language, Dictionary(uniqueKeysWithValues: pages.map { ($0.0, $0.1.woven(with: words)) }))
            })
        self.translator = translator
    }

    public func words(_ language: Language) -> Wording { translator.words(language) }

    /// - Returns: UTF-8.
    public func render(_ template: String, page: View, frame: View, language: Language) throws -> [UInt8] {
        try layOut(template, page: page, frame: frame, language: language).bytes
    }

    func layOut(_ template: String, page: View, frame: View, language: Language) throws -> LaidOut {
        Layout.page(try pieces(template, language), template: template, page: page, frame: frame)
    }

    /// The same page inside another frame.
    func reframe(_ page: LaidOut, _ template: String, frame: View, language: Language) throws -> [UInt8] {
        Layout.frame(try pieces(template, language), template: template, around: page, frame: frame).bytes
    }

    private func pieces(_ template: String, _ language: Language) throws -> [Template.Piece] {
        guard let found = templates[language]?[template] else { throw TemplateError(file: "\(template).mustache", message: "there is no such template") }
        return found.pieces
    }

    /// Every template of a folder, named by its path: `compendium/list`.
    public static func sources(in folder: URL) throws -> [(name: String, text: String)] {
        guard let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else { return [] }
        let root = folder.standardizedFileURL.path + "/"
        return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "mustache" }.map { file in
            let path = file.standardizedFileURL.path
            return (String(path.dropFirst(root.count).dropLast(".mustache".count)), try String(contentsOf: file, encoding: .utf8))
        }.sorted { $0.0 < $1.0 }
    }
}

extension String {
    /// `_card` and `compendium/_facets` are parts of pages.
    fileprivate var hasPartialName: Bool { split(separator: "/").last?.hasPrefix("_") ?? false }
}
