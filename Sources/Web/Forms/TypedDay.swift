import Kernel

/// A day as people type it: `2014-09-30`, `30/09/2014`, `30.9.2014`, in any digits. What is no day is refused with the reason; nothing rolls
/// over into the next month, and no century is guessed.
public enum TypedDay: Equatable {
    case day(Day)
    /// A text key, with the places it is filled with.
    case refused(String, [String: String])

    public init(_ typed: String) {
        let parts = typed.split(omittingEmptySubsequences: false) { "/.-‐–".contains($0) || $0.isWhitespace }.filter { !$0.isEmpty }
        let numbers = parts.compactMap(Self.number)
        guard parts.count == 3, numbers.count == 3 else {
            self = .refused("web.field.day.unreadable", ["value": String(typed.prefix(40))])
            return
        }
        let startsWithYear = parts[0].count == 4
        let yearText = startsWithYear ? parts[0] : parts[2]
        let (day, month, year) = startsWithYear ? (numbers[2], numbers[1], numbers[0]) : (numbers[0], numbers[1], numbers[2])
        let isShort = yearText.count == 2
        // The year of two digits is only a guess, made to say how long the month is.
        let fullYear = isShort ? 2000 + year : year
        guard yearText.count == 4 || isShort else {
            self = .refused("web.field.day.unreadable", ["value": String(typed.prefix(40))])
            return
        }
        guard (1...12).contains(month) else {
            self = .refused("web.field.day.noMonth", ["value": String(typed.prefix(40)), "month": String(month)])
            return
        }
        let last = Self.length(ofMonth: month, fullYear)
        guard (1...last).contains(day) else {
            self = .refused(
                "web.field.day.notInMonth",
                [
                    "value": String(typed.prefix(40)), "month": Self.two(month), "year": String(fullYear), "last": String(last),
                    "example": "\(Self.two(last))/\(Self.two(month))/\(fullYear)",
                ])
            return
        }
        guard !isShort, let found = Day(year: fullYear, month: month, dayOfMonth: day) else {
            self = .refused("web.field.day.shortYear", ["value": String(typed.prefix(40)), "example": "\(Self.two(day))/\(Self.two(month))/\(fullYear)"])
            return
        }
        self = .day(found)
    }

    /// nil when it is none.
    public var day: Day? { if case .day(let day) = self { day } else { nil } }

    private static func number(_ part: Substring) -> Int? {
        guard part.count <= 4 else { return nil }
        var number = 0
        for character in part {
            guard let digit = character.wholeNumberValue, digit < 10 else { return nil }
            number = number * 10 + digit
        }
        return number
    }

    private static func length(ofMonth month: Int, _ year: Int) -> Int { (28...31).last { Day(year: year, month: month, dayOfMonth: $0) != nil } ?? 28 }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
