import Kernel
import Members
import Store
import Web

/// A programme at a glance, its calendar, and the letter to a city.
struct OverviewHandlers: Sendable {
    let room: ProgrammesRoom
    private var house: House { room.house }

    func show(_ visit: Visit) async throws -> Answer {
        let (programme, overview) = try await house.database.read { [room] reader in
            let programme = try room.open(visit, reader)
            return (programme, try Overview(programme, today: room.today, ports: room.ports, reader))
        }
        return .page(OverviewPage(programme: programme, overview: overview, now: house.clock.now, words: room.words(visit)).page())
    }

    func calendar(_ visit: Visit) async throws -> Answer {
        let month = visit.query["month"].flatMap(CalendarPage.Month.init) ?? CalendarPage.Month(of: room.today)
        let (programme, items, cities) = try await house.database.read { [room] reader in
            let programme = try room.open(visit, reader)
            return (
                programme, try Overview.calendar(of: programme.id, from: month.first, to: month.last, limit: CalendarPage.most, room.ports, reader),
                try Plan.cities(of: programme.id, reader)
            )
        }
        return .page(CalendarPage(programme: programme, month: month, items: items, cities: cities, today: room.today, words: room.words(visit)).page())
    }

    /// One press, one letter to each person of the city who answers for its part.
    func nudge(_ visit: Visit) async throws -> Answer {
        guard let city = visit.form.text("city").map({ CityID($0) }) else { throw Problem.notFound }
        let (programme, reasons) = try await house.database.read { [room] reader in
            let programme = try room.open(visit, reader)
            let standings = try Overview.standings(programme.id, room.today, Set(try Plan.cities(of: programme.id, reader).map(\.id)), room.ports, reader)
            guard let standing = standings[city] else { throw Problem.notFound }
            return (programme, standing.reasons(today: room.today, start: programme.start, end: programme.end))
        }
        _ = try await NudgeCity(programme: programme, city: city, reasons: reasons, person: try visit.person().id).run(house, room.trail)
        return Answer.seeOther(ProgrammesPaths.overview(programme.slug)).with(notice: "programmes.notice.nudged")
    }
}
