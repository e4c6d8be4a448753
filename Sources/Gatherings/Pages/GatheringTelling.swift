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

    func hour(_ instant: Instant, _ clock: ZoneClock) -> String {
        instant.date.formatted(Date.FormatStyle(date: .omitted, time: .shortened, locale: locale, timeZone: clock.zone)) + offset(at: instant, clock)
    }

    /// How far from UTC the clock is, on the days on which it jumps: on those, an hour alone may be two moments or none.
    private func offset(at instant: Instant, _ clock: ZoneClock) -> String {
        guard clock.jumps(on: clock.day(of: instant)) else { return "" }
        let offset = clock.offset(at: instant)
        return " (UTC\(offset < 0 ? "−" : "+")\(format.decimal(Double(abs(offset)) / 3600, digits: 2)))"
    }

    func span(_ plan: GatheringPlan) -> String { span(plan.starts, plan.ends, plan.clock) }

    func span(_ start: Instant, _ end: Instant, _ clock: ZoneClock) -> String {
        let isOneDay = clock.day(of: start) == clock.day(of: end)
        let last = isOneDay ? hour(end, clock) : moment(end, clock)
        return words("gatherings.span", ["start": moment(start, clock) + (isOneDay ? offset(at: start, clock) : ""), "end": last])
    }

    func whereText(_ gathering: Gathering, _ city: City?) -> String { place(gathering.plan.place, city) }

    func place(_ place: String?, _ city: City?) -> String { [place, city.map(name)].compactMap { $0 }.joined(separator: ", ") }

    func name(_ city: City) -> String { city.name(in: language) }

    /// For lists to choose from: there may be two of a name.
    func withCountry(_ city: City) -> String { "\(name(city)), \(format.country(city.country))" }

    func names(_ cities: [CityID], _ known: [CityID: City]) -> String { format.list(cities.compactMap { known[$0].map(name) }) }

    func kind(_ kind: Gathering.Kind) -> String { words("gatherings.kind.\(kind.rawValue)") }

    /// People to choose from, each with the cities that they act or come for.
    func choices(of owners: [Owner], _ cities: [CityID: City]) -> [(value: String, label: String)] {
        [(value: "", label: words("gatherings.field.choose"))]
            + owners.map { owner in
                let named = owner.cities.isEmpty ? owner.name : words("gatherings.matching.mentor", ["name": owner.name, "city": names(owner.cities, cities)])
                return (value: owner.id.rawValue, label: named)
            }
    }

    func person(_ id: PersonID?, _ names: [PersonID: String]) -> String { id.map { names[$0] ?? words("web.formerMember") } ?? words("gatherings.nobody") }
}
