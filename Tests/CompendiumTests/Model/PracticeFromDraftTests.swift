import Kernel
import Store
import TestKit
import Testing
@testable import Compendium

@Suite struct PracticeFromDraftTests {
    @Test(arguments: Engines.all) func `A draft says the same before it is written and after`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let entries = try ImportPractices(files: [(name: "a.json", data: try Fixture.data(Fixture.practices))]).entries
            #expect(entries.count == 6)
            for entry in entries {
                let kept = try #require(try await house.database.read { try Practices.bySlug(entry.draft.slug, $0) })
                #expect(Practice(draft: entry.draft, id: kept.id, version: 1, city: kept.city, changedAt: kept.changedAt) == kept)
            }
        }
    }
}
