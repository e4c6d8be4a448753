import Kernel
import Store
import Trail
import Web

/// Uses a one-time link up: the person has a password from now on, and is signed in.
struct ChoosePassword: Sendable {
    let token: String
    let purpose: OneTimeLink.Purpose
    /// Only with an invitation.
    let name: String?
    let password: String
    let device: String

    /// - Returns: whose link it was.
    /// - Throws: `Problem.notFound` when the link no longer works.
    func run(_ database: Database, _ trail: Trail) async throws -> PersonID {
        let hash = try await Passwords.hash(password)
        return try await database.write { writer in
            let now = trail.clock.now
            guard let link = try OneTimeLink.find(token, purpose, at: now, writer.reader) else { throw Problem.notFound }
            try writer.run("UPDATE person SET password_hash = \(hash), name = \(name ?? link.name) WHERE id = \(link.person)")
            try writer.run("DELETE FROM one_time_link WHERE person_id = \(link.person)")
            // Whoever knew the old password is out.
            try writer.run("DELETE FROM session WHERE person_id = \(link.person)")
            try writer.run("DELETE FROM pending_sign_in WHERE person_id = \(link.person)")
            let action = purpose == .invitation ? "person.joined" : "password.changed"
            try trail.record(Fact(action, RecordReference(link.person), by: .person(link.person)), in: writer)
            return link.person
        }
    }
}
