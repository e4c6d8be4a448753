import Kernel
import TestKit
import Testing
@testable import Compendium

/// Somebody's manuscript, and the ways to fill and move it through the pages.
struct Authorship {
    let house: TestHouse
    let author: Browser
    let id: String

    var path: String { "/drafts/\(id)" }
    var manuscriptID: ManuscriptID { ManuscriptID(id) }

    static func begin(_ house: TestHouse, title: String = "A night school", city: String = "catania") async throws -> Authorship {
        let author = try await house.signIn(as: .author, in: city, name: "Anna Nowak")
        let begun = try await author.post("/drafts/new", [("title", title), ("language", "en"), ("city", city)], from: "/drafts/new")
        let id = try #require(begun.location?.split(separator: "/").dropFirst().first.map(String.init), "\(begun.status) \(begun.text.prefix(300))")
        return Authorship(house: house, author: author, id: id)
    }

    static let whole: [(section: String, fields: [(String, String)])] = [
        (
            "basics",
            [
                ("kind", "practice"), ("language", "en"), ("title", "A night school"), ("lead_organisation", "City of Catania"), ("organisation_type", "municipality"),
                ("start_year", "2015"), ("status", "running"), ("policy_areas", "schooling"), ("policy_areas", "participation"), ("target_groups", "women"),
            ]
        ),
        ("story", [("problem", "430 women have no school."), ("solution", "Evening courses with childcare.")]),
        (
            "means",
            [("partners", "A school\r\nAn association\r\nA library"), ("budget_eur", "120 000"), ("funding", "City budget"), ("preconditions", "A room in the evening"), ("transferred_to", "Odense 2020\nVienna 2021")]
        ),
        (
            "results",
            [
                ("results", "61 of 174 found work."), ("evidence", "before_after"), ("figures.1.label", "women in work"), ("figures.1.value", "61,5"), ("studies.1.title", "A study"),
                ("studies.1.design", "before_after"),
            ]
        ),
        ("blocks", [("building_blocks.1.title", "Childcare next door"), ("building_blocks.1.core", "true"), ("building_blocks.1.lessons", "Begin small\nAsk mothers")]),
        ("sources", [("sources.1.title", "A report"), ("sources.1.url", "https://example.org/report"), ("sources.2.title", "Another report")]),
    ]

    /// Sends a section as its form does: with every field that was on it.
    @discardableResult
    func write(_ section: String, _ fields: [(String, String)], as browser: Browser? = nil, revision: Int? = nil) async throws -> TestPage {
        let names = Array(Set(fields.map(\.0))).sorted().joined(separator: " ")
        let number = if let revision { revision } else { try await stored().revision }
        return try await (browser ?? author).post("\(path)/write/\(section)", fields + [("_fields", names), ("revision", String(number)), ("then", "next")])
    }

    func fill() async throws {
        for (section, fields) in Self.whole {
            let page = try await write(section, fields)
            #expect(page.status == 303, "\(section): \(page.text.prefix(400))")
        }
    }

    @discardableResult
    func step(_ name: String, _ fields: [(String, String)] = [], as browser: Browser? = nil) async throws -> TestPage {
        try await (browser ?? author).post("\(path)/steps", [("step", name)] + fields)
    }

    func stored() async throws -> Manuscript {
        let id = manuscriptID
        return try #require(try await house.database.read { try Manuscripts.byID(id, $0) })
    }

    func content() async throws -> ManuscriptContent {
        let id = manuscriptID
        return try await house.database.read { try Manuscripts.content(of: id, $0) }
    }
}
