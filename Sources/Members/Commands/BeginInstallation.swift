import Kernel
import Store
import Trail
import Web

/// The first run: an installation on which nobody is on record gives out one link, in the terminal of whoever started it, and
/// whoever opens it becomes the first administrator.
struct BeginInstallation: Sendable {
    private static let setting = "first-run"

    let network: NetworkSettings
    let name: String
    let email: String
    let language: Language
    let password: String

    /// A new token, while nobody is on record. Of several processes that start, the link that was made last is good.
    static func offer(_ database: Database) async throws -> String? {
        try await database.write { writer in
            guard try writer.reader.number("SELECT count(*) AS n FROM person") == 0 else { return nil }
            let token = Secrets.token()
            try InstallationSetting.set(setting, to: Secrets.digest(token), in: writer)
            return token
        }
    }

    static func isOpen(_ token: String, _ reader: Reader) throws -> Bool {
        guard let digest = try InstallationSetting.value(setting, reader), Secrets.same(digest, Secrets.digest(token)) else { return false }
        return try reader.number("SELECT count(*) AS n FROM person") == 0
    }

    /// - Throws: `Problem.notFound` when the link no longer works: of two who use it at once, one comes too late.
    func run(_ token: String, _ house: House, _ trail: Trail) async throws -> PersonID {
        let hash = try await Passwords.hash(password)
        return try await house.database.write { writer in
            guard try Self.isOpen(token, writer.reader),
                try writer.run("DELETE FROM setting WHERE name = \(Self.setting) AND value = \(Secrets.digest(token))") > 0
            else { throw Problem.notFound }
            let id: PersonID = house.ids.next()
            let now = trail.clock.now
            try writer.run(
                """
                INSERT INTO person (id, email, name, language, password_hash, created_at)
                VALUES (\(id), \(email), \(name), \(language.code), \(hash), \(now))
                """)
            try GiveRole.write(.administrator, .network, until: nil, to: id, house.ids, at: now, in: writer)
            try network.write(in: writer)
            try trail.record(Fact("installation.begun", RecordReference(id), by: .person(id)), in: writer)
            return id
        }
    }
}
