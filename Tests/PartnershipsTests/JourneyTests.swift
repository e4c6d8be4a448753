import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
@testable import Matching
@testable import Partnerships

/// A city's people build their partnership, as they do it in a browser.
@Suite struct JourneyTests {
    /// Organisations of Catania and its partnership; what the list of organisations calls them, by name.
    private func begin(_ officer: Browser, _ house: TestHouse, _ names: [String]) async throws -> [String: String] {
        for name in names {
            let kept = try await officer.post("/organisations/new", [("name", name), ("sector", "civic"), ("city", "catania")], from: "/organisations/new")
            #expect(kept.status == 303, "\(kept.text.prefix(300)) \(house.log.errors)")
        }
        #expect(try await officer.post("/partnerships", [("city", "catania")], from: "/partnerships").location == "/partnerships/catania")
        let all = try await house.database.read { try Organisations.all($0) }
        return Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0.id.rawValue) })
    }

    @Test(arguments: Engines.all) func `A lead organisation, members and agreements are kept, and what there is to do is said`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            let ids = try await begin(officer, house, ["Comune", "Porta Aperta"])
            #expect(try await officer.get("/partnerships/catania").says("Name the lead organisation"))
            let partnership = try #require(try await house.database.read { try Partnerships.ofCity("catania", $0) })
            let itself = "/partnerships/catania/entries/partnership/\(partnership.id)"
            #expect(try await officer.post(itself, [("lead", ids["Comune"] ?? ""), ("charter", "We meet."), ("version", "1")], from: itself).status == 303)
            let members = "/partnerships/catania/entries/members/new"
            #expect(try await officer.post(members, [("organisation", ids["Porta Aperta"] ?? ""), ("role", "member"), ("seats", "2")], from: members).status == 303)
            let agreements = "/partnerships/catania/entries/agreements/new"
            let today = house.clock.now.day
            let end = Day(daysSince1970: today.daysSince1970 + 10)
            let agreement = [("name", "Referrals"), ("kind", "data_sharing"), ("organisation", ids["Porta Aperta"] ?? ""), ("signedDay", "2025-01-01")]
            #expect(try await officer.post(agreements, agreement + [("endDay", end.description)], from: agreements).status == 303)
            let wrong = try await officer.post(agreements, agreement + [("endDay", "2014-09-31")])
            #expect(wrong.status == 400 && wrong.says("“2014-09-31” is no date: month 09 of 2014 has only 30 days") && wrong.value("name") == "Referrals", "nothing typed is lost")
            #expect(try await officer.post(agreements, agreement + [("endDay", "2024-12-31")]).says("Choose a day that is not before the start"))
            let page = try await officer.get("/partnerships/catania")
            #expect(page.says("Comune") && page.says("Ask \u{2068}Porta Aperta\u{2069} for a mandate letter") && page.says("Ends soon") && !page.says("Name the lead organisation"))
            #expect(try await officer.get("/organisations/porta-aperta").links.contains("/partnerships/catania"))
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `Two people who change one entry both keep what they wrote`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            let lead = try await house.signIn(as: .cityLead, name: "Salvatore Greco")
            let ids = try await begin(officer, house, ["Comune"])
            let groups = "/partnerships/catania/entries/groups/new"
            _ = try await officer.post(groups, [("name", "Housing"), ("task", "Ten landlords")], from: groups)
            let partnership = try #require(try await house.database.read { try Partnerships.ofCity("catania", $0) })
            let group = try #require(try await house.database.read { try Entries.all(.groups, of: partnership.id, $0) }.first)
            let href = "/partnerships/catania/entries/groups/\(group.id)"
            #expect(try await lead.post(href, [("name", "Housing"), ("task", "Twenty landlords"), ("version", "1")], from: href).status == 303)
            let clash = try await officer.post(href, [("name", "Homes"), ("task", "Ten landlords and a fund"), ("chair", ids["Comune"] ?? ""), ("version", "1")], from: href)
            #expect(clash.status == 409 && clash.says("Salvatore Greco saved this") && clash.says("Twenty landlords") && clash.says("Ten landlords and a fund"))
            #expect(clash.value("version") == "2")
            let chosen = [("name", "Homes"), ("task", "Ten landlords and a fund"), ("chair", ids["Comune"] ?? ""), ("keep.task", "theirs"), ("then", "merge"), ("version", "2")]
            #expect(try await officer.post(href, chosen).status == 303)
            let after = try #require(try await house.database.read { try Entries.one(.groups, group.id, of: partnership.id, $0) })
            #expect(after.content["name"] == "Homes" && after.content["task"] == "Twenty landlords" && after.content["chair"] == ids["Comune"])
        }
    }

    @Test(arguments: Engines.all) func `What is confidential stays in the city`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            let ids = try await begin(officer, house, ["Comune"])
            let contacts = "/partnerships/catania/entries/contacts/new"
            let contact = [("name", "Giulia Ferro"), ("organisation", ids["Comune"] ?? ""), ("email", "Giulia@city.example"), ("basis", "consent"), ("basisDay", "2026-01-01")]
            #expect(try await officer.post(contacts, contact, from: contacts).status == 303)
            #expect(try await officer.get("/partnerships/catania").html.contains("giulia<wbr>@city.example"))
            let assessments = "/partnerships/catania/entries/assessments/new"
            let begun = try await officer.post(assessments, [("name", "Women at home"), ("startDay", "2026-01-01")], from: assessments)
            let assessment = try #require(begun.location)
            let elsewhere = try await house.signIn(as: .cityLead, in: "odense")
            let member = try await house.signIn(as: .member)
            for outsider in [elsewhere, member] {
                let page = try await outsider.get("/partnerships/catania")
                #expect(page.status == 200 && !page.says("Giulia") && !page.says("What there is to do"))
                #expect(try await outsider.get(assessment).status == 404)
                #expect(try await !outsider.get("/partnerships/catania/assessments").says("Women at home"))
                for path in ["stakeholders", "network", "entries/members/new", "entries/contacts/new"] { #expect(try await outsider.get("/partnerships/catania/\(path)").status == 403, "\(path)") }
            }
            #expect(try await elsewhere.post("/partnerships", [("city", "catania")]).status == 403)
            #expect(try await officer.post("\(assessment)/steps", [("step", "publish")]).status == 403, "an officer does not publish")
            let lead = try await house.signIn(as: .cityLead)
            #expect(try await lead.post("\(assessment)/steps", [("step", "publish")], from: assessment).status == 303)
            #expect(try await member.get(assessment).says("Women at home"))
            // A coordinator keeps the cities of their programme, and no other.
            let coordinator = try await house.signIn(as: .programmeCoordinator)
            let person = try #require(coordinator.person)
            try await house.database.write { try $0.run("UPDATE role_grant SET scope_kind = 'programme', scope_id = (SELECT id FROM programme) WHERE person_id = \(person)") }
            #expect(try await coordinator.get("/partnerships/catania/stakeholders").status == 200)
            #expect(try await coordinator.post("/partnerships", [("city", "vienna")], from: "/partnerships").status == 403)
            #expect(try await coordinator.post("/partnerships", [("city", "odense")]).status == 303)
        }
    }

    @Test(arguments: Engines.all) func `A need of an assessment becomes a need of the city with one click, and the thread leads back`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            _ = try await begin(officer, house, [])
            let assessments = "/partnerships/catania/entries/assessments/new"
            let assessment = try #require(try await officer.post(assessments, [("name", "Women at home"), ("startDay", "2026-01-01")], from: assessments).location)
            let id = String(assessment.split(separator: "/").last ?? "")
            let needs = "/partnerships/catania/entries/needs/new"
            let fields = [("assessment", id), ("area", "adult-education"), ("statement", "No child care at course hours"), ("affected", "1.200"), ("severity", "4"), ("mandateLevel", "shared")]
            #expect(try await officer.post(needs, fields, from: "\(needs)?assessment=\(id)").status == 303)
            let page = try await officer.get(assessment)
            #expect(page.says("Priority: 2,400") && page.says("severity 4 × people 1,200 × mandate 0.5 = 2,400"))
            let action = try #require(page.elements("form").compactMap { $0["action"] }.first { $0.contains("/needs/") })
            let taken = try await officer.post(action)
            let href = try #require(taken.location, "\(taken.text.prefix(300)) \(house.log.errors)")
            #expect(href.hasPrefix("/needs/") && taken.status == 303)
            #expect(try await officer.post(action).location == href, "twice is once")
            #expect(try await officer.get(href).says("No child care at course hours"))
            let colleague = try await house.signIn(as: .cityLead)
            #expect(try await colleague.get(href).status == 200, "it is the city's")
            let need = NeedID(String(href.dropFirst("/needs/".count)))
            let content = try #require(try await house.database.read { try Needs.byID(need, $0) }?.content)
            #expect(content.people == 1200 && content.areas == ["adult-education"])
            let parents = try await house.database.read { try Lineage.parents(of: RecordReference(need), $0) }
            #expect(parents.map(\.parent.kind) == ["assessed-need"] && parents.map(\.relation) == ["answers"])
            let grandparents = try await house.database.read { try Lineage.parents(of: parents[0].parent, $0) }
            #expect(grandparents.map(\.parent) == [RecordReference(kind: "assessment", id: id)])
            #expect(try await officer.get(assessment).links.contains(href))
        }
    }

    @Test(arguments: Engines.all) func `A meeting is not held on a day to come, and says which organisations were there`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            let ids = try await begin(officer, house, ["Comune", "Porta Aperta"])
            for id in ids.values { _ = try await officer.post("/partnerships/catania/entries/members/new", [("organisation", id), ("role", "member")]) }
            let new = "/partnerships/catania/entries/meetings/new"
            let today = house.clock.now.day
            func meeting(_ held: String) -> [(String, String)] { [("name", "Spring"), ("plannedDay", held), ("heldDay", held), ("attended", ids["Comune"] ?? ""), ("attended", ids["Porta Aperta"] ?? "")] }
            let tomorrow = Day(daysSince1970: today.daysSince1970 + 1).description
            let refused = try await officer.post(new, meeting(tomorrow), from: new)
            #expect(refused.status == 400 && refused.says("Held on: “\(tomorrow)” is still to come") && refused.value("heldDay") == tomorrow && refused.value("name") == "Spring")
            #expect(try await officer.post(new, meeting(today.description)).status == 303)
            #expect(Set(try await officer.get("/partnerships/catania").texts("li")).isSuperset(of: ["Comune", "Porta Aperta"]))
        }
    }

    @Test(arguments: Engines.all) func `Names stand as lists or set apart, and the network's picture says what its shapes mean`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            let ids = try await begin(officer, house, ["Comune", "Porta Aperta"])
            let new = "/partnerships/catania/entries/stakeholders/new"
            for id in ids.values { _ = try await officer.post(new, [("organisation", id), ("power", "5"), ("interest", "5"), ("attitude", "0")], from: new) }
            let map = try await officer.get("/partnerships/catania/stakeholders?lang=ar")
            #expect(map.texts("dd").contains { $0.contains("Comune") && !$0.contains("وPorta") } && map.texts("li").contains { $0.hasSuffix("Comune") })
            let network = try await officer.get("/partnerships/catania/network?lang=ar")
            #expect(Set(network.texts("li")).isSuperset(of: ["Comune", "Porta Aperta"]), "each set apart")
            let english = try await officer.get("/partnerships/catania/network?lang=en")
            #expect(english.texts("li").contains("Civil society") && !english.texts("li").contains("Public body"), "only what is in the picture")
        }
    }

    @Test(arguments: Engines.all) func `A frozen map stays as it was`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            let ids = try await begin(officer, house, ["Comune", "Porta Aperta"])
            #expect(try await officer.post("/partnerships/catania/stakeholders/snapshots").status == 403, "there is nothing to freeze")
            let new = "/partnerships/catania/entries/stakeholders/new"
            for (name, power) in [("Comune", "5"), ("Porta Aperta", "2")] {
                #expect(try await officer.post(new, [("organisation", ids[name] ?? ""), ("power", power), ("interest", "4"), ("attitude", "-2")], from: new).status == 303)
            }
            #expect(try await officer.post("/partnerships/catania/stakeholders/snapshots", [("name", "Before")]).status == 303)
            let partnership = try #require(try await house.database.read { try Partnerships.ofCity("catania", $0) })
            let entry = try #require(try await house.database.read { try Entries.all(.stakeholders, of: partnership.id, $0) }.first { $0.content["organisation"] == ids["Porta Aperta"] })
            let href = "/partnerships/catania/entries/stakeholders/\(entry.id)"
            _ = try await officer.post(href, [("organisation", ids["Porta Aperta"] ?? ""), ("power", "4"), ("interest", "4"), ("attitude", "1"), ("version", "1")], from: href)
            let page = try await officer.get("/partnerships/catania/stakeholders")
            #expect(page.says("\u{2068}Porta Aperta\u{2069}: power 2 → 4, interest 4") && page.says("Work closely with") && page.says("What has changed since “\u{2068}Before\u{2069}”"))
            #expect(page.elements("circle").count == 2)
            #expect(try await officer.post("\(href)/removal").status == 303)
            #expect(try await officer.get("/partnerships/catania/stakeholders").says("\u{2068}Porta Aperta\u{2069}: no longer on the map"))
        }
    }

    @Test(arguments: Engines.all) func `Who is forgotten is no contact any more, and records stay without a name`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let leaving = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            let ids = try await begin(leaving, house, ["Comune"])
            let contacts = "/partnerships/catania/entries/contacts/new"
            for (name, email) in [("Chiara Russo", TestHouse.email("Chiara Russo")), ("Giulia Ferro", "giulia@city.example")] {
                let contact = [("name", name), ("organisation", ids["Comune"] ?? ""), ("email", email.uppercased()), ("basis", "public_task"), ("basisDay", "2026-01-01")]
                #expect(try await leaving.post(contacts, contact, from: contacts).status == 303)
            }
            let file = try await leaving.post("/account/data", [("password", TestHouse.password)], from: "/account/data")
            #expect(file.html.contains("partnership_contact") && !file.html.contains("giulia@city.example"))
            #expect(try await leaving.post("/account/forget", [("password", TestHouse.password), ("sure", "yes")], from: "/account/forget").status == 303)
            let lead = try await house.signIn(as: .cityLead)
            let page = try await lead.get("/partnerships/catania")
            #expect(page.status == 200 && !page.says("Chiara Russo") && page.says("Giulia Ferro"))
        }
    }
}
