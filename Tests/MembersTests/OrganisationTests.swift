import Kernel
import Store
import TestKit
import Testing
import Trail
@testable import Members

/// One record for each organisation: found again, kept by its city, made one where there were two.
@Suite struct OrganisationTests {
    private func keep(_ name: String, in city: String? = "catania", _ house: TestHouse) async throws -> (id: OrganisationID, slug: String) {
        try await house.database.write { [ids = house.ids, trail = house.trail] writer in
            let city = try city.flatMap { try Cities.bySlug($0, writer.reader)?.id }
            guard case .saved(let id, let slug) = try KeepOrganisation(OrganisationContent(name: name, sector: .civic, city: city), by: .system("test")).run(ids, trail, in: writer)
            else { throw Problem.notFound }
            return (id, slug)
        }
    }

    @Test(arguments: Engines.all) func `Names in addresses are told apart and never given twice`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let first = try await keep("Caritas", house)
            #expect(first.slug == "caritas")
            #expect(try await keep("Caritas", in: "odense", house).slug == "caritas-2")
            #expect(try await keep("Càritas!", in: "vienna", house).slug == "caritas-3")
            #expect(try await keep("جمعية الجسر", house).slug == "organisation")
            #expect(try await keep("New", house).slug == "new-2", "the address of the form stays free")
            await #expect(throws: Problem.invalid([FieldProblem("name", "members.organisations.problem.twice")])) { try await keep("CARITAS", house) }
        }
    }

    @Test(arguments: Engines.all) func `Case, accents and spaces make no second organisation, and the one on record is linked`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let kept = try await keep("Stadt Wien MA17", house)
            let officer = try await house.signIn(as: .cityOfficer)
            let second = try await officer.post("/organisations/new", [("name", "stadt  wien ma17"), ("sector", "civic"), ("city", "catania")], from: "/organisations/new")
            #expect(second.status == 400 && second.links.contains("#name") && second.value("name") == "stadt  wien ma17")
            #expect(second.links.contains("/organisations/\(kept.slug)") && second.says("Open the record of Stadt Wien MA17"))
            #expect(try await house.database.read { try Organisations.all($0) }.count == 1)
        }
    }

    @Test(arguments: Engines.all) func `Two records become one, and every earlier address leads there`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let (first, second, third) = (try await keep("Caritas", house), try await keep("Caritas Catania", house), try await keep("Caritas diocesana", house))
            let officer = try await house.signIn(as: .cityOfficer)
            #expect(try await officer.post("/organisations/\(third.slug)/merge", [("into", second.id.rawValue)], from: "/organisations/\(third.slug)/edit").status == 303)
            #expect(try await officer.post("/organisations/\(second.slug)/merge", [("into", first.id.rawValue)]).location == "/organisations/caritas")
            for slug in [second.slug, third.slug] { #expect(try await officer.get("/organisations/\(slug)").location == "/organisations/caritas") }
            let merged = try await house.database.read { try Organisations.merged($0) }
            #expect(merged == [second.id: first.id, third.id: first.id], "all lead to the last one, without a detour")
            #expect(try await house.database.read { try Organisations.all($0) }.map(\.id) == [first.id])
            #expect(try await officer.post("/organisations/caritas/merge", [("into", first.id.rawValue)]).status == 403)
            #expect(try await officer.post("/organisations/caritas/merge", [("into", second.id.rawValue)]).status == 404)
        }
    }

    @Test(arguments: Engines.all) func `A city keeps its own organisations; two who write at once lose nothing`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let kept = try await keep("Porta Aperta", house)
            let officer = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            let lead = try await house.signIn(as: .cityLead, name: "Salvatore Greco")
            let elsewhere = try await house.signIn(as: .cityOfficer, in: "odense")
            let edit = "/organisations/\(kept.slug)/edit"
            #expect(try await elsewhere.get(edit).status == 403)
            #expect(try await elsewhere.get("/organisations/\(kept.slug)").status == 200)
            #expect(try await elsewhere.post("/organisations/new", [("name", "Another"), ("sector", "civic"), ("city", "catania")], from: "/organisations/new").status == 403)
            let fields = [("sector", "civic"), ("city", "catania"), ("version", "1")]
            #expect(try await lead.post(edit, [("name", "Porta Aperta"), ("led", "women"), ("area", "housing")] + fields, from: edit).status == 303)
            let clash = try await officer.post(edit, [("name", "Porta Aperta onlus")] + fields, from: edit)
            #expect(clash.status == 409 && clash.says("Salvatore Greco saved this") && clash.says("Housing"))
            let chosen = [("name", "Porta Aperta onlus"), ("sector", "civic"), ("city", "catania"), ("keep.area", "theirs"), ("keep.led", "theirs"), ("then", "merge"), ("version", "2")]
            #expect(try await officer.post(edit, chosen).status == 303)
            let after = try #require(try await house.database.read { try Organisations.byID(kept.id, $0) })
            #expect(after.name == "Porta Aperta onlus" && after.content.areas == ["housing"] && after.content.isWomenLed && after.slug == "porta-aperta", "the address stays")
            let wrong = try await officer.post(edit, [("name", ""), ("sector", "nonsense"), ("website", "porta.example"), ("version", "3")])
            #expect(wrong.status == 400 && wrong.links.contains("#name") && wrong.links.contains("#website") && wrong.value("website") == "porta.example")
        }
    }

    @Test(arguments: Engines.all) func `The list is searched without regard to accents, and paged`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            for number in 1...60 { _ = try await keep("Società \(number)", house) }
            _ = try await keep("100 % Mensch", in: "vienna", house)
            let member = try await house.signIn(as: .member)
            let first = try await member.get("/organisations")
            #expect(first.says("61 organisations") && first.texts("th").count == 4 + 50 && first.links.contains("/organisations?from=50"))
            #expect(try await member.get("/organisations?from=50").texts("th").count == 4 + 11)
            #expect(try await member.get("/organisations?q=SOCIETA+6&city=catania").says("2 organisations"), "6 and 60")
            #expect(try await member.get("/organisations?q=%25").says("61 organisations"), "a mark is not a pattern")
            #expect(try await member.get("/organisations?q=zzz").says("No organisation fits"))
            let cost = try await house.statements { _ = try await member.get("/organisations") }
            #expect(cost <= 12, "\(cost) statements")
        }
    }
}
