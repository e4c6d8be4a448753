import Kernel
import Members
import Web

/// What awaits somebody, and their calendar for other programs.
struct CalendarPage {
    let telling: GatheringTelling
    let gatherings: [Gathering]
    let cities: [CityID: City]
    let duties: [Duty]
    let today: Day
    /// When their private address was made; nil: there is none.
    let madeAt: Instant?
    let wantsLetters: Bool
    /// The address, shown once.
    let link: String?

    func page() -> Page {
        let words = telling.words
        let coming = gatherings.filter { $0.stage != .cancelled }
        return Page(
            "gatherings/calendar", title: words("gatherings.calendar.title"), section: "gatherings",
            view: [
                "breadcrumbs": Crumbs.view(telling), "hasNothing": coming.isEmpty && duties.isEmpty,
                "coming": coming.isEmpty ? nil : ["items": coming.map { gathering in
                    [
                        "href": GatheringsPaths.gathering(gathering.id), "titleText": gathering.plan.title, "whenText": telling.span(gathering.plan),
                        "whereText": telling.whereText(gathering, cities[gathering.plan.city]),
                    ] as View
                }] as View,
                "duties": duties.isEmpty ? nil : ["items": duties.map { duty in
                    [
                        "href": duty.href, "dutyText": duty.said(words),
                        "dueText": words("gatherings.due", ["date": telling.format.day(duty.due)]), "isLate": duty.due < today, "fromText": duty.from,
                    ] as View
                }] as View,
                "link": link, "madeText": link == nil ? madeAt.map { words("gatherings.calendar.made", ["date": telling.format.day($0.day)]) } : nil, "canEnd": madeAt != nil,
                "makeAction": GatheringsPaths.calendar, "makeText": words(madeAt == nil ? "gatherings.calendar.make" : "gatherings.calendar.makeAnew"), "endAction": GatheringsPaths.calendarEnd,
                "lettersAction": GatheringsPaths.calendarLetters, "lettersText": words(wantsLetters ? "gatherings.calendar.lettersOn" : "gatherings.calendar.lettersOff"),
                "lettersValue": wantsLetters ? "no" : "yes", "lettersButton": words(wantsLetters ? "gatherings.calendar.lettersEnd" : "gatherings.calendar.lettersBegin"),
            ])
    }
}
