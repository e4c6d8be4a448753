import Kernel
import Web

/// The coordination mechanisms of a city: how far each has come, what the next step asks, whether it meets and what becomes of its decisions.
struct MechanismsPage {
    let opened: PartnershipsRoom.Opened
    let lists: [String: [Entry]]
    let telling: Telling
    let today: Day

    func page() -> Page {
        let (words, city) = (telling.words, opened.partnership.city)
        let title = words("partnerships.mechanisms.title", ["city": city.name(in: words.language)])
        let mechanisms = lists["mechanisms"] ?? []
        return Page(
            "partnerships/mechanisms", title: title, section: "partnerships",
            view: [
                "breadcrumbs": PartnershipTabs.breadcrumbs(words) + [["href": PartnershipsPaths.overview(city.slug), "label": city.name(in: words.language)]], "headingText": title,
                "tabs": PartnershipTabs.view(.mechanisms, opened, words), "hasMechanisms": !mechanisms.isEmpty, "mechanisms": mechanisms.map(card),
                "addHref": opened.canKeep ? PartnershipsPaths.newEntry(city.slug, .mechanisms) : nil,
            ])
    }

    private func card(_ mechanism: Entry) -> View {
        let words = telling.words
        let maturity = mechanism.content.number("maturity") ?? 0
        let facts = ["kind", "area", "mandate", "chair", "members", "meetingsAYear", "startDay", "reviewDay"]
        let steadiness = Steadiness(meetings: lists["meetings"] ?? [], decisions: lists["decisions"] ?? [], mechanism: mechanism, on: today)
        let isReviewDue = mechanism.content.day("reviewDay").map { $0 < today } ?? false
        return [
            "mechanismId": "mechanism-\(mechanism.id)", "mechanismName": telling.name(mechanism, .mechanisms), "maturityLevel": maturity,
            "maturityText": telling.choice("maturity", "\(maturity)"), "nextText": maturity < 4 ? words("partnerships.maturityNext.\(maturity)") : nil,
            "reviewText": isReviewDue ? words("partnerships.mechanisms.reviewDue") : nil,
            "facts": facts.compactMap(Shape.mechanisms.field).compactMap { field in
                telling.text(field, mechanism.content).map { text in
                    let names = telling.names(field, mechanism.content)
                    return ["factLabel": telling.label(field), "factText": text, "hasNames": !names.isEmpty, "names": names.map { ["nameText": $0] as View }] as View
                }
            },
            "steadyTexts": Self.steadyTexts(steadiness, words, telling.format).map { ["text": $0] as View },
            "editHref": opened.canKeep ? PartnershipsPaths.entry(opened.city, .mechanisms, mechanism.id) : nil,
        ]
    }

    /// Meetings held against those that were due, and decisions carried out.
    static func steadyTexts(_ steady: Steadiness, _ words: Wording, _ format: Format) -> [String] {
        let counts = ["held": format.number(steady.held), "due": format.number(steady.due)]
        let meetings =
            if steady.due == 0 { words("partnerships.steady.noMeetings") }
            else if let rhythm = steady.rhythm {
                words("partnerships.steady.agreed", counts.merging(["day": format.day(rhythm.since), "number": format.number(rhythm.meetingsAYear)]) { $1 })
            }
            else { words("partnerships.steady.meetings", counts) }
        return [
            meetings,
            steady.decided == 0
                ? words("partnerships.steady.noDecisions")
                : words("partnerships.steady.decisions", ["done": format.number(steady.carriedOut), "all": format.number(steady.decided), "late": format.number(steady.late)]),
        ]
    }
}
