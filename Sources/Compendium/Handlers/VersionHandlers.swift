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
        let kept = try await house.database.read { try PracticeVersions.list(slug, upTo: upTo, most: VersionPages.pageSize + 1, $0) }
        let cities = catalogue.cities
        guard let page = VersionPages(display: Display(house, visit.language)).list(try kept.map { try Edition($0, cities: cities) }) else { throw Problem.notFound }
        return .page(page)
    }

    func version(_ visit: Visit) async throws -> Answer {
        let edition = try await edition(visit)
        return .page(PracticePage.page(edition, baseURL: house.site.baseURL, year: edition.year(today: house.clock.now.day.year), Display(house, visit.language)))
    }

    func changes(_ visit: Visit) async throws -> Answer {
        let slug = try visit.parameter("slug")
        let number = try number(visit)
        // Nothing came before the first one; the list says so.
        guard number > 1 || visit.query.has("from") else { return .seeOther(CompendiumPaths.versions(slug)) }
        guard let other = visit.query["from"].map({ Int($0) }) ?? number - 1, other > 0, other != number else { throw Problem.notFound }
        let (new, old, newest) = try await house.database.read { reader in
            let new = try PracticeVersions.one(slug, number, reader)
            return (new, try PracticeVersions.one(slug, other, reader), new?.newest ?? 0)
        }
        guard let new, let old else { throw Problem.notFound }
        let cities = catalogue.cities
        return .page(
            VersionPages(display: Display(house, visit.language)).changes(
                from: try Edition(old, cities: cities), to: try Edition(new, cities: cities), numbers: Array((max(1, newest - 199)...max(1, newest)).reversed())))
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
        guard let kept = try await house.database.read({ try PracticeVersions.one(slug, number, $0) }) else { throw Problem.notFound }
        return try Edition(kept, cities: catalogue.cities)
    }

    private func number(_ visit: Visit) throws -> Int {
        guard let number = Int(try visit.parameter("version")), number > 0 else { throw Problem.notFound }
        return number
    }
}
