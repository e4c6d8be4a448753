import Kernel
import Store
import Trail
import Web

/// Closes a person's account until it is enabled again: no sign-in, no sessions, no letters. What they wrote stays.
enum DisablePerson {
    /// - Throws: `Problem.conflict` when nobody would be left to administer.
    static func run(_ id: PersonID, _ house: House, _ trail: Trail, by actor: PersonID) async throws {
        try await house.database.write { writer in
            guard let person = try PersonRecord.find(id, writer.reader) else { throw Problem.notFound }
            guard !person.isDisabled else { return }
            let isAdministrator = try writer.reader.number("SELECT count(*) AS n FROM role_grant WHERE person_id = \(id) AND role = 'administrator'") > 0
            // The fact first: it makes others wait, so that two people cannot disable one another at once.
            try trail.record(Fact("person.disabled", RecordReference(id), by: .person(actor)), in: writer)
            try writer.run("UPDATE person SET disabled_at = \(trail.clock.now) WHERE id = \(id)")
            for table in ["session", "one_time_link", "pending_sign_in"] { try writer.run(SQL(trusted: "DELETE FROM \(table) WHERE ") + "person_id = \(id)") }
            if isAdministrator { try Administrators.checkOneIsLeft(writer.reader) }
        }
    }

    static func undo(_ id: PersonID, _ house: House, _ trail: Trail, by actor: PersonID) async throws {
        try await house.database.write { writer in
            guard try PersonRecord.find(id, writer.reader) != nil else { throw Problem.notFound }
            guard try writer.run("UPDATE person SET disabled_at = NULL WHERE id = \(id) AND disabled_at IS NOT NULL") > 0 else { return }
            try trail.record(Fact("person.enabled", RecordReference(id), by: .person(actor)), in: writer)
        }
    }
}
