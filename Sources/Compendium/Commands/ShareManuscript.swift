import Kernel
import Members
import Store
import Trail
import Web

/// Lets somebody write a manuscript too, or no longer.
struct ShareManuscript: Sendable {
    let id: ManuscriptID
    let author: PersonID
    let isAuthor: Bool
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            let changed =
                isAuthor
                ? try writer.run(
                    """
                    INSERT INTO manuscript_author (manuscript_id, person_id, invited_by, at) VALUES (\(id), \(author), \(person), \(trail.clock.now))
                    ON CONFLICT (manuscript_id, person_id) DO UPDATE SET invited_by = excluded.invited_by, at = excluded.at, left_at = NULL
                        WHERE manuscript_author.left_at IS NOT NULL
                    """)
                // Who ever was its author does not publish it: so this stays known.
                : try writer.run("UPDATE manuscript_author SET left_at = \(trail.clock.now) WHERE manuscript_id = \(id) AND person_id = \(author) AND left_at IS NULL")
            guard changed > 0 else { return }
            if isAuthor { try write(house, trail, writer) }
            try trail.record(
                Fact(isAuthor ? "manuscript.shared" : "manuscript.unshared", RecordReference(id), by: .person(person), after: "{\"author\":\"\(author)\"}"), in: writer)
        }
    }

    /// Tells who was invited, in their own language.
    private func write(_ house: House, _ trail: Trail, _ writer: Writer) throws {
        let title = try Manuscripts.content(of: id, writer.reader)["title"] ?? ""
        let inviter = try People.names([person], writer.reader)[person] ?? ""
        for (reader, language) in try People.languages([author], writer.reader) where reader != person {
            try SendMail("compendium.mail.coauthor", to: reader, in: language, values: ["title": title, "inviter": inviter], link: CompendiumPaths.manuscript(id.rawValue))
                .run(house.ids, trail, by: .person(person), in: writer)
        }
    }
}
