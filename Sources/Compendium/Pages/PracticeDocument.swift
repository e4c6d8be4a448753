import Files
import Foundation
import Kernel
import Web

/// A version of a practice as a document to take along: a page of its own, with its style inside and nothing to fetch.
struct PracticeDocument {
    let edition: Edition
    /// All texts of the practice in this language.
    let translations: [Translation]
    let files: FilesModule
    let house: House
    let language: Language
    /// For DOCX the style is left out: there, styles are those of the word processor.
    let format: DocumentOrder.Format

    func order() throws -> DocumentOrder {
        let html = try self.html()
        let name = "\(edition.practice.slug)-v\(edition.number)-\(language.code)-\(Secrets.digest(html).prefix(12))"
        return DocumentOrder(name: name, format: format, html: html, language: language)
    }

    /// How the file is called where it is saved.
    var savedName: String { "\(edition.practice.slug)-v\(edition.number)-\(language.code).\(format.rawValue)" }

    func html() throws -> [UInt8] {
        let display = Display(house, language)
        let page = PracticePage.page(edition, translations, baseURL: house.site.baseURL, year: edition.year(today: house.clock.now.day.year), display)
        let frame = PrintedFrame(title: page.title, subject: display.place(edition.city), language: language, format: format).view
        let view = page.view.adding(PrintedFrame.headings(from: 1)).adding(Self.printedFiles(edition, files, width: 960, baseURL: house.site.baseURL, display))
        return try house.renderer.render("compendium/document", page: view, frame: frame, language: language)
    }
}

extension PracticeDocument {
    /// Pictures within the document, at most so many pixels wide.
    static func printedFiles(_ edition: Edition, _ files: FilesModule, width: Int, baseURL: String, _ display: Display) -> View {
        let gallery = FileGallery(edition.files, FileDisplay(display.words, display.format, display.language))
        return ["printedFiles": gallery.printed(files.pictures(of: edition.files, width: width), baseURL: baseURL)]
    }
}

/// What every printed document names besides its content.
public struct PrintedFrame {
    let title: String
    let subject: String
    let language: Language
    let format: DocumentOrder.Format

    private static let style = (try? String(contentsOf: CompendiumModule.resources.appendingPathComponent("print/document.css"), encoding: .utf8)) ?? ""

    public init(title: String, subject: String, language: Language, format: DocumentOrder.Format) {
        self.title = title
        self.subject = subject
        self.language = language
        self.format = format
    }

    public var view: View {
        [
            "title": title, "subject": subject, "lang": language.code, "dir": language.direction, "styleHtml": format == .pdf ? Self.style : nil,
            "isPaper": format == .pdf,
        ]
    }

    /// The elements of a practice's headings: a practice alone begins with h1, inside a book with h2.
    static func headings(from level: Int) -> View { ["topTag": "h\(level)", "partTag": "h\(level + 1)", "innerTag": "h\(level + 2)"] }
}
