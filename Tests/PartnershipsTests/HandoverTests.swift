import Kernel
import Members
import Store
import TestKit
import Testing
import Web
@testable import App
@testable import Partnerships

/// What the handover dossier holds of a partnership: every line says what it is.
@Suite struct HandoverTests {
    @Test(arguments: Engines.all) func `Agreements say when they end or ended, and nothing stands there without a word`(engine: Engine) async throws {
        try await withHouse(engine, .starter) { house in
            try await LoadStarterPartnerships().run(house.database, house.ids, house.trail)
            let words = try Installation.words(.en)
            let today = house.clock.now.day
            let lines = try await house.database.read { reader in
                try PartnershipsModule.handover(of: try #require(try Cities.bySlug("catania", reader)), at: today, words, reader)
            }
            func texts(_ part: HandoverLine.Part) -> [String] { lines.filter { $0.part == part }.flatMap(\.texts).map { $0.filter { !"\u{2068}\u{2069}".contains($0) } } }
            let commitments = texts(.commitments)
            #expect(commitments.contains { $0.wholeMatch(of: /Agreement ended on \d{1,2} \w+ \d{4}/) != nil }, "\(commitments)")
            #expect(commitments.contains { $0.hasPrefix("Agreement in force; it ends soon, on ") } && commitments.contains { $0.hasPrefix("Due: ") })
            #expect(Set(texts(.dates)).isSuperset(of: ["Agreement ends", "Decision due", "Meeting planned"]))
            #expect(texts(.people).allSatisfy { $0.contains(": ") }, "\(texts(.people))")
            let needs = texts(.needs)
            #expect(needs.contains("Priority: 1,600") && needs.contains("What is missing: The school does not answer whether they came.") && needs.contains("Number of staff: 24"))
            #expect(texts(.evidence).contains("Source: Waiting list of the school, with reasons"))
        }
    }
}
