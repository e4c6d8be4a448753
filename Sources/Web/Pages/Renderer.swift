import Foundation
import Kernel

/// A template or a locale file that cannot be used; what cannot be read is found at start.
public struct TemplateError: Error, CustomStringConvertible {
    public let file: String
    public let message: String
    public var description: String { "\(file): \(message)" }
}

/// The templates of all rooms, each put together with its parts and woven with a language when somebody first asks for it there: `{{t.room.page.key}}` becomes the text
/// itself. All pages in all languages are many, and most installations speak two.
public struct Renderer: Sendable {
    private struct Place: Hashable {
        let template: String
        let language: Language
    }

    public let translator: Translator
    private let templates: [String: Template]
    private let woven: Kept<Place, Template>

    /// - Parameter resources: the Resources folders of Web and the rooms.
    public init(resources: [URL]) throws {
        let translator = try Translator(folders: resources.map { $0.appendingPathComponent("locales") })
        let sources = try resources.flatMap { try Renderer.sources(in: $0.appendingPathComponent("templates")) }
        templates = Dictionary(uniqueKeysWithValues: try sources.mapSideBySide { ($0.name, try Template($0.text, name: $0.name)) })
        woven = Kept(most: templates.count * Language.allCases.count)
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

    /// The page without a frame, to put one around it. The frame that is made says what its blocks take from it.
    func blocks(_ template: String, page: View, frame: @escaping () -> View, language: Language) throws -> LaidOut {
        Layout.blocks(try pieces(template, language), template: template, page: page, frame: frame)
    }

    /// The same page inside another frame.
    func reframe(_ page: LaidOut, _ template: String, frame: View, language: Language) throws -> [UInt8] {
        Layout.frame(try pieces(template, language), template: template, around: page, frame: frame).bytes
    }

    private func pieces(_ template: String, _ language: Language) throws -> [Template.Piece] {
        try woven.value(Place(template: template, language: language)) {
            guard let found = templates[template] else { throw TemplateError(file: "\(template).mustache", message: "there is no such template") }
            return try found.resolved(among: templates, name: template).woven(with: translator.words(language))
        }.pieces
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
