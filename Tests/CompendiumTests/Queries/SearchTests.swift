import Foundation
import Kernel
import Store
import TestKit
import Testing
import Web
@testable import Compendium

@Suite struct SearchTests {
    private func titles(_ house: TestHouse, _ text: String, _ language: Language = .en) -> [String] {
        house.installation.compendium.search.answer(SearchQuestion(text: text, limit: 100), in: language).cards.map(\.slug)
    }

    @Test(arguments: Engines.all) func `Words are found however they are written`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            for question in ["mother", "Mothers", "MOTHERS", "neighbourhood mothers", "bydelsmodre", "Bydelsmødre", "mohters", "neighborhod"] {
                #expect(titles(house, question).first == "odense-mothers", "\(question)")
            }
            for question in ["Gdańsk", "gdansk", "GDAŃSK", "kawiarenki jezykowe", "kawiarenka", "cafés", "cafe"] {
                #expect(titles(house, question).first == "gdansk-language", "\(question)")
            }
            #expect(titles(house, "zzzzqqqq") == [])
            #expect(titles(house, "Wien").contains("vienna-housing"))
            for (language, name) in [(Language.it, "Danzica"), (.de, "danzig"), (.ar, "غدانسك")] { #expect(titles(house, name, language).first == "gdansk-language", "\(name)") }
        }
    }

    @Test func `A title weighs more than a text`() async throws {
        try await withHouse(.sqlite) { house in
            try await house.importPractices([
                Fixture.practice("in-text", ["problem": "Beekeeping is loved here.", "solution": "A course.", "results": "Beekeeping went on."]),
                Fixture.practice("in-title", ["title": ["en": "Beekeeping together"], "problem": "Nobody meets.", "solution": "Roofs."]),
            ])
            #expect(titles(house, "beekeeping") == ["in-title", "in-text"])
        }
    }

    @Test(arguments: [
        (Language.it, "alloggio"), (.de, "Wohnen"), (.es, "vivienda"), (.fr, "logement"), (.ar, "سكن"), (.it, "rifugiati"), (.de, "Flüchtlinge"), (.ar, "اللاجئين"),
    ])
    func `A question in another language finds English texts`(language: Language, text: String) async throws {
        try await withHouse(.sqlite) { house in
            #expect(titles(house, text, language).contains("vienna-housing"), "\(titles(house, text, language))")
        }
    }

    @Test func `An Arabic word is found in every form`() async throws {
        try await withHouse(.sqlite) { house in
            try await house.importPractices([
                Fixture.practice("asked-in-arabic", ["asked_in": ["ar": ["كيف نصل إلى اللاجئات؟"]]]), Fixture.practice("told-in-arabic", ["language": "ar", "title": ["ar": "بيت للاجئين"]]),
            ])
            let found = ["لاجئات", "لاجئين", "اللاجئات", "اللاجئون", "للاجئين"].map { Set(titles(house, $0, .ar)) }
            #expect(found.allSatisfy { $0.isSuperset(of: ["asked-in-arabic", "told-in-arabic", "vienna-housing"]) && $0 == found[0] }, "\(found)")
        }
    }

    @Test func `A typo is said, with the word that was read`() async throws {
        try await withHouse(.sqlite) { house in
            let answer = house.installation.compendium.search.answer(SearchQuestion(text: "neighbourhood mohters"), in: .en)
            #expect(answer.corrected?.contains("mothers") == true || answer.corrected?.contains("mother") == true, "\(answer.corrected ?? "nothing")")
            let page = try await house.visitor().get("/practices?q=neighbourhood+mohters")
            #expect(page.links.contains { $0.hasPrefix("/practices?q=neighbourhood+mother") }, "\(page.links)")
            #expect(house.installation.compendium.search.answer(SearchQuestion(text: "mothers"), in: .en).corrected == nil)
        }
    }

    @Test func `Odd questions are answered`() async throws {
        try await withHouse(.sqlite) { house in
            for text in ["\"", "AND OR NOT", "a*", "(", "'; DROP TABLE practice", "%", "_", String(repeating: "mothers ", count: 2000), "😀", "‮", "-mothers", "mothers:title^4", ".", "1"] {
                let page = try await house.visitor().get(Fields([("q", text)]).link("/practices"))
                #expect(page.status == 200, "\(text.prefix(30))")
            }
            #expect(house.log.errors == [])
        }
    }
}

@Suite struct FacetTests {
    private func answer(_ house: TestHouse, _ chosen: [FacetName: [String]] = [:], text: String? = nil) -> SearchAnswer {
        house.installation.compendium.search.answer(SearchQuestion(text: text, chosen: chosen, limit: 100), in: .en)
    }

    @Test(arguments: Engines.all) func `Counts say how many there are for each choice`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let all = answer(house)
            #expect(all.total == 6)
            #expect(all.counts[.country] == ["DK": 1, "IT": 1, "PL": 1, "AT": 3])
            #expect(all.counts[.status] == ["running": 3, "ended": 2, "unknown": 1])
            #expect(all.counts[.size] == ["medium": 1, "large": 2, "metropolis": 2, "unknown": 1])
            #expect(all.counts[.evidence] == ["1": 4, "5": 1, "0": 1], "a bare report is no study")
            #expect(all.counts[.standing] == ["good": 1, "promising": 1, "idea": 3, "failure": 1])
            #expect(all.counts[.language]?["unknown"] == 3)
        }
    }

    @Test func `A choice narrows the others and not its own`() async throws {
        try await withHouse(.sqlite) { house in
            let austria = answer(house, [.country: ["AT"]])
            #expect(austria.total == 3)
            #expect(austria.counts[.country] == ["DK": 1, "IT": 1, "PL": 1, "AT": 3], "another country would add as many")
            #expect(austria.counts[.status] == ["running": 2, "ended": 1])
            let both = answer(house, [.country: ["AT", "DK"], .status: ["running"]])
            #expect(Set(both.cards.map(\.slug)) == ["vienna-housing", "bruck-desk", "odense-mothers"])
            #expect(both.counts[.status] == ["running": 3, "ended": 1])
            #expect(both.counts[.country] == ["DK": 1, "AT": 2])
            #expect(answer(house, [.area: ["nonsense"]]).total == 0)
        }
    }

    /// Whatever is chosen, each count is what one gets by choosing it.
    @Test func `A count is what one finds`() async throws {
        try await withHouse(.sqlite, .starter) { house in
            let questions: [([FacetName: [String]], String?)] = [([:], nil), ([.area: ["housing"]], nil), ([.area: ["employment"], .country: ["DE"]], nil), ([:], "women"), ([.group: ["women"]], "work")]
            for (chosen, text) in questions {
                let now = answer(house, chosen, text: text)
                for facet in FacetName.allCases {
                    for (code, count) in now.counts[facet] ?? [:] {
                        var other = chosen
                        other[facet] = [code]
                        #expect(answer(house, other, text: text).total == count, "\(facet) \(code) with \(chosen) \(text ?? "")")
                    }
                }
            }
        }
    }
}

@Suite struct PagingTests {
    @Test(arguments: SearchQuestion.Sort.allCases) func `Paging visits every practice once`(sort: SearchQuestion.Sort) async throws {
        try await withHouse(.sqlite, .starter) { house in
            let browser = house.visitor()
            let text = sort == .relevance ? "&q=women" : ""
            var path: String? = "/practices?limit=20&sort=\(sort.rawValue)\(text)"
            var seen: [String] = []
            var back: String?
            while let now = path {
                let page = try await browser.get(now)
                #expect(page.status == 200)
                let slugs = page.elements("input").filter { $0["name"] == "p" }.compactMap { $0["value"] }
                #expect(slugs.count <= 20 && !slugs.isEmpty)
                seen += slugs
                let links = page.elements("a")
                if let previous = links.first(where: { $0["rel"] == "prev" })?["href"] { back = previous }
                path = links.first { $0["rel"] == "next" }?["href"]
            }
            let all = house.installation.compendium.search.answer(SearchQuestion(text: sort == .relevance ? "women" : nil, sort: sort, limit: 100), in: .en)
            #expect(seen.count == all.total && Set(seen).count == seen.count)
            if sort != .relevance { #expect(seen.count == 115) }
            #expect(Array(seen.prefix(100)) == all.cards.map(\.slug))
            // And back again.
            let previous = try await browser.get(try #require(back))
            #expect(previous.elements("input").filter { $0["name"] == "p" }.compactMap { $0["value"] } == Array(seen.dropLast(seen.count % 20 == 0 ? 20 : seen.count % 20).suffix(20)))
        }
    }

    @Test func `The API's cursor visits every practice once`() async throws {
        try await withHouse(.sqlite, .starter) { house in
            var seen: [String] = []
            var after: String?
            repeat {
                let object = try await house.visitor().get(Fields([("limit", "50")] + (after.map { [("after", $0)] } ?? [])).link("/api/v1/practices")).object()
                seen += (object["practices"] as? [[String: Any]] ?? []).compactMap { $0["slug"] as? String }
                after = object["next"] as? String
            } while after != nil && seen.count < 500
            #expect(seen.count == 115 && Set(seen).count == 115)
        }
    }

    @Test func `A cursor that is gone begins anew`() async throws {
        try await withHouse(.sqlite) { house in
            let page = try await house.visitor().get("/practices?after=not-there")
            #expect(page.says("6 practices"))
        }
    }
}
