import Files
import Foundation
import Kernel
import Web

/// Makes books beside the answers, and knows how far each is. What it knows is of this process alone: another one, or the same after
/// a new start, makes the book again from its order, or finds it made.
actor Bindery {
    enum State: Sendable, Equatable {
        case waiting
        /// With the pages laid out so far.
        case layingOut(Int)
        /// With its size in bytes.
        case ready(Int)
        /// With a text key.
        case failed(String)

        var isReady: Bool { if case .ready = self { true } else { false } }
        var isBusy: Bool { switch self { case .waiting, .layingOut: true; case .ready, .failed: false } }
    }

    private let house: House
    private let catalogue: Catalogue
    private let ports: CompendiumPorts
    private let files: FilesModule
    private var states: [String: State] = [:]

    init(house: House, catalogue: Catalogue, files: FilesModule, ports: CompendiumPorts) {
        self.house = house
        self.catalogue = catalogue
        self.ports = ports
        self.files = files
    }

    /// How far a book is; begins with it when nobody has, or when it failed before.
    func state(of book: Book) -> State {
        let known = states[book.id]
        if case .failed = known ?? .failed("") { begin(book) }
        return known ?? .waiting
    }

    /// The book itself; waits until it is made.
    func file(of book: Book) async throws -> Data {
        let editions = try await editions(of: book)
        let id = book.id
        let language = book.language
        let translations = try await house.database.read { try Translations.of(editions.map(\.practice.id), in: language, $0) }
        let order = try BookDocument(book: book, editions: editions, translations: translations, files: files, house: house).order { pages in Task { await self.note(pages, id) } }
        if states[id]?.isReady != true { states[id] = .layingOut(0) }
        do {
            let data = try await ports.document(order)
            states[id] = .ready(data.count)
            return data
        } catch {
            if case Problem.unavailable(let reason) = error { states[id] = .failed(reason) } else { states[id] = .failed("compendium.document.failed") }
            throw error
        }
    }

    private func begin(_ book: Book) {
        if states.count > 1000 { states = states.filter { $0.value.isBusy } }
        states[book.id] = .waiting
        Task {
            do {
                _ = try await file(of: book)
            } catch {
                if states[book.id]?.isBusy == true { states[book.id] = .failed("compendium.document.failed") }
                house.logger.warning("a book could not be made", metadata: ["book": "\(book.id)", "error": "\(error)"])
            }
        }
    }

    private func note(_ pages: Int, _ id: String) {
        guard let state = states[id], state.isBusy else { return }
        if case .layingOut(let before) = state, before >= pages { return }
        states[id] = .layingOut(pages)
    }

    private func editions(of book: Book) async throws -> [Edition] {
        let kept = try await house.database.read { reader in
            try PracticeVersions.withFiles(try Books.practices(of: book.id, reader), reader)
        }
        let cities = catalogue.cities
        return try kept.map { try Edition($0.0, files: $0.1, cities: cities) }
    }
}
