import Kernel
import Store
import Trail
import Web

/// Takes back what a city looks for in a mentor. Mentors who were asked and have not taken it on are asked no longer.
struct WithdrawWish: Sendable {
    let wish: String
    let person: PersonID

    /// - Throws: `Problem.refused` when a mentor has been found.
    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            // Whoever takes it on waits here, or is waited for.
            guard try writer.run("UPDATE mentor_wish SET is_open = is_open WHERE id = \(wish)") == 1, let before = try Mentorings.wishes("id = \(wish)", writer.reader).first else { throw Problem.notFound }
            guard !before.isMet else { throw Problem.refused(reason: "gatherings.problem.wishClosed") }
            // Twice is once.
            guard before.isOpen else { return }
            try writer.run("UPDATE mentor_wish SET is_open = 0 WHERE id = \(wish)")
            for asked in try Mentorings.ofWish(wish, writer.reader) where asked.stage.isAsked {
                try writer.run("UPDATE mentoring SET stage = 'declined', is_withdrawn = 1, changed_at = \(trail.clock.now) WHERE id = \(asked.id)")
                try trail.record(
                    Fact("mentoring.declined", RecordReference(asked.id), by: .person(person), before: "{\"stage\":\"\(asked.stage.rawValue)\"}", after: "{\"stage\":\"declined\"}"), in: writer)
            }
            try trail.record(Fact("mentoring.wishWithdrawn", RecordReference(before.city), by: .person(person)), in: writer)
        }
    }
}
