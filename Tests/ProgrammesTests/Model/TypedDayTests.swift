import Kernel
import Testing
@testable import Programmes

/// Days as people type them. What is no day is refused with the reason; nothing rolls over.
@Suite struct TypedDayTests {
    @Test(arguments: [
        ("2014-09-30", "2014-09-30"), ("30/09/2014", "2014-09-30"), ("30.9.2014", "2014-09-30"), (" 30 9 2014 ", "2014-09-30"), ("29/02/2024", "2024-02-29"),
        ("٣٠/٠٩/٢٠١٤", "2014-09-30"), ("2014/9/3", "2014-09-03"),
    ]) func `Every usual way of writing a day is read`(typed: String, day: String) throws {
        let wanted = try #require(Day(day))
        #expect(TypedDay(typed) == .day(wanted))
    }

    @Test func `31/09/14 is refused with the length of the month and what to type`() {
        #expect(
            TypedDay("31/09/14")
                == .refused("programmes.day.notInMonth", ["value": "31/09/14", "month": "09", "year": "2014", "last": "30", "example": "30/09/2014"]))
    }

    @Test(arguments: [
        ("29/02/2023", "programmes.day.notInMonth"), ("00/09/2014", "programmes.day.notInMonth"), ("30/13/2014", "programmes.day.noMonth"),
        ("30/09/14", "programmes.day.shortYear"), ("soon", "programmes.day.unreadable"), ("30/09", "programmes.day.unreadable"), ("1/2/3/4", "programmes.day.unreadable"),
        ("30/09/214", "programmes.day.unreadable"), ("30/September/2014", "programmes.day.unreadable"), ("00/00/0000", "programmes.day.noMonth"), ("", "programmes.day.unreadable"),
    ]) func `What is no day is refused with its own reason`(typed: String, key: String) {
        guard case .refused(let reason, _) = TypedDay(typed) else {
            Issue.record("\(typed) was read as a day")
            return
        }
        #expect(reason == key)
    }

    @Test func `Every day of four centuries comes back as it was written`() {
        for days in stride(from: -140_000, through: 30_000, by: 1) {
            let day = Day(daysSince1970: days)
            let parts = day.description.split(separator: "-")
            #expect(TypedDay("\(parts[2])/\(parts[1])/\(parts[0])") == .day(day))
        }
    }
}

@Suite struct TypedMoneyTests {
    @Test(arguments: [
        ("399740", 39_974_000), ("399.740", 39_974_000), ("399,740", 39_974_000), ("1.234,50", 123_450), ("1,234.5", 123_450), ("€ 30 000", 3_000_000), ("0.05", 5), ("١٢٠٠", 120_000), ("7,5", 750),
    ] as [(String, Int64)]) func `Amounts are read to the cent`(typed: String, cents: Int64) {
        #expect(TypedMoney.cents(typed) == cents)
        #expect(TypedMoney.cents(TypedMoney.typed(cents)) == cents)
    }

    @Test(arguments: ["", "a lot", "-5", "1.23.4", "12,3456", "1e9", "999999999999999", "1..5"]) func `What is no amount is not guessed at`(typed: String) {
        #expect(TypedMoney.cents(typed) == nil)
    }
}
