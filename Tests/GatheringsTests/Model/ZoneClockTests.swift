import Kernel
import Testing
@testable import Gatherings

@Suite struct ZoneClockTests {
    private var rome: ZoneClock { get throws { try #require(ZoneClock("Europe/Rome")) } }
    private func reading(_ text: String) throws -> ZoneClock.Reading { try #require(ZoneClock.Reading(text)) }
    private func instant(_ text: String) throws -> Instant { try #require(Instant(text)) }

    @Test(arguments: [
        ("2026-03-29T01:30", ["2026-03-29T00:30:00.000Z"]), ("2026-03-29T02:30", []), ("2026-03-29T03:00", ["2026-03-29T01:00:00.000Z"]),
        ("2026-10-25T02:30", ["2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z"]), ("2026-10-25T03:00", ["2026-10-25T02:00:00.000Z"]), ("2026-07-01T12:00", ["2026-07-01T10:00:00.000Z"]),
    ])
    func `The clock in Rome leaves an hour out in spring and repeats one in autumn`(typed: String, moments: [String]) throws {
        #expect(try rome.moments(showing: try reading(typed)).map(\.description) == moments)
    }

    @Test func `What a moment shows is read back as that moment, all through two years`() throws {
        let clock = try rome
        var at = try instant("2026-01-01T00:00:00.000Z")
        for _ in 0..<(2 * 365 * 8) {
            #expect(clock.moments(showing: clock.reading(of: at)).contains(at), "\(at)")
            at = at.adding(.seconds(3 * 3600))
        }
    }

    @Test func `The jumps of a year are found, and a zone without summer time has none`() throws {
        let (from, to) = (try instant("2026-01-01T00:00:00.000Z"), try instant("2026-12-31T00:00:00.000Z"))
        #expect(try rome.jumps(from: from, to: to).map(\.description) == ["2026-03-29T01:00:00.000Z", "2026-10-25T01:00:00.000Z"])
        #expect(ZoneClock.utc.jumps(from: from, to: to) == [])
    }

    @Test func `A day on which the clock jumps is known as one`() throws {
        func day(_ text: String) throws -> Day { try #require(Day(text)) }
        let days = ["2026-03-28", "2026-03-29", "2026-03-30", "2026-10-24", "2026-10-25", "2026-10-26"]
        #expect(try days.filter { try rome.jumps(on: try day($0)) } == ["2026-03-29", "2026-10-25"])
        // On the Azores the clock jumps at midnight.
        let azores = try #require(ZoneClock("Atlantic/Azores"))
        let (sunday, friday) = (try day("2026-03-29"), try day("2026-03-27"))
        #expect(azores.jumps(on: sunday) && !azores.jumps(on: friday) && !ZoneClock.utc.jumps(on: sunday))
    }

    @Test(arguments: ["31/09/14", "2014-09-31T10:00", "2026-03-29", "2026-03-29T24:00", "2026-03-29T1:00", "2026-03-29T10:60", "tomorrow", "2026-03-29T+1:00"])
    func `What is no day and time is none`(typed: String) { #expect(ZoneClock.Reading(typed) == nil) }

    @Test func `Every country of a city and every zone that is offered has a clock`() {
        for name in ZoneClock.offered { #expect(ZoneClock(name) != nil, "\(name)") }
        #expect(ZoneClock.name(inCountry: "IT") == "Europe/Rome")
        #expect(ZoneClock("CET") == nil && ZoneClock("Europe/Atlantis") == nil)
    }
}
