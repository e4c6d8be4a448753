import Files
import Foundation
import Kernel
import Store
import Web

/// The versions of a practice: each at its own address for good.
struct VersionHandlers: Sendable {
    let house: House
    let catalogue: Catalogue

    func list(_ visit: Visit) async throws -> Answer {
        let slug = try visit.parameter("slug")
        let upTo = visit.query["upTo"].flatMap { Int($0) }
        // One more than shown, so that the last one can say what changed.
        let (kept, merged) = try await house.database.read { reader in
            let versions = try PracticeVersions.list(slug, upTo: upTo, most: VersionPages.pageSize + 1, reader)
            let files = try versions.first.map { try Files.attached(to: RecordReference($0.practice), versions: versions.map(\.number), reader) } ?? [:]
            return (versions.map { ($0, files[$0.number] ?? []) }, try versions.first.map { try PracticeLives.merged(into: $0.practice, reader) } ?? [])
        }
        let cities = catalogue.cities
        guard let page = VersionPages(display: Display(house, visit.language)).list(try kept.map { try Edition($0.0, files: $0.1, cities: cities) }, merged: merged) else { throw Problem.notFound }
        return .page(page)
    }

    func version(_ visit: Visit) async throws -> Answer {
        let edition = try await edition(visit)
        return .page(
            PracticePage.page(
                edition, try await translations(of: edition, in: visit.language), baseURL: house.site.baseURL, year: edition.year(today: house.clock.now.day.year),
                original: visit.query["original"] == "1", Display(house, visit.language)))
    }

    func changes(_ visit: Visit) async throws -> Answer {
        let slug = try visit.parameter("slug")
        let number = try number(visit)
        // Nothing came before the first one; the list says so.
        guard number > 1 || visit.query.has("from") else { return .seeOther(CompendiumPaths.versions(slug)) }
        guard let other = visit.query["from"].map({ Int($0) }) ?? number - 1, other > 0, other != number else { throw Problem.notFound }
        let (new, old, newest) = try await house.database.read { reader in
            let new = try PracticeVersions.one(slug, number, reader).map { ($0, try PracticeVersions.files(of: $0, reader)) }
            let old = try PracticeVersions.one(slug, other, reader).map { ($0, try PracticeVersions.files(of: $0, reader)) }
            return (new, old, new?.0.newest ?? 0)
        }
        guard let new, let old else { throw Problem.notFound }
        let cities = catalogue.cities
        return .page(
            VersionPages(display: Display(house, visit.language)).changes(
                from: try Edition(old.0, files: old.1, cities: cities), to: try Edition(new.0, files: new.1, cities: cities), numbers: Array((max(1, newest - 199)...max(1, newest)).reversed())))
    }

    func bibTeX(_ visit: Visit) async throws -> Answer { try await cite(visit, "bib", type: "application/x-bibtex; charset=utf-8") { $0.bibTeX } }

    func ris(_ visit: Visit) async throws -> Answer { try await cite(visit, "ris", type: "application/x-research-info-systems; charset=utf-8") { $0.ris } }

    private func cite(_ visit: Visit, _ ending: String, type: String, _ text: (Citation) -> String) async throws -> Answer {
        let edition = try await edition(visit)
        return .text(text(Citation(practice: edition.practice, city: edition.city, baseURL: house.site.baseURL, display: Display(house, visit.language))), type: type)
    }

    /// The version that the address names.
    func edition(_ visit: Visit) async throws -> Edition {
        let slug = try visit.parameter("slug")
        let number = try number(visit)
        let kept = try await house.database.read { reader in
            try PracticeVersions.one(slug, number, reader).map { (version: $0, files: try PracticeVersions.files(of: $0, reader)) }
        }
        guard let kept else { throw Problem.notFound }
        return try Edition(kept.version, files: kept.files, cities: catalogue.cities)
    }

    /// What the practice is called in a language, older texts too.
    func translations(of edition: Edition, in language: Language) async throws -> [Translation] {
        try await house.database.read { try Translations.of(edition.practice.id, in: language, $0) }
    }

    private func number(_ visit: Visit) throws -> Int {
        guard let number = Int(try visit.parameter("version")), number > 0 else { throw Problem.notFound }
        return number
    }
}
