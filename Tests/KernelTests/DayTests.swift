import Kernel
import Testing

@Suite struct DayTests {
    @Test(arguments: ["2014-09-31", "31/09/14", "31/09/2014", "2023-02-29", "1900-02-29", "2014-13-01", "2014-00-10", "2014-01-00", "0000-01-01",
        "2014-9-30", "14-09-30", "2014-09-30 ", "2014-+9-30", "+014-09-30", "2014-09-3-", "٢٠١٤-٠٩-٣٠", "", "--"])
    func `A day that is not in the calendar is refused, not moved`(text: String) {
        #expect(Day(text) == nil)
    }

    @Test(arguments: ["2014-09-30", "2024-02-29", "2000-02-29", "1970-01-01", "1969-12-31", "0001-01-01", "9999-12-31"])
    func `A day is written as it was read`(text: String) throws {
        #expect(try #require(Day(text)).description == text)
    }

    @Test func `The last of September is followed by the first of October`() throws {
        let last = try #require(Day("2014-09-30"))
        #expect(Day(daysSince1970: last.daysSince1970 + 1) == Day("2014-10-01"))
        #expect(Day("1970-01-01")?.daysSince1970 == 0)
        #expect(Day("2000-03-01")?.daysSince1970 == 11_017)
    }

    @Test func `Every day of four centuries has one number and one text, in order`() {
        let days = (-60_000...90_000).map { Day(daysSince1970: $0) }
        #expect(days.map(\.daysSince1970) == Array(-60_000...90_000))
        let texts = days.map(\.description)
        #expect(texts == texts.sorted())
        #expect(Set(texts).count == texts.count)
    }
}
