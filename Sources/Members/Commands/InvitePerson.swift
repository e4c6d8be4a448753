import Kernel
import Store
import Trail
import Web

/// Puts a person on record with one role and writes them a letter, with a link at which they choose a password.
struct InvitePerson: Sendable {
    let email: String
    let name: String
    let language: Language
    let role: Role
    let scope: Scope
    /// Until when the role holds; nil: without end.
    let until: Instant?

    /// What stands in place of a password hash until the person has chosen one; no password is ever right for it.
    static let noPassword = "!"

    /// - Throws: `Problem.invalid` at `email` when somebody is on record with it.
    func run(_ house: House, _ trail: Trail, by actor: Viewer.Person) async throws -> PersonID {
        try await house.database.write { writer in
            let now = trail.clock.now
            guard try Accounts.id(ofEmail: email, writer.reader) == nil else { throw Problem.invalid([FieldProblem("email", "members.problem.emailTaken")]) }
            let id: PersonID = house.ids.next()
            try writer.run(
                """
                INSERT INTO person (id, email, name, language, password_hash, created_at)
                VALUES (\(id), \(email), \(name), \(language.code), \(Self.noPassword), \(now))
                """)
            try GiveRole.write(role, scope, until: until, to: id, house.ids, at: now, in: writer)
            try Self.writeLetter(to: id, in: language, from: actor.name, house, trail, by: .person(actor.id), in: writer)
            try trail.record(Fact("person.invited", RecordReference(id), by: .person(actor.id), after: "{\"role\":\"\(role.rawValue)\"}"), in: writer)
            return id
        }
    }

    /// Once more, for somebody who has not come yet. The link of the letter before no longer works.
    static func again(_ id: PersonID, _ house: House, _ trail: Trail, by actor: Viewer.Person) async throws {
        try await house.database.write { writer in
            guard let person = try PersonRecord.find(id, writer.reader) else { throw Problem.notFound }
            guard person.isInvited, !person.isDisabled else { throw Problem.conflict(reason: "members.person.alreadyJoined") }
            try writeLetter(to: id, in: person.language, from: actor.name, house, trail, by: .person(actor.id), in: writer)
            try trail.record(Fact("person.invitedAgain", RecordReference(id), by: .person(actor.id)), in: writer)
        }
    }

    private static func writeLetter(
        to id: PersonID, in language: Language, from inviter: String, _ house: House, _ trail: Trail, by actor: Actor, in writer: Writer
    ) throws {
        let now = trail.clock.now
        let token = try OneTimeLink.make(.invitation, for: id, at: now, in: writer)
        let last = now.adding(OneTimeLink.Purpose.invitation.lifetime).day
        try SendMail(
            "members.mail.invitation", to: id, in: language, values: ["inviter": inviter, "day": Format(language).day(last)],
            link: MembersPaths.invitation(token, in: language)
        ).run(house.ids, trail, by: actor, in: writer)
    }
}
