import Foundation
import Kernel

/// The clock on the wall of a place. Its hours are not those of UTC, and twice a year it jumps: an hour is missing in spring and there
/// twice in autumn.
struct ZoneClock: Sendable, Equatable {
    let zone: TimeZone

    /// - Parameter name: an IANA name such as `Europe/Rome`; nil for any other.
    init?(_ name: String) {
        guard name == "UTC" || name.contains("/"), let zone = TimeZone(identifier: name) else { return nil }
        self.zone = zone
    }

    static let utc = ZoneClock(zone: .gmt)
    private init(zone: TimeZone) { self.zone = zone }

    /// What a clock on the wall may say: a day and minutes since midnight.
    struct Reading: Sendable, Equatable, CustomStringConvertible {
        let day: Day
        let minutes: Int

        /// Reads `2026-03-29T10:30`, as browsers send it; a space may stand for the T, and seconds may follow.
        init?(_ text: String) {
            let halves = text.replacingOccurrences(of: " ", with: "T").split(separator: "T")
            guard halves.count == 2, let day = Day(String(halves[0])) else { return nil }
            let parts = halves[1].split(separator: ":", omittingEmptySubsequences: false).map { $0.count == 2 && !$0.contains("+") ? Int($0) : nil }
            guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1], (0..<24).contains(hour), (0..<60).contains(minute) else { return nil }
            self.init(day: day, minutes: hour * 60 + minute)
        }

        init(day: Day, minutes: Int) {
            self.day = day
            self.minutes = minutes
        }

        var description: String { "\(day)T" + Self.two(minutes / 60) + ":" + Self.two(minutes % 60) }
        static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    }

    /// Seconds east of UTC at a moment.
    func offset(at instant: Instant) -> Int { zone.secondsFromGMT(for: instant.date) }

    func reading(of instant: Instant) -> Reading {
        let local = instant.adding(.seconds(offset(at: instant)))
        let sinceMidnight = local.milliseconds - Int64(local.day.daysSince1970) * 86_400_000
        return Reading(day: local.day, minutes: Int(sinceMidnight / 60_000))
    }

    func day(of instant: Instant) -> Day { reading(of: instant).day }

    /// The moments at which the clock shows this, in order: one; none in the hour that spring leaves out; two in the hour that autumn repeats.
    func moments(showing reading: Reading) -> [Instant] {
        let asUTC = Instant(milliseconds: Int64(reading.day.daysSince1970) * 86_400_000 + Int64(reading.minutes) * 60_000)
        let offsets = Set([-86_400, 86_400].map { offset(at: asUTC.adding(.seconds($0))) })
        return offsets.map { asUTC.adding(.seconds(-$0)) }.filter { self.reading(of: $0) == reading }.sorted()
    }

    /// When the clock jumps, between two moments.
    func jumps(from start: Instant, to end: Instant) -> [Instant] {
        var found: [Instant] = []
        var at = start.date
        while let next = zone.nextDaylightSavingTimeTransition(after: at), next <= end.date, found.count < 100 {
            found.append(Instant(next))
            at = next
        }
        return found
    }

    /// Whether the clock jumps on this day.
    func jumps(on day: Day) -> Bool {
        let midnight = Instant(milliseconds: Int64(day.daysSince1970) * 86_400_000)
        let around = jumps(from: midnight.adding(.seconds(-86_400)), to: midnight.adding(.seconds(2 * 86_400)))
        return around.contains { self.day(of: $0) == day || self.day(of: $0.adding(.milliseconds(-1))) == day }
    }

    /// The clock of a country's capital, by ISO 3166-1 code: the default for gatherings there.
    static func name(inCountry code: String) -> String { byCountry[code] ?? "Europe/Brussels" }

    private static let byCountry = [
        "AL": "Europe/Tirane", "AT": "Europe/Vienna", "BA": "Europe/Sarajevo", "BE": "Europe/Brussels", "BG": "Europe/Sofia", "CH": "Europe/Zurich", "CY": "Asia/Nicosia",
        "CZ": "Europe/Prague", "DE": "Europe/Berlin", "DK": "Europe/Copenhagen", "EE": "Europe/Tallinn", "ES": "Europe/Madrid", "FI": "Europe/Helsinki", "FR": "Europe/Paris",
        "GB": "Europe/London", "GR": "Europe/Athens", "HR": "Europe/Zagreb", "HU": "Europe/Budapest", "IE": "Europe/Dublin", "IS": "Atlantic/Reykjavik", "IT": "Europe/Rome",
        "LT": "Europe/Vilnius", "LU": "Europe/Luxembourg", "LV": "Europe/Riga", "MD": "Europe/Chisinau", "ME": "Europe/Podgorica", "MK": "Europe/Skopje", "MT": "Europe/Malta",
        "NL": "Europe/Amsterdam", "NO": "Europe/Oslo", "PL": "Europe/Warsaw", "PT": "Europe/Lisbon", "RO": "Europe/Bucharest", "RS": "Europe/Belgrade", "SE": "Europe/Stockholm",
        "SI": "Europe/Ljubljana", "SK": "Europe/Bratislava", "TR": "Europe/Istanbul", "UA": "Europe/Kyiv",
    ]

    /// The zones that a form offers.
    static let offered = Set(byCountry.values).sorted() + ["Atlantic/Azores", "Atlantic/Canary", "UTC"]
}
