import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing

@Suite struct CityNameTests {
    @Test(arguments: Engines.all) func `A city is called as the page's language calls it, and in English where that says nothing else`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let vienna = try #require(try await house.database.read { try Cities.bySlug("vienna", $0) })
            #expect(Language.allCases.map { vienna.name(in: $0) } == ["Vienna", "Vienna", "Wien", "Viena", "Vienne", "فيينا"])
            #expect(vienna.naming.text(in: "de").text == "Wien" && vienna.naming.text(in: "it").language == "it", "a name is of the page's language, even the English one")
            #expect(vienna.allNames == ["Vienna", "Wien", "فيينا", "Viena", "Vienne"], "each once")
            let odense = try #require(try await house.database.read { try Cities.bySlug("odense", $0) })
            #expect(Language.allCases.allSatisfy { odense.name(in: $0) == "Odense" })
        }
    }

    private struct Outcome: Equatable {
        let changed: Int
        let name: String?
    }

    @Test(arguments: Engines.all) func `Names are brought up to date, and taken away`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            func read(_ names: Any) async throws -> Outcome {
                var city = Fixture.cities[1]
                city["names"] = names
                let changed = try await ImportCities(file: "c", data: Fixture.data([city])).run(house.database, house.ids, house.trail).changed
                return Outcome(changed: changed, name: try await house.database.read { try Cities.bySlug("gdansk", $0)?.name(in: .it) })
            }
            let name = ["it": "Danzica sul Baltico"]
            let outcomes = [try await read(name), try await read(name), try await read(NSNull())]
            #expect(outcomes == [Outcome(changed: 1, name: "Danzica sul Baltico"), Outcome(changed: 0, name: "Danzica sul Baltico"), Outcome(changed: 1, name: "Gdansk")])
        }
    }

    @Test func `What is no name in a language of the pages is a problem`() throws {
        var city = Fixture.cities[0]
        city["names"] = ["en": "Catania", "tlh": "Qatanya", "de": ""]
        let data = try Fixture.data([city])
        #expect {
            try ImportCities(file: "cities.json", data: data)
        } throws: { error in
            (error as? ImportProblems).map { Set($0.problems.map(\.field)) } == ["names.en", "names.tlh", "names.de"]
        }
    }

    @Test func `A city is known again by any of its names`() async throws {
        try await withHouse(.sqlite) { house in
            let cities = try await house.database.read { try Cities.all($0) }
            let gazetteer = Gazetteer(cities)
            for name in ["Gdansk", "GDAŃSK", "danzica", "Danzig", "غدانسك", " غدانسك "] { #expect(gazetteer.city(called: name)?.slug == "gdansk", "\(name)") }
            for name in ["", "Θεσσαλονίκη", "Danubio"] { #expect(gazetteer.city(called: name) == nil, "\(name)") }
            let bruck = try await house.database.read { try Cities.named("Bruck-an-der-Leitha", $0) }
            #expect(bruck?.slug == "bruck-an-der-leitha")
        }
    }

    @Test func `A remark stays with a city in every language`() async throws {
        try await withHouse(.sqlite) { house in
            let vienna = try await house.database.read { try Cities.bySlug("vienna", $0) }
            func shown(_ name: String, _ city: City?) -> String { Programme.Place(part: .other, city: city?.id, name: name).name(in: .de, city) }
            #expect(shown("Vienna", vienna) == "Wien")
            #expect(shown("Vienna (final conference, held)", vienna) == "Wien (final conference, held)")
            #expect(shown("Rome (instead of Brussels)", nil) == "Rome (instead of Brussels)")
        }
    }
}
