import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
import Web
@testable import App

/// People whose every word is known to stand nowhere else: they type it wherever one can type, get it all back as a file, and nothing
/// of it is left once they are forgotten.
@Suite struct ForgettingTests {
    @Test(arguments: Engines.all) func `Everything somebody typed is in their file, and nowhere once they are forgotten`(engine: Engine) async throws {
        try await withTestPlace(engine) { place in
            let house = try await TestHouse.open(place, .small)
            let canaries = try await Canaries.settle(house)
            for person in canaries.people {
                let refused = try await person.browser.post("/account/data", [("password", "wrong")], from: "/account/data")
                #expect(refused.status == 400 && !refused.says(person.words[0]) || refused.says(person.name), "without the password nothing is given")
                let page = try await person.browser.post("/account/data", [("password", TestHouse.password)])
                #expect(page.status == 200, "\(house.log.errors)")
                #expect(page.header("Content-Disposition")?.hasPrefix("attachment") == true)
                for word in person.words { #expect(page.html.contains(word), "\(word) is not in the file of \(person.name)") }
                let others = canaries.people.filter { $0.name != person.name }.flatMap(\.words)
                #expect(others.filter(page.html.contains) == [], "somebody else's words in the file of \(person.name)")
                #expect(!page.html.contains("argon2id"))
            }
            #expect(try await Self.found(canaries.words, house.database) == canaries.words, "every word is on record before")
            if engine == .sqlite { #expect(Self.left(canaries.words, place) == canaries.words, "and in the files") }

            for person in canaries.people {
                let unsure = try await person.browser.post("/account/forget", [("password", TestHouse.password)], from: "/account/forget")
                #expect(unsure.status == 400, "the box is not ticked")
                let wrong = try await person.browser.post("/account/forget", [("password", "wrong"), ("sure", "yes")])
                #expect(wrong.status == 400)
                let gone = try await person.browser.post("/account/forget", [("password", TestHouse.password), ("sure", "yes")])
                #expect(gone.status == 303 && gone.location == "/", "\(gone.text.prefix(300)) \(house.log.errors)")
                #expect(try await person.browser.follow(gone).says("Your account is closed"))
                #expect(try await person.browser.get("/account").status == 401, "signed out everywhere")
                let again = try await house.visitor().post("/sign-in", [("email", person.email), ("password", TestHouse.password)])
                #expect(again.status == 400)
            }
            #expect(try await Self.found(canaries.words, house.database) == [], "left on record")
            try await house.installation.followErasures()
            let folder = house.installation.settings.dataFolder
            let register = try ErasureRegister(in: folder).read()
            #expect(Set(register.map(\.person)) == Set(canaries.people.compactMap { $0.browser.person?.rawValue }))
            #expect(try await house.database.read { try Erasure.uncleaned($0) } == [])
            let finding = try await house.database.read { try VerifyChain.run($0) }
            if case .broken(let seq, let why) = finding { Issue.record("entry \(seq) \(why)") }
            #expect(house.log.errors == [])
            if engine == .sqlite {
                #expect(Self.left(canaries.words, place) == [], "left in the files")
            }
            await house.close()
        }
    }

    @Test(arguments: Engines.all) func `What others work with stays, as of a former member`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let leaving = try await house.signIn(as: .author, in: "catania", name: "Leaving Author")
            let staying = try await house.signIn(as: .author, in: "catania", name: "Staying Author")
            let officer = try await house.signIn(as: .cityOfficer, name: "Leaving Officer")
            let lead = try await house.signIn(as: .cityLead, name: "Staying Lead")
            let draft = try await begin("A school for all", leaving)
            let (owner, heir) = (try #require(leaving.person), try #require(staying.person))
            try await house.database.write { [now = house.clock.now] in
                try $0.run("INSERT INTO manuscript_author (manuscript_id, person_id, invited_by, at) VALUES (\(draft), \(heir), \(owner), \(now))")
            }
            let handedIn = try await begin("A school handed in", leaving)
            try await house.database.write { try $0.run("UPDATE manuscript SET stage = 'submitted' WHERE id = \(handedIn)") }
            let location = try #require(try await officer.post("/needs/new", [("text", "A need of the whole city"), ("city", "catania")], from: "/needs/new").location)
            try await house.database.write { try $0.run("UPDATE need SET visibility = 'city' WHERE id = \(String(location.dropFirst("/needs/".count)))") }
            for browser in [leaving, officer] {
                #expect(try await browser.post("/account/forget", [("password", TestHouse.password), ("sure", "yes")], from: "/account/forget").status == 303)
            }
            let goesOn = try await staying.get("/drafts/\(draft)")
            #expect(goesOn.status == 200 && goesOn.says("A school for all"))
            #expect(!goesOn.says("Leaving Author"))
            let after: String? = try await house.database.read { try $0.first("SELECT owner_id FROM manuscript WHERE id = \(draft)") { try $0["owner_id"] } }
            #expect(after == heir.rawValue)
            let editor = try await house.signIn(as: .editor)
            let review = try await editor.get("/drafts/\(handedIn)/review")
            #expect(review.status == 200 && review.says("A school handed in"))
            for path in [location, location + "/history", "/needs"] {
                let page = try await lead.get(path)
                #expect(page.status == 200, "\(path) \(house.log.errors)")
                #expect(!page.says("Leaving Officer"))
            }
            #expect(try await lead.get(location + "/history").says("a former member"))
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `The last administrator stays until there is another`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let only = try await house.signIn(as: .administrator, name: "Only One")
            let page = try await only.get("/account/forget")
            #expect(page.says("Nobody else could administer") && page.value("password") == nil)
            let refused = try await only.post("/account/forget", [("password", TestHouse.password), ("sure", "yes")])
            #expect(refused.status == 409)
            #expect(try await only.get("/account").status == 200, "nothing has happened")
            _ = try await house.signIn(as: .administrator, name: "Another One")
            #expect(try await only.post("/account/forget", [("password", TestHouse.password), ("sure", "yes")]).status == 303)
        }
    }

    @Test(arguments: Engines.all) func `An administrator forgets somebody who wrote in`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let administrator = try await house.signIn(as: .administrator)
            let id = try await house.person(.member, name: "Wrote In")
            let path = "/administration/people/\(id)/forget"
            #expect(try await administrator.get(path).says("Forget Wrote In"))
            #expect(try await administrator.post(path, [("password", TestHouse.password), ("sure", "yes")]).location == "/administration/people")
            #expect(try await administrator.get("/administration/people/\(id)").status == 404)
            #expect(try await administrator.get(path).status == 404)
            #expect(try await administrator.post(path, [("password", TestHouse.password), ("sure", "yes")]).status == 404)
            #expect(!(try await administrator.get("/administration/people").says("Wrote In")))
            #expect(try await administrator.get("/administration/audit?record=person/\(id)").says("person.forgotten"))
            // The address is free again, for somebody new.
            _ = try await house.person(.member, name: "Wrote In")
            #expect(try await administrator.get("/administration/people").says("wrote.in@test.example"))
        }
    }

    @Test(arguments: Engines.all) func `A register forgets again whom a backup brought back`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let (back, other) = (try await house.person(.administrator, name: "Came Back"), try await house.person(.member, name: "Never Left"))
            let register = ErasureRegister(in: house.installation.settings.dataFolder)
            let line = Erasure(person: back.rawValue, at: "2025-01-01T00:00:00.000Z")
            try register.write([line, Erasure(person: "nobody-here", at: "2025-02-01T00:00:00.000Z")])
            #expect(try await register.bringInStep(house.database, house.trail) == 1, "even the last administrator: it was decided then")
            #expect(try await register.bringInStep(house.database, house.trail) == 0)
            #expect(try await Self.found(["Came Back", "came.back@test.example", "Never Left"], house.database) == ["Never Left"])
            #expect(try register.read() == [line, Erasure(person: "nobody-here", at: "2025-02-01T00:00:00.000Z")], "who is not known here stays in the register")
            // What another process has erased comes into this file.
            try await house.database.write { [house] in try ForgetPerson(other, kept: Installation.kept).run(house.trail, by: .system("test"), in: $0) }
            _ = try await register.bringInStep(house.database, house.trail)
            #expect(try register.read().map(\.person) == [back.rawValue, "nobody-here", other.rawValue])
            try Data("{\"person\":\"x\"}\n".utf8).write(to: register.file)
            #expect(throws: KeepingProblem.self) { try register.read() }
        }
    }

    /// Which of the words stand anywhere in the files of SQLite, in use or not.
    private static func left(_ words: [String], _ place: TestPlace) -> [String] {
        let bytes = ["", "-wal", "-shm"].map { FileManager.default.contents(atPath: place.address + $0) ?? Data() }
        return words.filter { word in bytes.contains { $0.range(of: Data(word.utf8)) != nil } }
    }

    private func begin(_ title: String, _ author: Browser) async throws -> String {
        let begun = try await author.post("/drafts/new", [("title", title), ("language", "en"), ("city", "catania")], from: "/drafts/new")
        return try #require(begun.location?.split(separator: "/").dropFirst().first.map(String.init), "\(begun.text.prefix(300))")
    }

    /// Which of the words stand anywhere in the database, in any column of any table: what a dump of it would show.
    static func found(_ words: [String], _ database: Database) async throws -> [String] {
        try await database.read { reader in
            var all = ""
            for table in try DatabaseFacts.tables(reader) {
                for row in try reader.rows(SQL(trusted: "SELECT * FROM \"\(table)\"")) {
                    for case .text(let text) in row.values { all += text + "\n" }
                }
            }
            return words.filter { all.contains($0) }
        }
    }
}

/// Three people who between them type in every place there is.
struct Canaries {
    struct Person {
        let browser: Browser
        let name: String
        var email: String { TestHouse.email(name) }
        /// Everything they typed, name and address first.
        let words: [String]
    }

    let people: [Person]
    var words: [String] { people.flatMap(\.words) }

    static func settle(_ house: TestHouse) async throws -> Canaries {
        // Somebody who stays, whose draft and need are reviewed and worked on.
        _ = try await house.signIn(as: .administrator, name: "Stays Administrator")
        let host = try await house.signIn(as: .author, in: "catania", name: "Stays Author")
        let begun = try await host.post("/drafts/new", [("title", "A school that stays"), ("language", "en"), ("city", "catania")], from: "/drafts/new")
        let draft = try #require(begun.location?.split(separator: "/").dropFirst().first.map(String.init))
        try await house.database.write { try $0.run("UPDATE manuscript SET stage = 'submitted' WHERE id = \(draft)") }
        let lead = try await house.signIn(as: .cityLead, name: "Stays Lead")
        let shared = try #require(try await lead.post("/needs/new", [("text", "A need that stays"), ("city", "catania")], from: "/needs/new").location)
        try await house.database.write { try $0.run("UPDATE need SET visibility = 'city' WHERE id = \(String(shared.dropFirst("/needs/".count)))") }
        return Canaries(people: [try await officer(house, shared), try await author(house), try await editor(house, draft), try await administrator(house)])
    }

    private static func officer(_ house: TestHouse, _ shared: String) async throws -> Person {
        let browser = try await house.signIn(as: .cityOfficer, name: "Quillonia Brambek")
        let words = ["zanzerlune", "quorvexil", "brundelmax", "ottovinkel", "jaspermoll", "kwellington"]
        let need = try #require(
            try await browser.post(
                "/needs/new", [("title", words[0]), ("text", "We lack \(words[1])"), ("city", "catania"), ("inPlace", words[2])], from: "/needs/new").location)
        for place in [(need, words[3]), (shared, words[4])] {
            let match = try await browser.get("\(place.0)/matches/odense-mothers")
            let field = try #require(match.elements("input").compactMap { $0["name"] }.first { $0.hasPrefix("answer.") })
            let sent = try await browser.post(
                "\(place.0)/matches/odense-mothers/answers", [(field, "partly"), (field.replacingOccurrences(of: "answer.", with: "note."), place.1)])
            #expect(sent.status == 303)
        }
        #expect(try await browser.post("\(shared)/matches/vienna-housing/decision", [("decision", "aside"), ("reason", words[5])]).status == 303)
        return Person(browser: browser, name: "Quillonia Brambek", words: ["Quillonia Brambek", "quillonia.brambek@test.example"] + words)
    }

    private static func author(_ house: TestHouse) async throws -> Person {
        let browser = try await house.signIn(as: .author, in: "catania", name: "Xandriel Pomquist")
        let words = ["fimbulwerk", "grondelquast", "wuppertine", "sinkelbroz"]
        let begun = try await browser.post("/drafts/new", [("title", words[0]), ("language", "en"), ("city", "catania")], from: "/drafts/new")
        let draft = try #require(begun.location?.split(separator: "/").dropFirst().first.map(String.init))
        for problem in [words[1], words[2]] {
            let revision: Int = try await house.database.read { try $0.number("SELECT revision AS n FROM manuscript WHERE id = \(draft)") }
            let written = try await browser.post("/drafts/\(draft)/write/story", [("_fields", "problem"), ("problem", problem), ("revision", String(revision)), ("then", "next")])
            #expect(written.status == 303)
        }
        #expect(try await browser.post("/searches", [("name", words[3]), ("q", "mothers")], from: "/searches/new").status == 303)
        return Person(browser: browser, name: "Xandriel Pomquist", words: ["Xandriel Pomquist", "xandriel.pomquist@test.example"] + words)
    }

    private static func editor(_ house: TestHouse, _ draft: String) async throws -> Person {
        let browser = try await house.signIn(as: .editor, name: "Yorvik Tesselbaum")
        let words = ["prontolisk", "hagelfrenz"]
        let asked = try await browser.post("/drafts/\(draft)/steps", [("step", "askForChanges"), ("reason", words[0]), ("remark.title", words[1])], from: "/drafts/\(draft)/review")
        #expect(asked.status == 303, "\(asked.text.prefix(300))")
        return Person(browser: browser, name: "Yorvik Tesselbaum", words: ["Yorvik Tesselbaum", "yorvik.tesselbaum@test.example"] + words)
    }

    /// Whose name stands in letters to others.
    private static func administrator(_ house: TestHouse) async throws -> Person {
        let browser = try await house.signIn(as: .administrator, name: "Ulmbrecht Vasquell")
        let invitation = [("email", "new@test.example"), ("name", "New Person"), ("role", "member"), ("scope", "network"), ("language", "en"), ("confirmed", "1")]
        #expect(try await browser.post("/administration/people/invite", invitation, from: "/administration/people/invite").status == 303)
        #expect(try await browser.post("/administration/mail/test", from: "/administration/mail").status == 303)
        return Person(browser: browser, name: "Ulmbrecht Vasquell", words: ["Ulmbrecht Vasquell", "ulmbrecht.vasquell@test.example"])
    }
}
