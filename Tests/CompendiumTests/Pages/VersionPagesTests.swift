import Foundation
import Kernel
import Store
import TestKit
import Testing
@testable import Compendium

@Suite struct VersionPagesTests {
    /// The first practice of the fixture, changed a day later.
    private func change(_ house: TestHouse) async throws {
        house.clock.advance(by: .seconds(86_400))
        var record = Fixture.practices[0]
        record["results"] = "500 members of 41 nationalities in 2014."
        record["budget_eur"] = NSNull()
        record["resources"] = "One coordinator"
        record["building_blocks"] = [["title": "Basic course", "description": "Twelve modules.", "core": true]]
        try await house.importPractices([record])
    }

    @Test(arguments: Engines.all) func `Each version stays at its address, and says whether it is the newest`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let browser = house.visitor()
            let first = try await browser.get("/practices/odense-mothers/versions/1")
            #expect(first.status == 200 && first.says("the newest one") && first.says("Fourteen modules."))
            #expect(!first.html.contains("noindex") && first.html.contains("rel=\"canonical\" href=\"https://ponte.example.eu/practices/odense-mothers?"))
            try await change(house)
            let old = try await browser.get("/practices/odense-mothers/versions/1")
            #expect(old.says("There is a newer one") && old.says("Fourteen modules.") && old.says("€800,000") && old.html.contains("noindex"))
            #expect(old.links.contains("/practices/odense-mothers/versions/2/changes?from=1"))
            #expect(old.html.contains("https://ponte.example.eu/practices/odense-mothers/versions/1"), "the citation names the version")
            let new = try await browser.get("/practices/odense-mothers/versions/2")
            #expect(new.says("Twelve modules.") && !new.says("€800,000") && new.says("the newest one"))
            let now = try await browser.get("/practices/odense-mothers")
            #expect(!now.says("permanent address of version") && now.links.contains("/practices/odense-mothers/versions/2"))
            for path in ["/practices/odense-mothers/versions/3", "/practices/odense-mothers/versions/0", "/practices/odense-mothers/versions/x", "/practices/not-there/versions/1", "/practices/not-there/versions"] {
                #expect(try await browser.get(path).status == 404, "\(path)")
            }
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `The list says in words what changed, and the changes are marked and spoken`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            try await change(house)
            let browser = house.visitor()
            let list = try await browser.get("/practices/odense-mothers/versions")
            #expect(list.texts("h2").map { $0.split(separator: " ").prefix(2).joined(separator: " ") } == ["Version 2", "Version 1"])
            #expect(list.says("Added: Staff, premises and other resources."), "\(list.text)")
            #expect(list.says("Changed: Building block: Basic course and Results."))
            #expect(list.says("Removed: Building block: National organisation and Budget.") && list.says("The first version."))
            let changes = try await browser.get("/practices/odense-mothers/versions/2/changes")
            #expect(changes.html.contains("<del><span class=\"vh\">removed: </span>400</del><ins><span class=\"vh\">new: </span>500</ins> members"))
            #expect(changes.html.contains("<del><span class=\"vh\">removed: </span>€800,000</del>"))
            #expect(!changes.texts("h2").contains { $0.hasPrefix("Partners") }, "what is the same is not shown")
            let backwards = try await browser.get("/practices/odense-mothers/versions/1/changes?from=2")
            #expect(backwards.html.contains("removed: </span>500</del>"))
            let german = try await browser.get("/practices/odense-mothers/versions/2/changes?lang=de")
            #expect(german.html.contains("<span class=\"vh\">entfernt: </span>") && german.html.contains("lang=\"en\" dir=\"ltr\""))
            #expect(try await browser.get("/practices/odense-mothers/versions/2/changes?from=9").status == 404)
            #expect(try await browser.get("/practices/odense-mothers/versions/1/changes").status == 303)
        }
    }

    @Test func `Many versions are shown in pages, each with what changed`() async throws {
        try await withHouse(.sqlite) { house in
            for people in 1...25 {
                house.clock.advance(by: .seconds(60))
                try await house.importPractices([Fixture.practice("catania-many", ["beneficiaries": people])])
            }
            let first = try await house.visitor().get("/practices/catania-many/versions")
            #expect(first.texts("h2").count == 20 && !first.says("The first version.") && first.links.contains("/practices/catania-many/versions?upTo=5"))
            let rest = try await house.visitor().get("/practices/catania-many/versions?upTo=5")
            #expect(rest.texts("h2").count == 5 && rest.says("The first version.") && rest.links.contains("/practices/catania-many/versions"))
        }
    }

    @Test func `A citation is ready for reference managers`() async throws {
        try await withHouse(.sqlite) { house in
            let browser = house.visitor()
            let bib = try await browser.get("/practices/odense-mothers/versions/1/cite.bib")
            #expect(bib.type == "application/x-bibtex; charset=utf-8" && bib.html.hasPrefix("@misc{ponte-odense-mothers-v1,"))
            #expect(bib.html.contains("  url = {https://ponte.example.eu/practices/odense-mothers/versions/1}"))
            let ris = try await browser.get("/practices/odense-mothers/versions/1/cite.ris")
            let rows = ris.html.components(separatedBy: "\r\n").filter { !$0.isEmpty }
            #expect(rows.first == "TY  - ELEC" && rows.last == "ER  - " && rows.contains("UR  - https://ponte.example.eu/practices/odense-mothers/versions/1"))
            #expect(rows.allSatisfy { $0.dropFirst(2).hasPrefix("  - ") })
            let page = try await browser.get("/practices/odense-mothers?lang=ar")
            #expect(page.text.contains("النسخة"))
        }
    }

    @Test(arguments: [("50% & more_of {it}", "50\\% \\& more\\_of \\{it\\}"), ("a\nb  c", "a b c"), ("\\x", "\\textbackslash{}x"), ("Málaga", "Málaga")])
    func `What TeX would take for a command prints`(text: String, tex: String) {
        #expect(Citation.tex(text) == tex)
    }
}
