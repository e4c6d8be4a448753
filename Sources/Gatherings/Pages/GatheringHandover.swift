import Kernel
import Members
import Store
import Web

extension GatheringsModule {
    /// What a city took home from gatherings and said it would do, what gatherings cost it, and when it expects people or is expected.
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
}
