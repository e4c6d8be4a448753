import Kernel
import Store
import Trail
import Web

/// Reads on in the chain and notes, for each saved search, the practices that were published or changed and that it finds. Where it
/// stopped is kept in the database, so that a process that ends in between loses nothing; noting twice changes nothing, so
/// several processes may do it.
struct NoteNewMatches: Sendable {
    static let position = "searches-position"

    let catalogue: Catalogue
    let search: SearchPractices
    let ports: CompendiumPorts

    /// - Parameter last: up to which entry this process's catalogue is in step.
    func run(upTo last: Int64, _ house: House) async throws {
        let (start, news, searches) = try await house.database.read { reader in
            guard let start = try InstallationSetting.value(Self.position, reader).flatMap({ Int64($0) }) else { return (last, [News](), [SavedSearch]()) }
            return (start, try Audit.news(after: start, reader).filter { $0.seq <= last }, try SavedSearches.all(reader))
        }
        guard let end = news.last?.seq, end > start else { return }
        // That somebody says it is still true is no news of a practice.
        let changed = Set(news.filter { $0.record.kind == PracticeKind.name && $0.action != "practice.confirm" }.map { PracticeID($0.record.id) })
        let found = changed.isEmpty ? [] : searches.map { saved in
            (saved: saved, practices: search.answer(saved.question, in: saved.language).all.map(\.id).filter(changed.contains))
        }
        let now = house.clock.now
        try await house.database.write { writer in
            for (saved, practices) in found {
                for practice in practices {
                    // What was there unchanged when the search was saved is no news to its owner.
                    try writer.run(
                        """
                        INSERT INTO search_notice (search_id, practice_id, version, at)
                        SELECT saved_search.id, practice.id, practice.version, \(now) FROM practice CROSS JOIN saved_search
                        WHERE practice.id = \(practice) AND saved_search.id = \(saved.id) AND practice.changed_at > saved_search.at
                        ON CONFLICT DO NOTHING
                        """)
                }
            }
            let before = try InstallationSetting.value(Self.position, writer.reader).flatMap { Int64($0) } ?? 0
            if end > before { try InstallationSetting.set(Self.position, to: String(end), in: writer) }
            try tell(searches, at: now, house, writer)
        }
        if news.count == 5000 { try await run(upTo: last, house) }
    }

    /// Hands a letter for each search to the post, in the same transaction that notes it told: so never twice, and never lost.
    private func tell(_ searches: [SavedSearch], at now: Instant, _ house: House, _ writer: Writer) throws {
        guard let send = ports.sendSearchLetter else { return }
        let untold = Dictionary(grouping: try SavedSearches.untold(writer.reader), by: \.search)
        let cards = Dictionary(catalogue.cards.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for saved in searches {
            guard let matches = untold[saved.id] else { continue }
            var seen: Set<PracticeID> = []
            let practices = matches.compactMap { seen.insert($0.practice).inserted ? cards[$0.practice] : nil }.map { card in
                (title: card.plainTitle(in: saved.language).text, url: house.site.baseURL + CompendiumPaths.practice(card.slug))
            }
            if !practices.isEmpty {
                try send(
                    SearchLetter(
                        person: saved.person, language: saved.language, searchName: saved.name, practices: practices,
                        searchesURL: house.site.baseURL + CompendiumPaths.searches), writer)
            }
            try writer.run("UPDATE search_notice SET told_at = \(now) WHERE search_id = \(saved.id) AND told_at IS NULL")
        }
    }
}
