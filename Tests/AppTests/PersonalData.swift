import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
import Web
@testable import App

/// What is declared of people's data is all there is, and it is what is done.
@Suite struct DeclarationTests {
    @Test(arguments: Engines.all) func `Every column of every table is declared, and nothing else`(engine: Engine) async throws {
        try await withDatabase(engine, migrations: try Installation.migrations()) { database in
            let schema = try await database.read { reader in
                try DatabaseFacts.tables(reader).filter { !RecordTable.leftOut.contains($0) }.map { ($0, try columns(of: $0, reader)) }
            }
            let declared = Dictionary(grouping: Installation.kept, by: \.name)
            for (table, columns) in schema {
                let own = declared[table] ?? []
                #expect(own.count == 1, "\(table) is declared \(own.count) times; say in its room's PersonalData.swift what it keeps of people")
                let known = own.first?.columns ?? []
                #expect(columns.subtracting(known).sorted() == [], "\(table): columns that nobody declared")
                #expect(known.subtracting(columns).sorted() == [], "\(table): declared columns that are not there")
            }
            #expect(Set(declared.keys).subtracting(schema.map(\.0)).sorted() == [], "declared tables that are not there")
        }
    }

    @Test func `A column stands once, and what is declared of it can be done`() {
        for table in Installation.kept {
            let names = table.personal.map(\.name) + table.other
            #expect(Set(names).count == names.count, "\(table.name): a column stands twice")
            #expect(table.personal.isEmpty == (table.processing == nil))
            switch table.processing?.expiry {
            case .runsOut(let column, _), .days(_, let column), .forgets(_, let column): #expect(table.columns.contains(column), "\(table.name) expires after \(column)")
            default: break
            }
        }
    }

    @Test(arguments: Language.allCases) func `The record says everything in every language`(language: Language) throws {
        let record = ProcessingRecord(Installation.kept, try Installation.words(language))
        let (markdown, csv) = (record.markdown(contact: "dpo@city.eu"), record.csv)
        #expect(!markdown.contains("⟦") && !csv.contains("⟦"))
        #expect(markdown.contains("dpo@city.eu"))
        let tables = Installation.kept.filter { $0.processing != nil }
        #expect(csv.components(separatedBy: "\r\n").count == tables.count + 2, "a heading, a row for each table, and the end")
        for table in tables { #expect(csv.contains("\"\(table.name)\"") && markdown.contains("| \(table.name) |")) }
    }

    private func columns(of table: String, _ reader: Reader) throws -> Set<String> {
        switch reader.engine {
        case .sqlite: Set(try reader.all("SELECT name FROM pragma_table_info(\(table))") { try $0["name"] })
        case .postgres:
            Set(
                try reader.all(
                    "SELECT column_name::text AS name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = \(table)") { try $0["name"] })
        }
    }
}

/// Nothing is kept longer than was said.
@Suite struct ExpiryTests {
    @Test(arguments: Engines.all) func `What has been kept long enough goes, and nothing before`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            let id = try #require(editor.person)
            let start = house.clock.now
            try await house.database.write { [house] writer in
                try SendMail("members.mail.test", to: id, in: .en).run(house.ids, house.trail, by: .person(id), in: writer)
                try writer.run("INSERT INTO one_time_link (digest, person_id, purpose, created_at, expires_at) VALUES ('d', \(id), 'password', \(start), \(start.adding(.seconds(7200))))")
                try writer.run("INSERT INTO pending_sign_in (digest, person_id, created_at, expires_at) VALUES ('p', \(id), \(start), \(start.adding(.seconds(600))))")
                try writer.run(
                    "INSERT INTO role_grant (id, person_id, role, scope_kind, granted_at, expires_at) VALUES ('g', \(id), 'member', 'network', \(start), \(start.adding(.seconds(86_400))))")
            }
            #expect(try await house.installation.applyExpiries() == [:])
            house.clock.advance(by: .seconds(601))
            #expect(try await house.installation.applyExpiries() == ["pending_sign_in": 1])
            house.clock.advance(by: .seconds(6600))
            #expect(try await house.installation.applyExpiries() == ["one_time_link": 1])
            house.clock.advance(by: .seconds(14 * 86_400))
            #expect(try await house.installation.applyExpiries() == ["session": 1])
            house.clock.advance(by: .seconds(16 * 86_400))
            #expect(try await house.installation.applyExpiries() == ["letter": 1])
            house.clock.advance(by: .seconds(340 * 86_400))
            #expect(try await house.installation.applyExpiries() == ["role_grant": 1], "the other one has no end")
            #expect(try await house.database.read { try $0.number("SELECT count(*) AS n FROM role_grant WHERE person_id = \(id)") } == 1)
            let said = try await house.database.read { try Audit.entries(of: "table", by: "system:expiry", action: nil, before: nil, limit: 10, $0) }
            #expect(said.map(\.record.id) == ["role_grant", "letter", "session", "one_time_link", "pending_sign_in"])
        }
    }

    @Test(arguments: Engines.all) func `Who was disabled a year ago is forgotten`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            _ = try await house.signIn(as: .administrator)
            let id = try await house.person(.member, name: "Gone Away")
            try await house.database.write { [now = house.clock.now] in try $0.run("UPDATE person SET disabled_at = \(now) WHERE id = \(id)") }
            house.clock.advance(by: .seconds(364 * 86_400))
            #expect(try await house.installation.applyExpiries()["person"] == nil)
            house.clock.advance(by: .seconds(2 * 86_400))
            #expect(try await house.installation.applyExpiries()["person"] == 1)
            #expect(try await house.database.read { try $0.number("SELECT count(*) AS n FROM person WHERE name = 'Gone Away'") } == 0)
            #expect(try await house.database.read { try $0.number("SELECT count(*) AS n FROM erasure WHERE person_id = \(id)") } == 1)
            #expect(try await house.installation.applyExpiries()["person"] == nil, "once")
        }
    }

    @Test(arguments: Engines.all) func `Two processes take each row away once`(engine: Engine) async throws {
        try await withTestPlace(engine) { place in
            let one = try await TestHouse.open(place, .small)
            let other = try await TestHouse.open(place, name: "other", clock: one.clock)
            for number in 1...20 { _ = try await one.signIn(as: .member, name: "Member \(number)") }
            one.clock.advance(by: .seconds(15 * 86_400))
            async let first = one.installation.applyExpiries()
            async let second = other.installation.applyExpiries()
            let gone = try await [first, second].reduce(0) { $0 + ($1["session"] ?? 0) }
            #expect(gone == 20)
            #expect(try await one.database.read { try VerifyChain.run($0) } != .broken(seq: 1, why: ""))
            await one.close()
            await other.close()
        }
    }
}
