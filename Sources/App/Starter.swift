import Compendium
import Foundation
import Kernel
import Logging
import Members
import Partnerships
import Programmes
import Publishing
import Store
import Trail
import Web

/// The content that Ponte comes with: cities, programmes, practices; and for the demonstration one person for each role.
public struct Starter: Sendable {
    let database: Database
    let ids: IDSource
    let trail: Trail

    public init(database: Database, ids: IDSource = .live, trail: Trail = Trail(clock: .live)) {
        self.database = database
        self.ids = ids
        self.trail = trail
    }

    /// Loads what comes with this version of the program, once: what people change afterwards stays changed.
    public func loadOnce() async throws {
        let content = try StarterContent.read()
        let setting = "starter-content"
        guard try await database.read({ try InstallationSetting.value(setting, $0) }) != content.digest else { return }
        try await load(content)
        try await database.write { try InstallationSetting.set(setting, to: content.digest, in: $0) }
    }

    /// The pages of the public site, for readers at once.
    public func loadPages() async throws { try await LoadStarterPages(published: true).run(database, ids, trail) }

    /// The partnerships of the demonstration.
    public func loadPartnerships() async throws { try await LoadStarterPartnerships().run(database, ids, trail) }

    /// - Returns: how many practices were new.
    @discardableResult
    public func load(_ content: StarterContent? = nil) async throws -> Int {
        let content = try content ?? StarterContent.read()
        _ = try await ImportCities(file: content.cities.name, data: content.cities.data).run(database, ids, trail)
        _ = try await ImportProgrammes(file: content.programmes.name, data: content.programmes.data).run(database, ids, trail, sparing: true)
        return try await ImportPractices(files: content.practices).run(database, ids, trail).new
    }

    public struct DemoAccount: Codable, Sendable, Equatable {
        public let email: String
        public let password: String
        public let role: String
    }

    /// One person for each role, with random passwords, written to `demo-accounts.json` in the data folder; a colleague of the
    /// city officer is among them. Run again, it keeps what is there.
    public func demonstration(in folder: URL) async throws -> [DemoAccount] {
        let file = folder.appendingPathComponent("demo-accounts.json")
        if let data = try? Data(contentsOf: file), let accounts = try? JSONDecoder().decode([DemoAccount].self, from: data) {
            try await tellStories()
            return accounts
        }
        let cities = try await database.read { try Cities.all($0) }
        guard let catania = cities.first(where: { $0.slug == "catania" }) else { throw Problem.notFound }
        let names: [(Role, String, Scope)] = [
            (.member, "Mirela Popa", .network), (.cityOfficer, "Chiara Russo", .city(catania.id)), (.cityLead, "Salvatore Greco", .city(catania.id)),
            (.author, "Anna Nowak", .network), (.editor, "Jonas Weber", .network), (.translator, "Layla Haddad", .network),
            (.programmeCoordinator, "Inés Ortega", .network), (.administrator, "Katarina Horvat", .network),
        ]
        var accounts: [DemoAccount] = []
        for (role, name, scope) in names {
            let account = DemoAccount(email: Self.demonstrationEmail(role), password: String(Secrets.token().prefix(20)), role: role.rawValue)
            let person = CreatePerson(email: account.email, name: name, language: .en, password: account.password, role: role, scope: scope)
            do {
                _ = try await person.run(database, ids, trail, by: .system("demonstration"))
            } catch Problem.conflict {
                // The file was deleted while the people stayed: give the person a password that can be written down again.
                let hash = try await Passwords.hash(account.password)
                try await database.write { try $0.run("UPDATE person SET password_hash = \(hash) WHERE email = \(account.email)") }
            }
            accounts.append(account)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try encoder.encode(accounts).write(to: file, options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        try await tellStories()
        return accounts
    }

    /// What the people of the demonstration have under way.
    private func tellStories() async throws {
        let people: [String: PersonID] = try await database.read { reader in
            let rows: [(String, PersonID)] = try reader.all("SELECT email, id FROM person WHERE email LIKE '%@demo.ponte.example' AND forgotten_at IS NULL") { (try $0["email"], try $0["id"]) }
            return Dictionary(uniqueKeysWithValues: rows)
        }
        func person(_ role: Role) -> PersonID? { people[Self.demonstrationEmail(role)] }
        if let coordinator = person(.programmeCoordinator) { try await LoadDemonstration(coordinator: coordinator).run(database, ids, trail) }
        if let officer = person(.cityOfficer), let lead = person(.cityLead) { try await tellTransfers(officer: officer, lead: lead) }
    }

    private static func demonstrationEmail(_ role: Role) -> String { "\(role.rawValue)@demo.ponte.example" }
}
