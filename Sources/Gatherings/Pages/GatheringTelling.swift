import Foundation
import Kernel
import Members
import Web

/// Says in one language when and where something happens: hours as the clock on the wall there shows them.
struct GatheringTelling: Sendable {
    let words: Wording
    let format: Format
    let language: Language
    private let locale: Locale

    init(_ words: Wording) {
        self.words = words
        language = words.language
        format = Format(words.language)
        locale = Locale(identifier: words.language == .en ? "en_GB" : words.language.code)
    }

    func moment(_ instant: Instant, _ clock: ZoneClock) -> String {
        instant.date.formatted(Date.FormatStyle(date: .long, time: .shortened, locale: locale, timeZone: clock.zone))
    }

    func weekday(_ instant: Instant, _ clock: ZoneClock) -> String {
        instant.date.formatted(Date.FormatStyle(locale: locale, timeZone: clock.zone).weekday(.wide).day().month(.wide))
    }

    /// - Parameter aside: another moment whose offset is taken as known; where this one has another, it is said.
    func hour(_ instant: Instant, _ clock: ZoneClock, aside: Instant) -> String {
        let hour = instant.date.formatted(Date.FormatStyle(date: .omitted, time: .shortened, locale: locale, timeZone: clock.zone))
        let offset = clock.offset(at: instant)
        guard offset != clock.offset(at: aside) else { return hour }
        let sign = offset < 0 ? "−" : "+"
        return "\(hour) (UTC\(sign)\(format.decimal(Double(abs(offset)) / 3600, digits: 2)))"
    }

    func span(_ plan: GatheringPlan) -> String { span(plan.starts, plan.ends, plan.clock) }

    func span(_ start: Instant, _ end: Instant, _ clock: ZoneClock) -> String {
        let isOneDay = clock.day(of: start) == clock.day(of: end)
        let last = isOneDay ? hour(end, clock, aside: start) : moment(end, clock)
        return words("gatherings.span", ["start": moment(start, clock), "end": last])
    }

    func whereText(_ gathering: Gathering, _ city: City?) -> String { place(gathering.plan.place, city) }

    func place(_ place: String?, _ city: City?) -> String { [place, city.map(name)].compactMap { $0 }.joined(separator: ", ") }

    func name(_ city: City) -> String { city.name }

    func names(_ cities: [CityID], _ known: [CityID: City]) -> String { format.list(cities.compactMap { known[$0].map(name) }) }

    func kind(_ kind: Gathering.Kind) -> String { words("gatherings.kind.\(kind.rawValue)") }

    func person(_ id: PersonID?, _ names: [PersonID: String]) -> String { id.map { names[$0] ?? words("web.formerMember") } ?? words("gatherings.nobody") }
}
