import Kernel
import Testing
import Web

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
                == .refused("web.field.day.notInMonth", ["value": "31/09/14", "month": "09", "year": "2014", "last": "30", "example": "30/09/2014"]))
    }

    @Test(arguments: [
        ("29/02/2023", "web.field.day.notInMonth"), ("00/09/2014", "web.field.day.notInMonth"), ("30/13/2014", "web.field.day.noMonth"),
        ("30/09/14", "web.field.day.shortYear"), ("soon", "web.field.day.unreadable"), ("30/09", "web.field.day.unreadable"), ("1/2/3/4", "web.field.day.unreadable"),
        ("30/09/214", "web.field.day.unreadable"), ("30/September/2014", "web.field.day.unreadable"), ("00/00/0000", "web.field.day.noMonth"), ("", "web.field.day.unreadable"),
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
