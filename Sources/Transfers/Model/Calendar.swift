import Kernel

extension Day {
    /// The same day so many months later; the last of the month where that has no such day.
    func adding(months: Int) -> Day {
        let total = year * 12 + month - 1 + months
        let (year, month) = (total / 12, total % 12 + 1)
        for day in stride(from: dayOfMonth, through: 28, by: -1) {
            if let found = Day(year: year, month: month, dayOfMonth: day) { return found }
        }
        return Day(year: year, month: month, dayOfMonth: min(dayOfMonth, 28)) ?? self
    }

    /// `2026-11`
    var monthText: String { String(description.prefix(7)) }
}

/// The months of a log.
enum Months {
    /// - Returns: nil when there is no such month.
    static func read(_ text: String) -> String? { Day("\(text)-01").map(\.monthText) }

    /// From one month to another, both included; at most five years.
    static func between(_ first: Day, _ last: Day) -> [String] {
        guard let start = Day("\(first.monthText)-01") else { return [] }
        return (0..<60).map { start.adding(months: $0) }.prefix { $0 <= last }.map(\.monthText)
    }
}
