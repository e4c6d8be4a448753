import Kernel
import Members
import Store
import Web

extension GatheringsModule {
    /// What a city took home from gatherings and said it would do, what its people promised after gatherings and mentoring, what gatherings cost it, and when it expects people or is expected.
    public static func handover(of city: City, at now: Instant, _ words: Wording, _ reader: Reader) throws -> [HandoverLine] {
        let telling = GatheringTelling(words)
        let gatherings = try Gatherings.load("gathering.stage <> 'cancelled' AND \(Gatherings.concerning([city.id]))", reader)
        let cities = try Gatherings.cities(gatherings.map(\.plan.city), reader)
        let names = Dictionary(gatherings.map { ($0.id, $0.plan.title) }, uniquingKeysWith: { first, _ in first })
        let lessons: [(GatheringID, Lesson)] = try reader.all("SELECT * FROM lesson WHERE city_id = \(city.id) AND intention <> 'reject' ORDER BY due_day, id") {
            (try $0["gathering_id"], try Gatherings.lesson($0))
        }
        var lines = lessons.map { id, lesson in
            HandoverLine(
                .commitments, lesson.text,
                [
                    words("gatherings.intention.\(lesson.intention.rawValue)"), names[id],
                    lesson.doneAt.map { words("gatherings.doneOn", ["date": telling.format.day($0.day)]) } ?? words("gatherings.due", ["date": telling.format.day(lesson.due)]),
                ], href: GatheringsPaths.gathering(id) + "#lessons")
        }
        lines += try promises(of: city.id, at: now, reader).map { promise in
            HandoverLine(.commitments, promise.text, [promise.from, promise.owner ?? words("gatherings.nobody"), words("gatherings.due", ["date": telling.format.day(promise.due)])], href: promise.href)
        }
        for gathering in gatherings {
            let href = GatheringsPaths.gathering(gathering.id)
            if gathering.plan.city == city.id, gathering.plan.budget != nil || gathering.held?.spent != nil {
                let planned = gathering.plan.budget.map { "\(words("gatherings.fact.budget")): \(telling.format.amount($0))" }
                let spent = gathering.held?.spent.map { "\(words("gatherings.account.field.spent")): \(telling.format.amount($0))" }
                lines.append(HandoverLine(.costs, gathering.plan.title, [planned, spent], href: href))
            }
            if gathering.plan.ends >= now {
                lines.append(
                    HandoverLine(
                        .dates, gathering.plan.title, [telling.kind(gathering.plan.kind), telling.span(gathering.plan), telling.whereText(gathering, cities[gathering.plan.city])],
                        day: gathering.plan.clock.day(of: gathering.plan.starts), href: href))
            }
        }
        return lines
    }

    private struct Promise {
        let text, from: String
        /// nil: who had it was forgotten.
        let owner: String?
        let due: Day
        let href: String
    }

    /// What people who act for a city are still to do, and what was promised at its gatherings and mentoring by somebody who has left. Mentoring is
    /// confidential to two cities: only what is this city's own.
    private static func promises(of city: CityID, at now: Instant, _ reader: Reader) throws -> [Promise] {
        let theirs: SQL = "duty.owner_id IN (SELECT person_id FROM role_grant WHERE scope_kind = 'city' AND scope_id = \(city))"
        let left: SQL = "(duty.owner_id IS NULL OR duty.owner_id NOT IN (SELECT person_id FROM role_grant WHERE \(Grants.inForce(at: now))))"
        func promise(_ href: @escaping (Row) throws -> String) -> (Row) throws -> Promise {
            { Promise(text: try $0["text"], from: try $0["said_at"], owner: try $0["name"], due: try $0["due_day"], href: try href($0)) }
        }
        return try reader.all(
            """
            SELECT duty.text AS text, duty.due_day AS due_day, duty.gathering_id AS record_id, gathering.title AS said_at, person.name AS name FROM gathering_follow_up AS duty
            JOIN gathering ON gathering.id = duty.gathering_id LEFT JOIN person ON person.id = duty.owner_id
            WHERE duty.done_at IS NULL AND (\(theirs) OR (\(left) AND \(Gatherings.concerning([city])))) ORDER BY duty.due_day, duty.id
            """, promise { GatheringsPaths.gathering(try $0["record_id"]) + "#follow-ups" })
            + reader.all(
                """
                SELECT duty.text AS text, duty.due_day AS due_day, duty.mentoring_id AS record_id, mentoring.goals AS said_at, person.name AS name FROM mentoring_follow_up AS duty
                JOIN mentoring ON mentoring.id = duty.mentoring_id LEFT JOIN person ON person.id = duty.owner_id
                WHERE duty.done_at IS NULL AND (\(theirs) OR \(left)) AND (mentoring.mentor_city_id = \(city) OR mentoring.mentee_city_id = \(city)) ORDER BY duty.due_day, duty.id
                """, promise { GatheringsPaths.path(GatheringsPaths.mentoringPattern, try $0["record_id"] as MentoringID) + "#follow-ups" })
    }
}
