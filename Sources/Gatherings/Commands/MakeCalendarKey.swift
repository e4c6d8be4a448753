import Kernel
import Store
import Trail
import Web

/// Makes somebody's calendar a private address; an earlier one is good no longer.
struct MakeCalendarKey: Sendable {
    let person: PersonID

    /// - Returns: the token. Only its digest is kept, so it is shown this once.
    func run(_ house: House, _ trail: Trail) async throws -> String {
        let token = Secrets.token()
        try await house.database.write { writer in
            try writer.run("DELETE FROM calendar_key WHERE person_id = \(person)")
            try writer.run("INSERT INTO calendar_key (digest, person_id, created_at) VALUES (\(Secrets.digest(token)), \(person), \(trail.clock.now))")
            try trail.record(Fact("calendar.shared", RecordReference(person), by: .person(person)), in: writer)
        }
        return token
    }
}

struct EndCalendarKey: Sendable {
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            guard try writer.run("DELETE FROM calendar_key WHERE person_id = \(person)") > 0 else { return }
            try trail.record(Fact("calendar.ended", RecordReference(person), by: .person(person)), in: writer)
        }
    }
}

/// Whether somebody wants the letter that says what awaits them.
struct ChooseReminders: Sendable {
    let wants: Bool
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            if wants {
                try writer.run("DELETE FROM reminder_choice WHERE person_id = \(person)")
            } else {
                try writer.run("INSERT INTO reminder_choice (person_id, at) VALUES (\(person), \(trail.clock.now)) ON CONFLICT (person_id) DO NOTHING")
            }
            try trail.record(Fact("reminders.\(wants ? "wanted" : "unwanted")", RecordReference(person), by: .person(person)), in: writer)
        }
    }
}
