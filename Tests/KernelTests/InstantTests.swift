import Foundation
import Kernel
import Testing

@Suite struct InstantTests {
    @Test func `Text sorts like time`() {
        let moments: [Int64] = [-62_135_596_800_000, -86_400_001, -86_400_000, -1, 0, 1, 999, 1000, 59_999, 60_000, 3_600_000, 86_399_999, 86_400_000, 1_711_675_800_000, 4_102_444_800_000]
        let texts = moments.map { Instant(milliseconds: $0).description }
        #expect(texts == texts.sorted())
        #expect(Set(texts.map { $0.utf8.count }) == [24])
    }

    @Test(arguments: [-1, 0, 1, 1_711_675_800_123, -86_400_001, 951_782_399_999] as [Int64])
    func `A moment is read as it was written`(milliseconds: Int64) {
        let instant = Instant(milliseconds: milliseconds)
        #expect(Instant(instant.description) == instant)
    }

    @Test(arguments: ["2014-09-31T00:00:00.000Z", "2014-09-30T24:00:00.000Z", "2014-09-30T00:60:00.000Z", "2014-09-30T00:00:60.000Z", "2014-09-30T00:00:00Z",
        "2014-09-30 00:00:00.000Z", "2014-09-30T00:00:00.000+", "2014-09-30T+1:00:00.000Z", "2014-09-30T00.00.00.000Z", "2014-09-30T00:00:00.+12Z", ""])
    func `Any other form is refused`(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test func `The day and the arithmetic are those of UTC`() throws {
        let late = try #require(Instant("2026-03-29T23:59:59.999Z"))
        #expect(late.day == Day("2026-03-29"))
        #expect(late.adding(.milliseconds(1)).description == "2026-03-30T00:00:00.000Z")
        #expect(late.adding(.seconds(-86_400)).day == Day("2026-03-28"))
        #expect(Instant(milliseconds: -1).day == Day("1969-12-31"))
        #expect(Instant(Date(timeIntervalSince1970: 1.5)).milliseconds == 1500)
    }

    @Test func `A clock held still stays still`() {
        let clock = Clock.fixed(Instant(milliseconds: 5))
        #expect(clock.now == Instant(milliseconds: 5))
        #expect(Clock.live.now > Instant(milliseconds: 1_700_000_000_000))
    }
}
