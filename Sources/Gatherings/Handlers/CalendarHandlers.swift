import Foundation
import HTTPTypes
import Kernel
import Members
import Web

/// Calendars for other programs, and what awaits somebody.
struct CalendarHandlers: Sendable {
    let room: GatheringsRoom
    /// How far back a calendar goes.
    private static let past = Duration.seconds(400 * 86_400)

    /// One gathering as a file.
    func file(_ visit: Visit) async throws -> Answer {
        let opened = try await room.open(visit)
        let telling = room.telling(visit)
        let event = CalendarEntries(telling: telling, baseURL: room.house.site.baseURL).entry(opened.gathering, opened.cities[opened.gathering.plan.city])
        var answer = Answer.text(ICalendar(name: opened.gathering.plan.title, language: telling.language.code, events: [event]).text, type: ICalendar.type)
        answer.headers[.contentDisposition] = "attachment; filename=\"gathering.ics\""
        return answer
    }

    /// Everything that concerns whoever has the token.
    func feed(_ visit: Visit) async throws -> Answer {
        let token = try visit.parameter("token")
        let now = room.house.clock.now
        let found = try await room.house.database.read { reader -> (Language, [Gathering], [CityID: City], [Duty])? in
            guard let person = try PersonalAgenda.person(holding: token, reader) else { return nil }
            let gatherings = try PersonalAgenda.gatherings(of: person.id, at: now, since: now.adding(.zero - Self.past), reader)
            return (person.language, gatherings, try Gatherings.cities(gatherings.map(\.plan.city), reader), try PersonalAgenda.duties(of: person.id, at: now, room.ports, reader))
        }
        guard let (language, gatherings, cities, duties) = found else { throw Problem.notFound }
        let telling = GatheringTelling(room.house.words(language))
        let entries = CalendarEntries(telling: telling, baseURL: room.house.site.baseURL)
        let events = gatherings.map { entries.entry($0, cities[$0.plan.city]) } + duties.map { entries.entry($0, at: now) }
        return .text(ICalendar(name: telling.words("gatherings.calendar.name"), language: language.code, events: events).text, type: ICalendar.type)
    }

    func page(_ visit: Visit) async throws -> Answer { .page(try await shown(visit)) }

    private func shown(_ visit: Visit, link: String? = nil) async throws -> Page {
        let person = try visit.person()
        let now = room.house.clock.now
        return try await room.house.database.read { reader in
            let gatherings = try PersonalAgenda.gatherings(of: person.id, at: now, since: now, reader)
            return CalendarPage(
                telling: room.telling(visit), gatherings: gatherings, cities: try Gatherings.cities(gatherings.map(\.plan.city), reader),
                duties: try PersonalAgenda.duties(of: person.id, at: now, room.ports, reader), today: now.day,
                madeAt: try reader.first("SELECT created_at FROM calendar_key WHERE person_id = \(person.id)") { try $0["created_at"] },
                wantsLetters: try reader.number("SELECT count(*) AS n FROM reminder_choice WHERE person_id = \(person.id)") == 0, link: link
            ).page()
        }
    }

    func make(_ visit: Visit) async throws -> Answer {
        let token = try await MakeCalendarKey(person: try visit.person().id).run(room.house, room.trail)
        return .page(try await shown(visit, link: room.house.site.baseURL + GatheringsPaths.feed(token)))
    }

    func end(_ visit: Visit) async throws -> Answer {
        try await EndCalendarKey(person: try visit.person().id).run(room.house, room.trail)
        return Answer.seeOther(GatheringsPaths.calendar).with(notice: "gatherings.notice.calendarEnded")
    }

    func letters(_ visit: Visit) async throws -> Answer {
        try await ChooseReminders(wants: visit.form["wants"] == "yes", person: try visit.person().id).run(room.house, room.trail)
        return Answer.seeOther(GatheringsPaths.calendar).with(notice: "gatherings.notice.saved")
    }
}
