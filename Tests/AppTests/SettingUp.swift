import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
@testable import App

@Suite struct SettingsTests {
    @Test func `A flag wins over the environment, the environment over the file`() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("settings-\(UUID().uuidString).json")
        try Data(#"{"port":"1111","host":"0.0.0.0","base":{"url":"https://file.example/"},"log":{"level":"debug"}}"#.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let settings = try await Settings.read(flags: ["port": "3333"], environment: ["PONTE_CONFIG": file.path, "PONTE_PORT": "2222", "PONTE_HOST": "127.0.0.2", "OTHER": "x"])
        #expect(settings.port == 3333 && settings.host == "127.0.0.2" && settings.baseURL == "https://file.example" && settings.logLevel == "debug")
    }

    @Test func `Without any settings Ponte runs on this machine alone`() async throws {
        let settings = try await Settings.read(environment: [:])
        #expect(settings.host == "127.0.0.1" && settings.port == 8080 && settings.baseURL == "http://127.0.0.1:8080")
        #expect(settings.databaseURL == nil && settings.embeddingsURL == nil && !settings.isDemonstration && !settings.isBehindProxy)
    }

    @Test(arguments: [
        (["PONTE_DATABASE_URL": "mysql://x"], "PONTE_DATABASE_URL"), (["PONTE_PORT": "http"], "port"), (["PONTE_PORT": "70000"], "port"), (["PONTE_BASE_URL": "ponte.eu"], "PONTE_BASE_URL"),
        (["PONTE_EMBEDDINGS_URL": "nowhere"], "PONTE_EMBEDDINGS_URL"), (["PONTE_EMBEDDINGS_COMMAND": "serve"], "PONTE_EMBEDDINGS_COMMAND"), (["PONTE_BEHIND_PROXY": "maybe"], "PONTE_BEHIND_PROXY"),
        (["PONTE_LOG_LEVEL": "loud"], "PONTE_LOG_LEVEL"), (["PONTE_DEMO": "true", "PONTE_HOST": "0.0.0.0"], "127.0.0.1"), (["PONTE_CONFIG": "/nowhere.json"], "/nowhere.json"),
    ])
    func `What is wrong is said in words`(environment: [String: String], word: String) async throws {
        let error = await #expect(throws: Settings.Invalid.self) { try await Settings.read(environment: environment) }
        #expect(error?.problems.count == 1 && error?.description.contains(word) == true, "\(error?.description ?? "nothing")")
    }

    @Test func `Everything that is wrong is said at once`() async throws {
        let error = await #expect(throws: Settings.Invalid.self) { try await Settings.read(environment: ["PONTE_PORT": "x", "PONTE_LOG_LEVEL": "y", "PONTE_DATABASE_URL": "z"]) }
        #expect(error?.problems.count == 3)
    }
}

@Suite struct StarterTests {
    /// Read as the file writes them: an import would be silent about a name that says nothing new.
    @Test func `Every city has an Arabic name, and no name says the English one again`() throws {
        let cities = try #require(try JSONSerialization.jsonObject(with: StarterContent.read().cities.data) as? [[String: Any]])
        for city in cities {
            let name = try #require(city["name"] as? String)
            let names = try #require(city["names"] as? [String: String], "\(name)")
            #expect(names["ar"]?.unicodeScalars.allSatisfy { $0 == " " || (0x0600...0x06FF).contains($0.value) } == true, "\(name)")
            #expect(!names.values.contains(name) && names["en"] == nil, "\(name)")
            #expect(names.values.allSatisfy { $0 == $0.trimmingCharacters(in: .whitespaces) && $0 == $0.precomposedStringWithCanonicalMapping }, "\(name)")
        }
    }
}

@Suite struct DemonstrationTests {
    @Test(arguments: Engines.all) func `There is one person for each role, with a password that works; twice is once`(engine: Engine) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("demo-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try await withHouse(engine, .starter) { house in
            let starter = Starter(database: house.database, ids: house.ids, trail: house.trail)
            let accounts = try await starter.demonstration(in: folder)
            #expect(Set(accounts.map(\.role)) == Set(Role.allCases.map(\.rawValue)))
            #expect(Set(accounts.map(\.password)).count == accounts.count && accounts.allSatisfy { $0.password.count >= 12 })
            #expect(try await starter.demonstration(in: folder) == accounts)
            let file = folder.appendingPathComponent("demo-accounts.json")
            let written = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [[String: String]])
            #expect(Set(written.flatMap(\.keys)) == ["email", "password", "role"])
            let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
            #expect(mode == 0o600, "nobody else on this machine reads it")
            let officer = try #require(accounts.first { $0.role == "city-officer" })
            let page = try await house.visitor().post("/sign-in", [("email", officer.email), ("password", officer.password), ("next", "/needs/new")])
            #expect(page.location == "/needs/new")

            // The file is lost, the people are not: they get new passwords.
            try FileManager.default.removeItem(at: file)
            let renewed = try await starter.demonstration(in: folder)
            #expect(renewed.map(\.email) == accounts.map(\.email) && renewed != accounts)
            let again = try #require(renewed.first { $0.role == "city-officer" })
            #expect(try await house.visitor().post("/sign-in", [("email", again.email), ("password", again.password)]).status == 303)
        }
    }
}

@Suite struct SchemaTests {
    /// A test migrates both engines from nothing and compares them.
    @Test func `Both engines have the same tables, columns and rules`() async throws {
        var shapes: [[String]] = []
        for engine in Engines.all {
            try await withDatabase(engine, migrations: try Installation.migrations()) { database in
                let columns: [String] = try await database.read { reader in
                    switch reader.engine {
                    case .sqlite:
                        try reader.all(
                            """
                            SELECT tables.name AS t, columns.name AS c, columns."notnull" + columns.pk AS required FROM sqlite_master AS tables
                            JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%'
                            """
                        ) { "\(try $0["t"] as String).\(try $0["c"] as String) \(try $0["required"] as Int > 0)" }
                    case .postgres:
                        try reader.all("SELECT table_name AS t, column_name AS c, is_nullable AS n FROM information_schema.columns WHERE table_schema = current_schema()") {
                            "\(try $0["t"] as String).\(try $0["c"] as String) \(try $0["n"] as String == "NO")"
                        }
                    }
                }
                shapes.append(columns.sorted())
                #expect(try await database.pending(try Installation.migrations()).isEmpty)
                #expect(try await database.migrate(try Installation.migrations(), at: Instant(milliseconds: 0)) == [], "twice is once")
            }
        }
        #expect(shapes[0].count > 100 && shapes[0] == shapes[1], "\(Set(shapes[0]).symmetricDifference(shapes[1]).sorted())")
    }
}
