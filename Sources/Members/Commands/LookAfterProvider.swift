import Kernel
import Store
import Trail
import Web

/// What an administrator says of a provider.
struct ProviderDraft: Sendable {
    let city: CityID
    let label: String
    /// Only where it is new.
    let issuer: String
    let clientID: String
    /// nil: as it is.
    let secret: String?
    let domains: [String]
    let factorWords: [String]
    let admits: Provider.Admits
}

/// Puts a provider on record, switched off until it was tried.
struct AddProvider: Sendable {
    let draft: ProviderDraft
    let sealedSecret: String

    /// - Throws: `Problem.invalid` at `clientID` when it is on record already.
    func run(_ house: House, _ trail: Trail, by actor: PersonID) async throws -> ProviderID {
        let id: ProviderID = house.ids.next()
        try await house.database.write { writer in
            guard try writer.reader.number("SELECT count(*) AS n FROM provider WHERE issuer = \(draft.issuer) AND client_id = \(draft.clientID)") == 0 else {
                throw Problem.invalid([FieldProblem("clientID", "members.providers.already")])
            }
            try writer.run(
                """
                INSERT INTO provider (id, city_id, label, issuer, client_id, secret, admits, is_on, created_at)
                VALUES (\(id), \(draft.city), \(draft.label), \(draft.issuer), \(draft.clientID), \(sealedSecret), \(draft.admits.rawValue), 0, \(trail.clock.now))
                """)
            try draft.writeLists(of: id, in: writer)
            try trail.record(Fact("provider.added", RecordReference(id), by: .person(actor), after: draft.fact), in: writer)
        }
        return id
    }
}

/// Changes what is set of a provider; its issuer stays.
struct ChangeProvider: Sendable {
    let id: ProviderID
    let draft: ProviderDraft
    /// nil: as it is.
    let sealedSecret: String?

    func run(_ house: House, _ trail: Trail, by actor: PersonID) async throws {
        try await house.database.write { writer in
            guard let old = try Providers.byID(id, writer.reader) else { throw Problem.notFound }
            guard try writer.reader.number("SELECT count(*) AS n FROM provider WHERE issuer = \(old.issuer) AND client_id = \(draft.clientID) AND id <> \(id)") == 0 else {
                throw Problem.invalid([FieldProblem("clientID", "members.providers.already")])
            }
            try writer.run(
                """
                UPDATE provider SET city_id = \(draft.city), label = \(draft.label), client_id = \(draft.clientID), secret = \(sealedSecret ?? old.secret),
                    admits = \(draft.admits.rawValue) WHERE id = \(id)
                """)
            for table in ["provider_domain", "provider_factor"] { try writer.run(SQL(trusted: "DELETE FROM \(table) WHERE ") + "provider_id = \(id)") }
            try draft.writeLists(of: id, in: writer)
            try trail.record(Fact("provider.changed", RecordReference(id), by: .person(actor), after: draft.fact), in: writer)
        }
    }
}

/// Lets people in through a provider, or no longer; then whoever is in through it is out.
struct SwitchProvider: Sendable {
    let id: ProviderID
    let isOn: Bool

    func run(_ house: House, _ trail: Trail, by actor: PersonID) async throws {
        try await house.database.write { writer in
            guard try Providers.byID(id, writer.reader) != nil else { throw Problem.notFound }
            guard try writer.run("UPDATE provider SET is_on = \(isOn ? 1 : 0) WHERE id = \(id) AND is_on = \(isOn ? 0 : 1)") > 0 else { return }
            if !isOn { try Self.letNobodyIn(id, writer) }
            try trail.record(Fact(isOn ? "provider.switchedOn" : "provider.switchedOff", RecordReference(id), by: .person(actor)), in: writer)
        }
    }

    static func letNobodyIn(_ id: ProviderID, _ writer: Writer) throws {
        for table in ["session", "pending_sign_in", "provider_errand"] { try writer.run(SQL(trusted: "DELETE FROM \(table) WHERE ") + "provider_id = \(id)") }
    }
}

/// Takes a provider off record, with whom it knows. Their accounts stay; whoever has no password asks for a letter to choose one.
struct RemoveProvider: Sendable {
    let id: ProviderID

    func run(_ house: House, _ trail: Trail, by actor: PersonID) async throws {
        try await house.database.write { writer in
            try SwitchProvider.letNobodyIn(id, writer)
            for table in ["provider_identity", "provider_domain", "provider_factor"] { try writer.run(SQL(trusted: "DELETE FROM \(table) WHERE ") + "provider_id = \(id)") }
            guard try writer.run("DELETE FROM provider WHERE id = \(id)") > 0 else { throw Problem.notFound }
            try trail.record(Fact("provider.removed", RecordReference(id), by: .person(actor)), in: writer)
        }
    }
}

extension ProviderDraft {
    fileprivate func writeLists(of id: ProviderID, in writer: Writer) throws {
        for domain in domains { try writer.run("INSERT INTO provider_domain (provider_id, domain) VALUES (\(id), \(domain))") }
        for word in factorWords { try writer.run("INSERT INTO provider_factor (provider_id, word) VALUES (\(id), \(word))") }
    }

    /// For the chain, which tells everybody who may read it how far the provider is trusted; never the secret.
    fileprivate var fact: String {
        let lists = [("domains", domains), ("factors", factorWords)].map { name, words in "\"\(name)\":[\(words.map { "\"\($0)\"" }.joined(separator: ","))]" }
        return "{\"admits\":\"\(admits.rawValue)\",\"city\":\"\(city)\",\(lists.joined(separator: ",")),\"secretIsNew\":\(secret != nil)}"
    }
}
