import Foundation
import Kernel
import Members
import Web

/// One month of a programme: everything with a day.
struct CalendarPage {
    let programme: Programme
    let month: Month
    let items: [Overview.Dated]
    let cities: [City]
    let today: Day
    let words: PlanWords

    static let most = 400

    /// A month, `2026-11`.
    struct Month: Equatable {
        let first: Day

        init(of day: Day) { first = Day(year: day.year, month: day.month, dayOfMonth: 1) ?? day }

        init?(_ text: String) {
            guard text.count == 7, let day = Day("\(text)-01") else { return nil }
            first = day
        }

        var code: String { String(first.description.prefix(7)) }
        var last: Day { Day(daysSince1970: next.first.daysSince1970 - 1) }
        var next: Month { Month(of: Day(daysSince1970: first.daysSince1970 + 31)) }
        var previous: Month { Month(of: Day(daysSince1970: first.daysSince1970 - 1)) }
    }

    func page() -> Page {
        let navigation = ProgrammeNavigation(programme: programme, words: words)
        let names = Dictionary(cities.map { ($0.id, words.name($0)) }, uniquingKeysWith: { first, _ in first })
        let byDay = Dictionary(grouping: items, by: \.day).sorted { $0.key < $1.key }
        let href = ProgrammesPaths.calendar(programme.slug)
        let format = Format(words.words.language)
        return Page(
            "programmes/calendar", title: words("programmes.calendar.title", ["programme": programme.name]), section: "coordination",
            view: [
                "breadcrumbs": navigation.breadcrumbs(), "tabs": ["items": navigation.items(.calendar)] as View, "monthText": format.month(of: month.first),
                "previousHref": "\(href)?month=\(month.previous.code)", "previousText": format.month(of: month.previous.first),
                "nextHref": "\(href)?month=\(month.next.code)", "nextText": format.month(of: month.next.first),
                "days": byDay.isEmpty ? nil : ["items": byDay.map { day, items in
                    ["dayText": words.format.day(day), "isToday": day == today, "entries": items.map { DatedView.view($0, programme.slug, names, words, today: today) }] as View
                }] as View,
                "tooManyText": items.count == Self.most ? words.words.count("programmes.calendar.tooMany", Self.most) : nil,
            ])
    }
}
