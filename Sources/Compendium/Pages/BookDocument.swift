import Files
import Kernel
import Web

/// The compendium book as a page to print: title, contents, practices, all sources, and how evidence was graded.
struct BookDocument {
    let book: Book
    let editions: [Edition]
    /// All texts of the practices in the book's language.
    let translations: [PracticeID: [Translation]]
    let files: FilesModule
    let house: House
    /// PDF to print, or DOCX to work on.
    var format: DocumentOrder.Format = .pdf

    func order(progress: @escaping @Sendable (Int) -> Void) throws -> DocumentOrder {
        let html = try self.html()
        return DocumentOrder(name: "book-\(Secrets.digest(html).prefix(24))", format: format, html: html, language: book.language, progress: progress)
    }

    func html() throws -> [UInt8] {
        let display = Display(house, book.language)
        let words = display.words
        let title = words("compendium.book.title")
        let subject = BookTitle(query: book.query, display: display).text
        let frame = PrintedFrame(title: title, subject: subject, language: book.language, format: format).view
        let view: View = [
            "bookTitle": title, "bookSubject": subject, "countText": words.count("compendium.list.count", editions.count),
            "madeText": words("compendium.book.made", ["date": display.format.day(book.at.day), "url": house.site.baseURL]),
            "practices": editions.enumerated().map { practice($1, number: $0 + 1, display) },
            "allSources": sources(), "levels": (0...5).map { level in
                ["levelText": words("compendium.evidence.badge", ["level": display.format.number(level)]), "levelMeaning": words("compendium.evidence.meaning\(level)")] as View
            },
            "designs": (1...5).map { level in
                ["levelText": words("compendium.study.level", ["level": display.format.number(level)]), "levelMeaning": words("compendium.study.maryland\(level)")] as View
            },
            "standings": Standing.Name.allCases.map { name in
                ["levelText": words("compendium.standing.\(name.rawValue)"), "levelMeaning": words("compendium.standing.meaning.\(name.rawValue)")] as View
            },
        ]
        return try house.renderer.render("compendium/book", page: view, frame: frame, language: book.language)
    }

    private func practice(_ edition: Edition, number: Int, _ display: Display) -> View {
        PracticePage.page(edition, translations[edition.practice.id] ?? [], baseURL: house.site.baseURL, year: edition.year(today: book.at.day.year), display).view
            .adding(PrintedFrame.headings(from: 2)).adding(["anchor": "practice-\(number)"])
            .adding(PracticeDocument.printedFiles(edition, files, width: 480, baseURL: house.site.baseURL, display))
    }

    /// Each once, by title.
    private func sources() -> [View] {
        var seen: Set<String> = []
        let all = editions.flatMap(\.practice.sources).filter { seen.insert("\($0.title) \($0.url ?? "")").inserted }
        return Format(book.language).sorted(all) { $0.title }.map { ["workTitle": $0.title, "workPublisher": $0.publisher, "workHref": $0.url] as View }
    }
}

/// What a book is about, in words: "alloggio", "Country: Austria", or the practices that were chosen.
struct BookTitle {
    let query: String
    let display: Display

    var text: String {
        let words = display.words
        guard let fields = try? Fields(encoded: query) else { return "" }
        switch BookSubject(fields) {
        case .chosen: return words("compendium.book.chosen")
        case .search(let question):
            let chips = FacetGroups(display: display, question: question, answer: .nothing).chips(CompendiumPaths.practices).compactMap { $0.text("label") }
            let parts = (question.text.map { [words("compendium.book.words", ["query": $0])] } ?? []) + chips
            return parts.isEmpty ? words("compendium.book.everything") : parts.joined(separator: " · ")
        }
    }
}

extension SearchAnswer {
    static let nothing = SearchAnswer(cards: [], total: 0, first: 1, previous: nil, next: nil, counts: [:], corrected: nil, all: [])
}
