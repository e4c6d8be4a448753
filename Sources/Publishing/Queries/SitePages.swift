import Kernel
import Store

/// Questions about pages and what they say.
enum SitePages {
    private static let columns: SQL = "SELECT id, kind, slug, source_language, state, publish_at, day, changed_at FROM site_page"

    static func one(_ id: SitePageID, _ reader: Reader) throws -> SitePage? {
        try reader.first(columns + " WHERE id = \(id)", SitePage.init(row:))
    }

    /// By any name that it has or had in its address.
    static func named(_ slug: String, _ kind: SitePage.Kind, _ reader: Reader) throws -> SitePage? {
        try reader.first(columns + " WHERE id IN (SELECT page_id FROM site_slug WHERE kind = \(kind) AND slug = \(slug))", SitePage.init(row:))
    }

    static func texts(of pages: [SitePageID], in languages: [Language]? = nil, _ reader: Reader) throws -> [PageText] {
        let chosen: SQL = languages.map { "AND language IN \(list: $0.map(\.code))" } ?? ""
        return try reader.all(
            "SELECT page_id, language, version, title, teaser, body, source_digest, at, by_id FROM page_text WHERE page_id IN \(list: pages) \(chosen) ORDER BY page_id, language",
            PageText.init(row:))
    }

    /// Everything, for those who write it: pages by address, then news, the newest first.
    static func all(_ kind: SitePage.Kind, _ reader: Reader) throws -> [SitePage] {
        try reader.all(columns + " WHERE kind = \(kind) ORDER BY day DESC, id DESC LIMIT 500", SitePage.init(row:))
    }

    /// Published news, the newest first.
    /// - Parameter before: the last of the page before.
    static func news(before: SitePage?, limit: Int, _ reader: Reader) throws -> [SitePage] {
        let older: SQL = before.map { "AND (day, id) < (\($0.day), \($0.id))" } ?? ""
        return try reader.all(columns + " WHERE kind = 'news' AND state = 'published' \(older) ORDER BY day DESC, id DESC LIMIT \(limit)", SitePage.init(row:))
    }

    /// The addresses of all that is published, each with the languages it is there in.
    static func published(_ reader: Reader) throws -> [(path: String, languages: [Language])] {
        let rows: [(SitePage, Language?)] = try reader.all(
            """
            SELECT id, kind, slug, source_language, state, publish_at, day, changed_at, page_text.language AS language FROM site_page
            JOIN page_text ON page_text.page_id = site_page.id WHERE state = 'published' ORDER BY kind, slug, page_text.language
            """
        ) { (try SitePage(row: $0), Language(rawValue: try $0["language"])) }
        var found: [(path: String, languages: [Language])] = []
        for (page, language) in rows {
            guard let language else { continue }
            if found.last?.path == page.path { found[found.count - 1].languages.append(language) } else { found.append((page.path, [language])) }
        }
        return found
    }

    // MARK: versions

    /// The newest first.
    static func versions(of page: SitePageID, _ language: Language, _ reader: Reader) throws -> [PageVersion] {
        try reader.all(
            """
            SELECT version, title, teaser, body, restored_from, at, by_id FROM page_version
            WHERE page_id = \(page) AND language = \(language.code) ORDER BY version DESC LIMIT 200
            """, PageVersion.init(row:))
    }

    static func version(_ number: Int, of page: SitePageID, _ language: Language, _ reader: Reader) throws -> PageVersion? {
        try reader.first(
            """
            SELECT version, title, teaser, body, restored_from, at, by_id FROM page_version
            WHERE page_id = \(page) AND language = \(language.code) AND version = \(number)
            """, PageVersion.init(row:))
    }
}

extension SitePage {
    init(row: Row) throws {
        self.init(
            id: try row["id"], kind: try row["kind"], slug: try row["slug"], source: Language(rawValue: try row["source_language"]) ?? .en,
            state: try row["state"], publishAt: try row["publish_at"], day: try row["day"], changedAt: try row["changed_at"])
    }
}

extension PageText {
    init(row: Row) throws {
        self.init(
            page: try row["page_id"], language: Language(rawValue: try row["language"]) ?? .en, version: try row["version"], content: try Content(row: row),
            sourceDigest: try row["source_digest"], at: try row["at"], by: try row["by_id"])
    }
}

extension PageText.Content {
    init(row: Row) throws { self.init(title: try row["title"], teaser: try row["teaser"], body: try row["body"]) }
}

extension PageVersion {
    init(row: Row) throws {
        self.init(
            version: try row["version"], content: try PageText.Content(row: row), restoredFrom: try row["restored_from"], at: try row["at"], by: try row["by_id"])
    }
}
