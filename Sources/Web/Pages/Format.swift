import Foundation
import Kernel

/// Numbers, money, days and names of places and languages, as a language writes them (CLDR through Foundation).
public struct Format: Sendable {
    public let language: Language
    fileprivate let locale: Locale

    public init(_ language: Language) {
        self.language = language
        locale = Format.locales[language] ?? Locale(identifier: "en")
    }

    private static let locales: [Language: Locale] = Dictionary(
        uniqueKeysWithValues: Language.allCases.map { ($0, Locale(identifier: $0 == .en ? "en_GB" : $0.code)) })

    public func number(_ value: Int) -> String { Format.names.value(Name(kind: .number, language: language, value: value)) { value.formatted(.number.locale(locale)) } }

    /// A year carries no grouping: 2016, not 2,016.
    public func year(_ value: Int) -> String {
        Format.names.value(Name(kind: .year, language: language, value: value)) { value.formatted(.number.grouping(.never).locale(locale)) }
    }

    public func decimal(_ value: Double, digits: Int = 1) -> String {
        value.formatted(.number.precision(.fractionLength(0...digits)).locale(locale))
    }

    /// - Parameter value: 35.4 for 35.4 %.
    public func percent(_ value: Double) -> String {
        (value / 100).formatted(.percent.precision(.fractionLength(0...1)).locale(locale))
    }

    /// Whole euro: cents are left out, as budgets are planned.
    public func euro(_ money: Money) -> String {
        money.euro.formatted(.currency(code: "EUR").precision(.fractionLength(0)).locale(locale))
    }

    public func day(_ day: Day) -> String {
        Date(timeIntervalSince1970: Double(day.daysSince1970) * 86_400)
            .formatted(Date.FormatStyle(date: .long, time: .omitted, locale: locale, timeZone: .gmt))
    }

    /// The month of a day: "November 2026".
    public func month(of day: Day) -> String {
        Date(timeIntervalSince1970: Double(day.daysSince1970) * 86_400).formatted(Date.FormatStyle(locale: locale, timeZone: .gmt).month(.wide).year())
    }

    /// Day and time of an instant, in UTC and saying so.
    public func moment(_ instant: Instant) -> String {
        instant.date.formatted(Date.FormatStyle(date: .abbreviated, time: .shortened, locale: locale, timeZone: .gmt)) + " UTC"
    }

    public func country(_ code: String) -> String {
        Format.names.value(Name(kind: .country, language: language, code: code)) { locale.localizedString(forRegionCode: code) ?? code }
    }

    public func languageName(_ code: String) -> String {
        Format.names.value(Name(kind: .language, language: language, code: code)) { locale.localizedString(forLanguageCode: code) ?? code }
    }

    /// "a, b and c".
    public func list(_ items: [String]) -> String {
        // What stands between hangs on the words themselves: "y" is "e" before an i.
        guard language != .es else { return Format.lists.value(Names(language: language, names: items)) { items.formatted(.list(type: .and).locale(locale)) } }
        let joints = Format.joints.value(Name(kind: .list, language: language, value: items.count)) {
            Array(repeating: "\u{F8FF}", count: items.count).formatted(.list(type: .and).locale(locale)).split(separator: "\u{F8FF}", omittingEmptySubsequences: false).map(String.init)
        }
        return zip(joints, items).reduce("") { $0 + $1.0 + $1.1 } + (joints.last ?? "")
    }

    /// In the order in which this language sorts names. Comparing by locale is dear and the lists are few (cities, countries,
    /// areas), so each list's order is worked out once.
    public func sorted<Item>(_ items: [Item], by name: (Item) -> String) -> [Item] {
        let names = items.map(name)
        return Format.orders.value(Names(language: language, names: names)) {
            names.indices.sorted { names[$0].compare(names[$1], locale: locale) == .orderedAscending }
        }.map { items[$0] }
    }

    private struct Name: Hashable {
        enum Kind { case number, year, country, language, list }
        let kind: Kind
        let language: Language
        var value = 0
        var code = ""
    }

    private struct Names: Hashable {
        let language: Language
        let names: [String]
    }

    /// What CLDR said once; asking it each time is slow.
    private static let names = Kept<Name, String>(most: 20_000)
    /// What stands before, between and after so many items.
    private static let joints = Kept<Name, [String]>(most: 500)
    private static let lists = Kept<Names, String>(most: 1000)
    private static let orders = Kept<Names, [Int]>(most: 300)
}

extension Format {
    /// Euro with cents where there are any: "1,234.50 €" and "1,234 €".
    public func amount(_ money: Money) -> String {
        let digits = money.cents % 100 == 0 ? 0 : 2
        return money.euro.formatted(.currency(code: "EUR").precision(.fractionLength(digits)).locale(locale))
    }
}
