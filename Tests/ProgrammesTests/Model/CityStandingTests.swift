import Kernel
import Testing
@testable import Programmes

/// Why somebody should write to a city, and when nobody should.
@Suite struct CityStandingTests {
    private let city = CityID("c")
    private func day(_ text: String) throws -> Day { try #require(Day(text)) }
    private func at(_ text: String) throws -> Instant { try #require(Instant("\(text)T09:00:00.000Z")) }

    @Test func `Silence counts from the last record, else from the start, and only while the programme runs`() throws {
        let start = try day("2026-01-01")
        let end = try day("2026-12-31")
        func reasons(_ last: String?, today: String) throws -> [CityStanding.Reason] {
            try CityStanding(city: city, open: 1, late: 0, lastRecorded: last.map { try at($0) }).reasons(today: day(today), start: start, end: end)
        }
        #expect(try reasons(nil, today: "2026-03-01") == [])
        #expect(try reasons(nil, today: "2026-03-02") == [.quiet(60)])
        #expect(try reasons("2026-02-01", today: "2026-03-02") == [])
        #expect(try reasons("2026-02-01", today: "2026-04-02") == [.quiet(60)])
        #expect(try reasons("2025-11-01", today: "2026-01-15") == [], "what came before the programme is no silence in it")
        #expect(try reasons("2026-02-01", today: "2026-12-31") == [.quiet(333)])
        #expect(try reasons("2026-02-01", today: "2027-01-01") == [], "over")
    }

    @Test func `What is not known is not held against a city`() throws {
        let standing = CityStanding(city: city, open: 0, late: 0, lastRecorded: nil)
        #expect(try standing.reasons(today: day("2026-03-02"), start: nil, end: nil) == [])
    }

    @Test func `Late parts count after the end too, and so does what other rooms report`() throws {
        var standing = CityStanding(city: city, open: 3, late: 2, lastRecorded: nil)
        standing.transfersOpen = 1
        standing.gatheringsOpen = 4
        #expect(try standing.reasons(today: day("2026-03-02"), start: day("2024-01-01"), end: day("2025-12-31")) == [.late(2), .transfersOpen(1), .gatheringsOpen(4)])
    }
}
