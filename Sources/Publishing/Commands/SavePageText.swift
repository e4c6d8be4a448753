import Kernel
import Store
import Trail
import Web

/// Saves what a page says in one language as a new version. Who wrote on top of an older version than the newest gets a conflict;
/// nothing is overwritten.
struct SavePageText: Sendable {
    let page: SitePageID
    let language: Language
    let content: PageText.Content
    /// The version the writer had before them; 0 where there was none.
    let basedOn: Int
    var restoredFrom: Int?
    let person: PersonID

    enum Outcome: Sendable, Equatable {
        case saved, unchanged
        /// Somebody else saved first.
        case conflict
    }

    func run(_ house: House, _ trail: Trail) async throws -> Outcome {
        try await house.database.write { writer in
            let now = trail.clock.now
            // Taking the page first makes two savers wait for one another on both engines.
            guard
                let source: String = try writer.reader.first(
                    "UPDATE site_page SET changed_at = changed_at WHERE id = \(page) RETURNING source_language", { try $0["source_language"] as String })
            else { throw Problem.notFound }
            let texts = try SitePages.texts(of: [page], writer.reader)
            let mine = texts.first { $0.language == language }
            guard (mine?.version ?? 0) == basedOn else { return mine?.content == content ? .unchanged : .conflict }
            let digest = source == language.code ? nil : texts.first { $0.language.code == source }?.content.digest
            // A translation that is saved again as it is was looked at: it fits its source now.
            if let mine, mine.content == content, mine.sourceDigest == digest { return .unchanged }
            try PageWriting.write(content, basedOn + 1, of: page, language, digest: digest, restoredFrom: restoredFrom, at: now, by: person, in: writer)
            try writer.run("UPDATE site_page SET changed_at = \(now), changed_by = \(person) WHERE id = \(page)")
            try trail.record(
                Fact("page.written", RecordReference(page), by: .person(person), before: "{\"language\":\"\(language.code)\",\"version\":\(basedOn)}",
                    after: "{\"language\":\"\(language.code)\",\"version\":\(basedOn + 1)}"), in: writer)
            return .saved
        }
    }
}
