import Kernel
import Store
import Trail
import Web

/// Joins what a provider calls somebody with a person here. From then on they sign in through it.
struct JoinIdentity: Sendable {
    let provider: ProviderID
    let subject: String
    let person: PersonID

    /// - Throws: `Problem.conflict` when the provider's account belongs to somebody else, or the person has another one of it.
    func run(_ trail: Trail, in writer: Writer) throws {
        if let holder = try Providers.person(of: subject, at: provider, writer.reader) {
            guard holder == person else { throw Problem.conflict(reason: "members.provider.problem.ofAnother") }
            return
        }
        guard try !Providers.knowing(person, writer.reader).contains(where: { $0.provider == provider }) else {
            throw Problem.conflict(reason: "members.provider.problem.haveAnother")
        }
        try writer.run(
            "INSERT INTO provider_identity (provider_id, subject, person_id, created_at) VALUES (\(provider), \(subject), \(person), \(trail.clock.now))")
        // Who was invited has come.
        let wasInvited = try writer.run("DELETE FROM one_time_link WHERE person_id = \(person) AND purpose = 'invitation'") > 0
        let after = "{\"provider\":\"\(provider)\"}"
        try trail.record(Fact(wasInvited ? "person.joined" : "identity.joined", RecordReference(person), by: .person(person), after: after), in: writer)
    }
}

/// Parts them again. Sessions that were opened through the provider end, but for the one from which it is done.
struct PartIdentity: Sendable {
    let provider: ProviderID
    let person: PersonID
    let session: String

    /// - Throws: `Problem.conflict` when the person could not sign in any more.
    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            let passwords = try writer.reader.number("SELECT count(*) AS n FROM person WHERE id = \(person) AND password_hash <> \(InvitePerson.noPassword)")
            guard passwords > 0 else { throw Problem.conflict(reason: "members.provider.needsPassword") }
            guard try writer.run("DELETE FROM provider_identity WHERE provider_id = \(provider) AND person_id = \(person)") > 0 else { return }
            try writer.run("DELETE FROM session WHERE provider_id = \(provider) AND person_id = \(person) AND digest <> \(session)")
            try trail.record(Fact("identity.parted", RecordReference(person), by: .person(person), after: "{\"provider\":\"\(provider)\"}"), in: writer)
        }
    }
}

/// Puts somebody on record whom a provider vouches for and nobody invited: a member, in the provider's city.
struct AdmitPerson: Sendable {
    let provider: Provider
    let identity: IdentityToken
    let email: String
    let language: Language

    func run(_ ids: IDSource, _ trail: Trail, in writer: Writer) throws -> PersonID {
        let id: PersonID = ids.next()
        let said = identity.name?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        let name = said.isEmpty ? String(email.prefix { $0 != "@" }) : said
        try writer.run(
            """
            INSERT INTO person (id, email, name, language, password_hash, created_at)
            VALUES (\(id), \(email), \(String(name.prefix(120))), \(language.code), \(InvitePerson.noPassword), \(trail.clock.now))
            """)
        try GiveRole.write(.member, .city(provider.city), until: nil, to: id, ids, at: trail.clock.now, in: writer)
        try trail.record(Fact("person.admitted", RecordReference(id), by: .person(id), after: "{\"provider\":\"\(provider.id)\"}"), in: writer)
        try JoinIdentity(provider: provider.id, subject: identity.subject, person: id).run(trail, in: writer)
        return id
    }
}
