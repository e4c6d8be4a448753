import Foundation
import Kernel
import Store
import Trail

/// The pages that Ponte comes with, in its six languages: what the network is, how the platform works, and a first piece of news.
/// Put on record once; what people change or archive afterwards stays so.
public struct LoadStarterPages: Sendable {
    /// Whether readers see them at once, or they wait as drafts.
    let published: Bool

    public init(published: Bool) { self.published = published }

    private static let setting = "starter-pages"
    private static let pages: [(slug: String, kind: SitePage.Kind)] = [("about", .page), ("how-it-works", .page), ("welcome", .news)]

    public func run(_ database: Database, _ ids: IDSource, _ trail: Trail) async throws {
        let read = try Self.pages.map { page in
            (page, try Language.allCases.map { ($0, try Self.text(page.slug, $0)) })
        }
        let folder = read.map { ($0.0, ids.next(SitePageKind.self), $0.1) }
        let menuIDs = (0..<6).map { _ in MenuItemID(ids.text()) }
        try await database.write { writer in
            let now = trail.clock.now
            guard try InstallationSetting.value(Self.setting, writer.reader) == nil else { return }
            for ((slug, kind), id, texts) in folder {
                guard let source = texts.first(where: { $0.0 == .en })?.1 else { continue }
                // Somebody may have made a page of this name already.
                guard try writer.reader.number("SELECT count(*) AS n FROM site_slug WHERE kind = \(kind) AND slug = \(slug)") == 0 else { continue }
                try BeginPage(kind: kind, slug: slug, source: .en, day: now.day, content: source, person: nil).write(id, trail, in: writer)
                for (language, content) in texts where language != .en {
                    try PageWriting.write(content, 1, of: id, language, digest: source.digest, at: now, by: nil, in: writer)
                }
                guard published else { continue }
                try writer.run("UPDATE site_page SET state = 'published' WHERE id = \(id)")
                try trail.record(Fact("page.published", RecordReference(id), by: .system("starter")), in: writer)
            }
            try Self.fillFooter(folder.filter { $0.0.kind == .page }.map { $0.1 }, menuIDs, in: writer)
            try InstallationSetting.set(Self.setting, to: "1", in: writer)
        }
    }

    /// The foot of the page leads to them, then to what stands there anyway.
    private static func fillFooter(_ pages: [SitePageID], _ ids: [MenuItemID], in writer: Writer) throws {
        guard try writer.reader.number("SELECT count(*) AS n FROM menu_item WHERE menu = 'footer'") == 0 else { return }
        let targets = pages.map { MenuItem.Target.page($0) } + ["news", "vocabulary", "api"].map { .part($0) }
        for (position, (id, target)) in zip(ids, targets).enumerated() {
            try writer.run("INSERT INTO menu_item (id, menu, position, target_kind, target) VALUES (\(id), 'footer', \(position + 1), \(target.kind), \(target.value))")
        }
    }

    /// A file begins with its title as a heading; the paragraph below is the teaser, the rest the text.
    private static func text(_ slug: String, _ language: Language) throws -> PageText.Content {
        let file = PublishingModule.resources.appendingPathComponent("starter/\(slug).\(language.code).md")
        let parts = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n\n")
        guard parts.count > 2, parts[0].hasPrefix("# ") else { throw CocoaError(.fileReadCorruptFile, userInfo: [NSFilePathErrorKey: file.path]) }
        return PageText.Content(
            title: String(parts[0].dropFirst(2)), teaser: parts[1].replacingOccurrences(of: "\n", with: " "),
            body: parts.dropFirst(2).joined(separator: "\n\n").trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
