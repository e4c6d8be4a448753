import Kernel
import Members
import Store
import Trail
import Web

/// Asks the owners of practices that nobody confirmed for two years, by letter, whether they are still true. May run in several
/// processes: whoever marks the practice as asked writes the letter, in the same transaction.
struct AskOwners: Sendable {
    /// Who does not answer is asked again after half a year.
    static let again = Duration.seconds(182 * 86_400)

    /// - Returns: how many letters were written.
    @discardableResult
    func run(_ house: House, _ trail: Trail) async throws -> Int {
        let now = trail.clock.now
        let due = try await house.database.read { try PracticeLives.unasked(at: now, $0) }
        var written = 0
        for ask in due {
            let isWritten = try await house.database.write { writer in
                guard let (owner, language) = try People.languages([ask.owner], writer.reader).first else { return false }
                let token = Secrets.token()
                let marked = try writer.run(
                    """
                    UPDATE practice_life SET asked_at = \(now), ask_digest = \(Secrets.digest(token))
                    WHERE practice_id = \(ask.practice) AND stage = 'published' AND (asked_at IS NULL OR asked_at < \(now.adding(.zero - Self.again)))
                    """)
                guard marked == 1, let practice = try Practices.byIDs([ask.practice], writer.reader).first else { return false }
                try SendMail(
                    "compendium.mail.stillTrue", to: owner, in: language, values: ["title": practice.title.text(in: language.code).text],
                    link: CompendiumPaths.stillTrue(practice.slug, token)
                ).run(house.ids, trail, by: .system("care"), in: writer)
                return true
            }
            if isWritten { written += 1 }
        }
        return written
    }
}
