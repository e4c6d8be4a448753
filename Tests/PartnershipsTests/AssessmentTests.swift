import Kernel
import Members
import Store
import TestKit
import Testing
@testable import Partnerships

/// What a needs assessment finds beside needs, and what a need is known from.
@Suite struct AssessmentTests {
    @Test(arguments: Engines.all) func `Services, coordination, needs of staff and evidence are written down and read`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            _ = try await officer.post("/partnerships", [("city", "catania")], from: "/partnerships")
            let new = "/partnerships/catania/entries/assessments/new"
            let assessment = try #require(try await officer.post(new, [("name", "Women at home"), ("startDay", "2026-01-01")], from: new).location)
            let id = String(assessment.split(separator: "/").last ?? "")
            func add(_ list: String, _ values: [(String, String)]) async throws -> TestPage {
                let form = "/partnerships/catania/entries/\(list)/new"
                return try await officer.post(form, [("assessment", id)] + values, from: "\(form)?assessment=\(id)")
            }
            #expect(try await add("services", [("name", "The desk"), ("area", "reception"), ("groupName", "Newcomers"), ("gap", "Closed after four")]).status == 303)
            #expect(try await add("services", [("name", "The desk")]).says("This is on the list already"))
            #expect(try await add("coordination", [("kind", "referral"), ("arrangement", "By telephone"), ("gap", "No answer comes back")]).status == 303)
            #expect(try await add("staff-needs", [("staff", "Case workers"), ("staffCount", "9"), ("staffNeed", "Training on skills learned abroad")]).status == 303)
            let need = [("area", "housing"), ("statement", "Flats"), ("affected", "150"), ("severity", "5"), ("mandateLevel", "shared")]
            #expect(try await add("needs", need).status == 303)
            #expect(try await officer.get(assessment).says("It is not noted how we know it"))
            let wrong = try await add("needs", [("evidence", "Interviews with staff")])
            #expect(wrong.status == 400 && wrong.value("evidence") == "Interviews with staff", "nothing typed is lost")
            #expect(try await add("needs", need.map { ($0.0, $0.0 == "statement" ? "Child care" : $0.1) } + [("evidence", "Interviews with staff\r\nThe waiting list")]).status == 303)
            let page = try await officer.get(assessment)
            for told in ["The desk", "Reception", "Closed after four", "Referral", "By telephone", "No answer comes back", "Case workers", "skills learned abroad", "How we know it"] {
                #expect(page.says(told), "\(told)")
            }
            #expect(page.texts("li").contains("Interviews with staff") && page.texts("li").contains("The waiting list"))
            #expect(house.log.errors == [])
        }
    }
}
