import Foundation

/// A moment, in whole milliseconds since 1970 UTC. Written as fixed-width text (`2026-03-29T01:30:00.000Z`), which sorts
/// the same in Swift, SQLite and PostgreSQL.
public struct Instant: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }
    public init(_ date: Date) { milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded()) }

    /// Reads the fixed-width form only.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 24, zip(bytes, "0000-00-00T00:00:00.000Z".utf8).allSatisfy({ $1 == 48 ? (48...57).contains($0) : $0 == $1 }),
            let day = Day(String(text.prefix(10))),
            let hour = Int(text.slice(11, 13)), let minute = Int(text.slice(14, 16)),
            let second = Int(text.slice(17, 19)), let fraction = Int(text.slice(20, 23)),
            (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second)
        else { return nil }
        milliseconds = Int64(day.daysSince1970) * 86_400_000
            + Int64(hour * 3_600_000 + minute * 60_000 + second * 1000 + fraction)
    }

    public var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
    public var day: Day { Day(daysSince1970: Int((Double(milliseconds) / 86_400_000).rounded(.down))) }

    public var description: String {
        let rest = Int(milliseconds - Int64(day.daysSince1970) * 86_400_000)
        return "\(day)T\(rest / 3_600_000, width: 2):\(rest / 60_000 % 60, width: 2):\(rest / 1000 % 60, width: 2).\(rest % 1000, width: 3)Z"
    }

    public func adding(_ duration: Duration) -> Instant {
        Instant(milliseconds: milliseconds + duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000)
    }

    public static func < (one: Self, other: Self) -> Bool { one.milliseconds < other.milliseconds }
}

/// A calendar day without a time zone: `2014-09-30`. An impossible date ("31/09/14") does not become another day: it is refused.
public struct Day: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let year: Int
    public let month: Int
    public let dayOfMonth: Int

    /// - Returns: nil when there is no such day in the calendar.
    public init?(year: Int, month: Int, dayOfMonth: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(dayOfMonth) else { return nil }
        self.init(unchecked: year, month, dayOfMonth)
        guard Day(daysSince1970: daysSince1970) == self else { return nil }
    }

    /// Reads `YYYY-MM-DD`.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
            !text.contains("+"),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, dayOfMonth: day)
    }

    /// Civil from days, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    public init(daysSince1970 days: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        self.init(unchecked: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    public var daysSince1970: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + dayOfMonth - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    public var description: String { "\(year, width: 4)-\(month, width: 2)-\(dayOfMonth, width: 2)" }
    public static func < (one: Self, other: Self) -> Bool { one.daysSince1970 < other.daysSince1970 }

    private init(unchecked year: Int, _ month: Int, _ dayOfMonth: Int) {
        self.year = year
        self.month = month
        self.dayOfMonth = dayOfMonth
    }
}

extension String.StringInterpolation {
    /// A number with leading zeros up to `width`.
    mutating func appendInterpolation(_ number: Int, width: Int) {
        let digits = String(number)
        appendLiteral(String(repeating: "0", count: max(0, width - digits.count)) + digits)
    }
}

extension String {
    fileprivate func slice(_ from: Int, _ to: Int) -> Substring {
        let bytes = utf8
        return self[bytes.index(bytes.startIndex, offsetBy: from)..<bytes.index(bytes.startIndex, offsetBy: to)]
    }
}
