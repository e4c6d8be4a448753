import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
import Web

@Suite struct PeopleTests {
    private func person(_ email: String = "anna@city.eu", name: String = "Anna", password: String = "twelve letters") -> CreatePerson {
        CreatePerson(email: email, name: name, language: .it, password: password, role: .cityOfficer, scope: .network)
    }

    @Test(arguments: Engines.all) func `A person is put on record once`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            let id = try await person("Anna@City.EU").run(house.database, house.ids, house.trail, by: .system("test"))
            await #expect(throws: Problem.conflict(reason: "members.problem.emailTaken")) {
                try await person("anna@city.eu").run(house.database, house.ids, house.trail, by: .system("test"))
            }
            let entries = try await house.database.read { try Audit.entries(of: RecordReference(id), limit: 10, $0) }
            #expect(entries.map(\.action) == ["person.created"])
            #expect(entries.first?.after?.contains("city") == true && entries.first?.after?.contains("anna") == false, "no personal data in the chain")
            let stored: String? = try await house.database.read { try $0.first("SELECT password_hash FROM person") { try $0["password_hash"] } }
            #expect(stored?.hasPrefix("$argon2id$") == true)
        }
    }

    @Test(arguments: [
        ("", "Anna", "twelve letters", "email"), ("anna", "Anna", "twelve letters", "email"), ("anna@", "Anna", "twelve letters", "email"),
        ("an na@city.eu", "Anna", "twelve letters", "email"), ("a@b@c", "Anna", "twelve letters", "email"), ("anna@city.eu", "", "twelve letters", "name"),
        ("anna@city.eu", String(repeating: "a", count: 121), "twelve letters", "name"), ("anna@city.eu", "Anna", "eleven long", "password"),
        ("anna@city.eu", "Anna", String(repeating: "a", count: 201), "password"),
    ])
    func `What cannot be used is named`(email: String, name: String, password: String, field: String) {
        #expect {
            try person(email, name: name, password: password).check()
        } throws: { error in
            guard case Problem.invalid(let problems) = error else { return false }
            return problems.map(\.field) == [field]
        }
    }

    @Test func `A password is right or wrong`() async throws {
        let hash = try await Passwords.hash("пароль-باسورد-12")
        #expect(await Passwords.isRight("пароль-باسورد-12", for: hash))
        #expect(!(await Passwords.isRight("пароль-باسورد-13", for: hash)))
        #expect(!(await Passwords.isRight("", for: nil)), "no account is never right")
        #expect(try await Passwords.hash("пароль-باسورد-12") != hash, "each with a salt of its own")
    }

    @Test(arguments: Engines.all) func `Name and language are changed, and kept when they are wrong`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            let browser = try await house.signIn(as: .member, name: "Mirela Popa")
            let saved = try await browser.post("/account", [("name", "Mirela <b>P.</b> & Söhne"), ("language", "de")])
            let page = try await browser.follow(saved)
            #expect(page.language == "de", "the pages speak it from now on")
            #expect(page.value("name") == "Mirela <b>P.</b> & Söhne")
            #expect(!page.html.contains("<b>P."))
            let wrong = try await browser.post("/account", [("name", String(repeating: "x", count: 121)), ("language", "xx")])
            #expect(wrong.status == 400)
            #expect(wrong.value("name") == String(repeating: "x", count: 121))
            #expect(try await browser.get("/account").value("name") == "Mirela <b>P.</b> & Söhne")
        }
    }
}

@Suite struct ImportTests {
    private func problems(_ data: Any) throws -> [ImportProblem] {
        do {
            _ = try ImportCities(file: "cities.json", data: Fixture.data(data))
            return []
        } catch let found as ImportProblems {
            return found.problems
        }
    }

    @Test func `A city's problems are named`() throws {
        var city = Fixture.cities[0]
        city["latitude"] = 137.5
        city["country"] = "Italy"
        city["population"] = "many"
        city["mayor"] = "X"
        city["source"] = NSNull()
        let found = try problems([city, Fixture.cities[1]])
        #expect(Set(found.map(\.field)) == ["latitude", "country", "population", "mayor", "source"])
        #expect(found.allSatisfy { $0.file == "cities.json" && $0.record == "Catania" })
        #expect(try problems([Fixture.cities[0], Fixture.cities[0]]).map(\.field) == ["name"])
        #expect(try problems("text").map(\.record) == ["file"])
    }

    @Test(arguments: Engines.all) func `Cities and programmes are brought up to date, and twice is once`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            let cities = try Fixture.data(Fixture.cities), programmes = try Fixture.data(Fixture.programmes)
            func run() async throws -> [Int] {
                let first = try await ImportCities(file: "c", data: cities).run(house.database, house.ids, house.trail)
                let second = try await ImportProgrammes(file: "p", data: programmes).run(house.database, house.ids, house.trail)
                return [first.new, first.changed, second.new, second.changed]
            }
            #expect(try await run() == [5, 0, 1, 0])
            let position = try await house.database.read { try Audit.position($0) }
            #expect(try await run() == [0, 0, 0, 0])
            #expect(try await house.database.read { try Audit.position($0) } == position)

            var changed = Fixture.cities
            changed[0]["population"] = 300_000
            let id = try await house.database.read { try Cities.bySlug("catania", $0)?.id }
            let outcome = try await ImportCities(file: "c", data: Fixture.data(changed)).run(house.database, house.ids, house.trail)
            #expect(outcome.new == 0 && outcome.changed == 1)
            let city = try await house.database.read { try Cities.bySlug("catania", $0) }
            #expect(city?.population == 300_000)
            #expect(city?.id == id)
        }
    }

    @Test(arguments: Engines.all) func `A programme keeps what was planned and what was done, and names that are no city here`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let (programme, places, changes) = try await house.database.read { reader in
                let programme = try #require(try Programmes.bySlug("mini-mistra", reader))
                return (programme, try Programmes.places(of: programme.id, reader), try Programmes.changes(of: programme.id, reader))
            }
            #expect(programme.start == Day("2021-01-01"), "a month is its first day …")
            #expect(programme.end == Day("2022-12-31"))
            #expect(places.map(\.part) == [.giving, .receiving, .receiving, .partner])
            #expect(places.map { $0.city == nil } == [false, false, true, false])
            #expect(changes.map(\.actual) == ["4"])
            let page = try await house.visitor().get("/programmes/mini-mistra")
            #expect(page.says("Rome (instead of Brussels)") && page.says("Rome asked to join"))
            #expect(page.links.contains("/cities/catania"))
        }
    }
}
