import Kernel
import Store
import Trail
import Web

/// Says which preconditions of a practice the city meets. An answer of nil takes one back; what was read from the need is then left open.
struct AnswerPreconditions: Sendable {
    struct Line: Sendable {
        let precondition: String
        let answer: PreconditionAnswer?
        let note: String?
        /// The need itself says something of it.
        var isSaid = false
    }

    let need: NeedID
    let practice: PracticeID
    let lines: [Line]
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            let now = trail.clock.now
            let work = try Needs.work(on: need, writer.reader)
            let known = Dictionary(uniqueKeysWithValues: work.answers(on: practice).map { ($0.precondition, $0) })
            let leftOpen = work.leftOpen[practice] ?? []
            var changed = false
            for line in lines {
                let old = known[line.precondition]
                let leavesOpen = line.answer == nil && !leftOpen.contains(line.precondition) && (old != nil || line.isSaid)
                guard leavesOpen || old?.answer != line.answer || (line.answer != nil && old?.note != line.note) else { continue }
                changed = true
                if leavesOpen {
                    try writer.run("INSERT INTO need_left_open (need_id, practice_id, precondition_id) VALUES (\(need), \(practice), \(line.precondition))")
                } else {
                    try writer.run(
                        "DELETE FROM need_left_open WHERE need_id = \(need) AND practice_id = \(practice) AND precondition_id = \(line.precondition)")
                }
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
