import Files
import Foundation
import HTTPTypes
import Kernel
import Web

/// The compendium book: choose, order, watch it being made, read.
struct BookHandlers: Sendable {
    let house: House
    let catalogue: Catalogue
    let search: SearchPractices
    let bindery: Bindery
    /// A book takes a processor half a minute.
    let limit: Throttle

    init(house: House, catalogue: Catalogue, search: SearchPractices, files: FilesModule, ports: CompendiumPorts) {
        self.house = house
        self.catalogue = catalogue
        self.search = search
        bindery = Bindery(house: house, catalogue: catalogue, files: files, ports: ports)
        limit = Throttle(capacity: 6, refillIn: 3600, clock: house.clock)
    }

    func new(_ visit: Visit) async throws -> Answer {
        let subject = BookSubject(visit.query.keeping(BookSubject.names))
        let found = cards(subject, visit.language)
        return .page(BookPages(display: Display(house, visit.language)).new(subject, found: found.count, practices: Array(found.prefix(Book.most))))
    }

    func order(_ visit: Visit) async throws -> Answer {
        let subject = BookSubject(visit.form.keeping(BookSubject.names))
        let practices = cards(subject, visit.language).prefix(Book.most).map(\.id)
        // Nothing to bind: the page says so.
        guard !practices.isEmpty else { return .seeOther(subject.fields.link(CompendiumPaths.newBook)) }
        try limit.take(visit.address)
        let id = Secrets.token()
        try await OrderBook(id: id, language: visit.language, query: subject.fields.encoded, practices: Array(practices)).run(house)
        return .seeOther(CompendiumPaths.book(id))
    }

    func progress(_ visit: Visit) async throws -> Answer {
        let book = try await book(visit)
        let practices = try await house.database.read { try Books.practices(of: book.id, $0).count }
        let state = await bindery.state(of: book)
        var answer = Answer.page(BookPages(display: Display(house, visit.language)).progress(book, state, practices: practices))
        // Without script the browser looks again by itself; the page has a link for who does not want to wait.
        if state.isBusy, let refresh = HTTPField.Name("Refresh") { answer.headers[refresh] = "3" }
        return answer
    }

    func file(_ visit: Visit) async throws -> Answer {
        let book = try await book(visit)
        return .file(try await bindery.file(of: book), type: "application/pdf", name: "ponte-compendium-\(book.at.day)-\(book.language.code).pdf")
    }

    private func book(_ visit: Visit) async throws -> Book {
        let id = try visit.parameter("book")
        guard let book = try await house.database.read({ try Books.one(id, $0) }) else { throw Problem.notFound }
        return book
    }

    private func cards(_ subject: BookSubject, _ language: Language) -> [Card] {
        switch subject {
        case .search(let question): search.answer(question, in: language).all
        case .chosen(let slugs): slugs.prefix(Book.most).compactMap(catalogue.card)
        }
    }
}
