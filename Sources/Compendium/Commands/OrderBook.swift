import Kernel
import Store
import Web

/// Puts an order for a book on record, with the versions as they are now. An order changes nothing of the network, so it is no fact
/// of the audit chain: otherwise every reader's book would make all pages anew.
struct OrderBook: Sendable {
    let id: String
    let language: Language
    let query: String
    let practices: [PracticeID]

    func run(_ house: House) async throws {
        let now = house.clock.now
        let old = now.adding(.seconds(-Book.lifetime.components.seconds))
        try await house.database.write { writer in
            try writer.run("DELETE FROM book_practice WHERE book_id IN (SELECT id FROM book WHERE at < \(old))")
            try writer.run("DELETE FROM book WHERE at < \(old)")
            try writer.run("INSERT INTO book (id, language, query, at) VALUES (\(id), \(language.code), \(query), \(now))")
            for (position, practice) in practices.enumerated() {
                try writer.run(
                    """
                    INSERT INTO book_practice (book_id, position, practice_id, version)
                    SELECT \(id), \(position), id, version FROM practice WHERE id = \(practice)
                    """)
            }
        }
    }
}
