import Kernel
import Members
import Store
import TestKit
import Testing
import Web
@testable import Programmes

/// Setting up a programme and changing what it says of itself.
@Suite struct SettingUpTests {
    private static let filled: [(String, String)] = [
        ("name", "Harbour Cities"), ("fullTitle", "Cities by the sea learn from one another"), ("otherNames", "HC"), ("reference", "101"), ("start", "01/01/2026"),
        ("end", "31/12/2027"), ("transnationalStart", "2026-03-01"), ("transnationalEnd", "2027-10-31"), ("datesNote", "Moved by a month"), ("budget", "399.740"),
        ("transnationalBudget", "100000,40"), ("pilotGrant", "30 000"), ("funding", "AMIF"), ("leadName", "City of Catania"), ("leadCountry", "IT"), ("leadKind", "municipality"),
        ("partners", "A university\nA union"), ("giving", "Odense"), ("receiving", "Catania\nAtlantis (not on record)"), ("partnerCities", "Gdańsk"), ("outside", "Vienna"),
        ("otherCities", "Rome"), ("citiesStated", "12"), ("citiesNote", "As the call says"), ("countries", "IT"), ("countries", "DK"), ("themes", "Work\nWomen"),
        ("targetGroups", "Newcomers"), ("problems", "Courses come too late"), ("objectives", "Begin sooner"), ("activities", "Visits"), ("products", "A toolkit"),
        ("results", "Sooner courses"), ("means", "Trust"), ("communities", "Harbour desks"), ("sources", "The application, https://example.org/hc"), ("version", "0"),
    ]

    @Test(arguments: Engines.all) func `A coordinator sets up a programme with everything it says, and finds it again`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let coordinator = try await house.signIn(as: .programmeCoordinator)
            let saved = try await coordinator.post("/coordination/new", Self.filled)
            #expect(saved.status == 303 && saved.location == "/coordination/harbour-cities", "\(saved.text.prefix(600)) \(house.log.errors)")
            let form = try await coordinator.get("/coordination/harbour-cities/programme")
            for (name, value) in [
                ("name", "Harbour Cities"), ("start", "2026-01-01"), ("end", "2027-12-31"), ("budget", "399740"), ("transnationalBudget", "100000.40"), ("pilotGrant", "30000"),
                ("partners", "A university\nA union"), ("receiving", "Catania\nAtlantis (not on record)"), ("outside", "Vienna"), ("citiesStated", "12"),
                ("communities", "Harbour desks"), ("datesNote", "Moved by a month"),
            ] { #expect(form.value(name) == value, "\(name): \(form.value(name) ?? "nothing")") }
            #expect(Set(form.ticked("countries")) == ["IT", "DK"])
            let places = try await house.database.read { reader in
                try Programmes.places(of: try #require(try Programmes.bySlug("harbour-cities", reader)).id, reader)
            }
            #expect(places.map(\.part) == [.giving, .receiving, .receiving, .partner, .outside, .other])
            #expect(places.map { $0.city != nil } == [true, true, false, true, true, false], "linked by English or own name, else kept as a name")
            await house.settle()
            let page = try await house.visitor().get("/programmes/harbour-cities")
            for text in ["Harbour Cities", "€399,740", "€100,000", "Atlantis (not on record)", "Cities outside the partnership", "The application"] { #expect(page.says(text), "\(text)") }
            #expect(page.links.contains("https://example.org/hc") && page.links.contains("/cities/gdansk"))
            #expect(house.log.errors == [])
        }
    }

    @Test func `31/09/14 is refused with the reason, and nothing typed is lost`() async throws {
        try await withHouse(.sqlite) { house in
            let coordinator = try await house.signIn(as: .programmeCoordinator)
            let page = try await coordinator.post("/coordination/new", Self.filled.map { ($0.0, $0.0 == "end" ? "31/09/14" : $0.1) })
            #expect(page.status == 400 && page.links.contains("#end"))
            #expect(page.says("“31/09/14” is no date: month 09 of 2014 has only 30 days. Type 30/09/2014, or the day that is meant"))
            #expect(page.value("end") == "31/09/14" && page.value("receiving") == "Catania\nAtlantis (not on record)" && page.value("budget") == "399.740")
        }
    }

    @Test(arguments: [
        (["start": "2027-01-01", "end": "2026-12-31"], "end", "before the beginning"), (["transnationalStart": "2025-12-31"], "transnationalStart", "before the programme begins"),
        (["transnationalEnd": "2028-01-01"], "transnationalEnd", "after the programme ends"), (["transnationalBudget": "399740.01"], "transnationalBudget", "more than the total budget"),
        (["budget": ""], "budget", "Enter the total too"), (["budget": "a lot"], "budget", "not an amount"), (["name": ""], "name", "Enter something here"),
        (["budget": "999999999999999"], "budget", "“999999999999999” is too large. The largest amount that can be kept is 99 999 999 999 euro"),
        (["giving": "Odense\nVienna\nodense"], "giving", "“odense” names a city that this list has already"),
        (["giving": "Vienna\nWien (its offices)"], "giving", "“Wien (its offices)” names a city"), (["otherCities": "Atlantis\nAtlantis (sunk)"], "otherCities", "“Atlantis (sunk)” names a city"),
        (["leadCountry": "ZZ"], "leadCountry", "not one of the choices"), (["end": "30/09/14"], "end", "four digits"),
    ] as [([String: String], String, String)]) func `Dates lie within dates and money within money`(changes: [String: String], field: String, message: String) async throws {
        try await withHouse(.sqlite) { house in
            let coordinator = try await house.signIn(as: .programmeCoordinator)
            let page = try await coordinator.post("/coordination/new", Self.filled.map { ($0.0, changes[$0.0] ?? $0.1) })
            #expect(page.status == 400 && page.links.contains("#\(field)") && page.says(message), "\(page.text.prefix(400))")
            #expect(try await house.database.read { try Programmes.bySlug("harbour-cities", $0) } == nil)
        }
    }

    @Test(arguments: Engines.all) func `Of two who change one programme, the second sees both versions and loses nothing`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let one = try await house.signIn(as: .programmeCoordinator, name: "Inés Ortega")
            let two = try await house.signIn(as: .programmeCoordinator, name: "Jan Kowalski")
            let before = try await one.get("/coordination/mini-mistra/programme")
            let version = try #require(before.value("version"))
            func fields(_ changes: [String: String]) -> [(String, String)] { before.typed(ProgrammeForm.spec, changes) }
            #expect(try await one.post("/coordination/mini-mistra/programme", fields(["funding": "ESF+", "themes": "Women\nWork\nHousing"])).status == 303)
            let conflict = try await two.post("/coordination/mini-mistra/programme", fields(["funding": "Interreg", "reference": "77"]))
            #expect(conflict.status == 409, "\(conflict.text.prefix(300))")
            for text in ["Inés Ortega", "ESF+", "Interreg", "77", "Housing"] { #expect(conflict.says(text), "\(text)") }
            let again = conflict.elements("input").compactMap { input in input["name"].map { ($0, input["value"] ?? "") } }.filter { $0.0 != "_token" && !$0.0.hasPrefix("keep.") }
            let chosen = again + [("keep.funding", "mine"), ("keep.reference", "mine"), ("keep.themes", "theirs"), ("then", "save")]
            let saved = try await two.post("/coordination/mini-mistra/programme", chosen)
            #expect(saved.status == 303, "\(saved.status) \(saved.text.prefix(300))")
            let after = try await two.get("/coordination/mini-mistra/programme")
            #expect(after.value("funding") == "Interreg" && after.value("reference") == "77" && after.value("themes") == "Women\nWork\nHousing")
            let same = try await two.post("/coordination/mini-mistra/programme", after.typed(ProgrammeForm.spec))
            #expect(same.status == 303)
            let newest = try await house.database.read { reader in try Programmes.bySlug("mini-mistra", reader).flatMap { try Programmes.version(of: $0.id, reader)?.number } }
            #expect(newest == Int(version).map { $0 + 2 }, "nothing new makes no version")
        }
    }

    @Test func `Whoever runs one programme sees no other, and begins none`() async throws {
        try await withHouse(.sqlite) { house in
            let network = try await house.signIn(as: .programmeCoordinator)
            _ = try await network.post("/coordination/new", Self.filled)
            let person = try await house.person(.programmeCoordinator, name: "Only One")
            try await house.database.write { writer in
                let id = try #require(try Programmes.bySlug("mini-mistra", writer.reader)).id
                try writer.run("UPDATE role_grant SET scope_kind = 'programme', scope_id = \(id) WHERE person_id = \(person)")
            }
            let one = try await house.browser(of: person)
            let list = try await one.get("/coordination")
            #expect(list.says("Mini MiStra") && !list.says("Harbour Cities") && !list.links.contains("/coordination/new"))
            #expect(try await one.get("/coordination/mini-mistra").status == 200)
            for path in ["/coordination/harbour-cities", "/coordination/harbour-cities/programme", "/coordination/harbour-cities/calendar", "/coordination/harbour-cities/plan/risks", "/coordination/new"] {
                #expect(try await one.get(path).status == 403, "\(path)")
            }
            #expect(try await one.post("/coordination/harbour-cities/plan/risks/new", [("title", "x")]).status == 403)
            // Naming a city binds it to nothing: it would open what is confidential to that city.
            let form = try await one.get("/coordination/mini-mistra/programme")
            #expect(try await one.post("/coordination/mini-mistra/programme", form.typed(ProgrammeForm.spec, ["outside": "Vienna\nΘεσσαλονίκη"])).status == 303)
            func bound() async throws -> Set<String> {
                Set(try await house.database.read { reader in
                    try reader.all(
                        "SELECT city.slug AS slug FROM programme_city JOIN city ON city.id = programme_city.city_id JOIN programme ON programme.id = programme_city.programme_id WHERE programme.slug = 'mini-mistra'"
                    ) { try $0["slug"] as String }
                })
            }
            #expect(try await bound() == ["odense", "catania", "gdansk"])
            let again = try await network.get("/coordination/mini-mistra/programme")
            #expect(try await network.post("/coordination/mini-mistra/programme", again.typed(ProgrammeForm.spec, ["outside": "Vienna"])).status == 303)
            #expect(try await bound().contains("vienna"), "whoever runs the network binds it")
        }
    }

    @Test func `A name that is taken gets a number, and one without Latin letters an address too`() async throws {
        try await withHouse(.sqlite) { house in
            let coordinator = try await house.signIn(as: .programmeCoordinator)
            for (name, slug) in [("Mini MiStra", "mini-mistra-2"), ("New", "new-2"), ("مدن البحر", "programme")] {
                #expect(try await coordinator.post("/coordination/new", [("name", name), ("fullTitle", "T"), ("version", "0")]).location == "/coordination/\(slug)")
            }
        }
    }
}
