import Foundation
import Kernel
import Store
import TestKit
import Testing
import Web
@testable import Compendium

@Suite struct MachineTests {
    @Test(arguments: Engines.all) func `A machine fills what is missing, is marked, and leaves people's texts alone`(engine: Engine) async throws {
        try await withTranslator { service, address in
            try await withHouse(engine, settings: ["translate.url": address, "translate.key": "the key"]) { house in
                let work = try await Translating.begin(house, to: .ar)
                try await work.save(["problem": "كلمات إنسان"])
                let filled = try await work.save(["solution": "مكتوب الآن"], then: "machine")
                #expect(filled.status == 303, "\(filled.text.prefix(300)) \(house.log.errors)")
                #expect(service.questions.allSatisfy { $0.source == "en" && $0.target == "ar" && $0.format == "text" && $0.api_key == "the key" })
                let sheet = try await work.sheet()
                #expect(sheet.entry("problem")?.translation?.text == "كلمات إنسان" && sheet.entry("solution")?.state == .reviewed, "what is typed is kept first, and stays")
                #expect(sheet.entry("results")?.state == .machine && sheet.entry("results")?.translation?.text == "[ar] 400 members of 41 nationalities in 2013.")
                #expect(sheet.entry("partners")?.translation?.text == "[ar] Ministry of integration\n[ar] Municipality\n[ar] Housing association", "a list goes line by line")
                #expect(sheet.tally[.missing] == 0)

                let read = try await house.visitor().get("/practices/odense-mothers?lang=ar")
                #expect(read.says("ترجمة آلية") && read.says("[ar] 400 members"))
                #expect(read.elements("html").first?["dir"] == "rtl" && read.elements.contains { $0["class"] == "prose" && $0["lang"] == "ar" && $0["dir"] == "rtl" })
                #expect(try await house.visitor().get("/practices?lang=ar").says("ترجمة آلية"), "a title by a machine is marked in lists")
                #expect(try await !house.visitor().get("/practices.csv?lang=ar").html.contains("[ar]"), "where there is no room for a mark, it is not shown")
                let json = try await house.visitor().get("/api/v1/practices/odense-mothers").object()
                #expect((((json["translations"] as? [String: Any])?["ar"] as? [String: [String: Any]])?["results"])?["machine"] as? Bool == true)

                try await work.save(["results": "[ar] 400 members of 41 nationalities in 2013."])
                #expect(try await work.state("results") == .machine, "saving all says nothing of what was not looked at")
                try await work.save(["results": "[ar] 400 members of 41 nationalities in 2013."], checked: ["results"])
                #expect(try await work.state("results") == .reviewed)
                let asked = service.questions.count
                try await work.save([:], then: "machine:problem")
                #expect(service.questions.count == asked, "it is not asked for what a person wrote")
                try await work.save([:], then: "machine:funding")
                #expect(service.questions.last?.q == ["National ministry"])
            }
        }
    }

    @Test(arguments: Engines.all) func `A machine that does not answer, or not rightly, loses nothing`(engine: Engine) async throws {
        try await withTranslator { service, address in
            try await withHouse(engine, settings: ["translate.url": address + "/translate"]) { house in
                let work = try await Translating.begin(house)
                for mood in [FakeTranslator.Mood.failing, .forgetful] {
                    service.become(mood)
                    let page = try await work.save(["problem": "Typed \(mood)"], then: "machine")
                    #expect(page.status == 503 && page.says("does not answer now") && page.value("t.problem") == "Typed \(mood)")
                    #expect(try await work.state("solution") == .missing)
                    #expect(try await work.sheet().entry("problem")?.translation?.text == "Typed \(mood)")
                }
            }
        }
    }

    @Test func `Without a machine there are no buttons`() async throws {
        try await withHouse(.sqlite) { house in
            let work = try await Translating.begin(house)
            #expect(try await !work.page().says("by machine"))
            #expect(try await work.save([:], then: "machine").status == 404)
        }
    }
}
