import Kernel
import Store
import Trail
import Web

/// Says which preconditions of a practice the city meets. An answer of nil takes one back.
struct AnswerPreconditions: Sendable {
    struct Line: Sendable {
        let precondition: String
        let answer: PreconditionAnswer?
        let note: String?
    }

    let need: NeedID
    let practice: PracticeID
    let lines: [Line]
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            let now = trail.clock.now
            let known = Dictionary(
                uniqueKeysWithValues: try Needs.work(on: need, writer.reader).answers(on: practice).map { ($0.precondition, $0) })
            var changed = false
            for line in lines {
                let old = known[line.precondition]
                guard old?.answer != line.answer || (line.answer != nil && old?.note != line.note) else { continue }
                changed = true
                if let answer = line.answer {
                    try writer.run(
                        """
                        INSERT INTO need_answer (need_id, practice_id, precondition_id, answer, note, by_id, at)
                        VALUES (\(need), \(practice), \(line.precondition), \(answer), \(line.note), \(person), \(now))
                        ON CONFLICT (need_id, practice_id, precondition_id) DO UPDATE SET answer = excluded.answer, note = excluded.note,
                            by_id = excluded.by_id, at = excluded.at
                        """)
                } else {
                    try writer.run(
                        "DELETE FROM need_answer WHERE need_id = \(need) AND practice_id = \(practice) AND precondition_id = \(line.precondition)")
                }
            }
            if changed {
                try trail.record(Fact("need.answered", RecordReference(need), by: .person(person), after: "{\"practice\":\"\(practice)\"}"), in: writer)
            }
        }
    }
}
