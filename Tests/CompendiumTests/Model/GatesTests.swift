import Foundation
import Kernel
import TestKit
import Testing
@testable import Compendium

@Suite struct GatesTests {
    struct Case: CustomTestStringConvertible, @unchecked Sendable {
        let gate: Gates.Name
        let score: Int
        let reason: String
        let changes: Fixture.Record
        var testDescription: String { "\(gate.rawValue): \(reason)" }

        init(_ gate: Gates.Name, _ score: Int, _ reason: String, _ changes: Fixture.Record = [:]) {
            self.gate = gate
            self.score = score
            self.reason = reason
            self.changes = changes
        }
    }

    private static var two: [Fixture.Record] { [["title": "A"], ["title": "B"]] }

    static let cases: [Case] = [
        Case(.relevance, 0, "none"),
        Case(.relevance, 0, "unsourced", ["problem": "400 people wait", "sources": [Fixture.Record]()]),
        Case(.relevance, 1, "stated", ["problem": "People wait"]),
        Case(.relevance, 2, "sources", ["problem": "People wait", "sources": two]),
        Case(.relevance, 2, "figures", ["problem": "400 people wait"]),
        Case(.relevance, 3, "figuresAndSources", ["problem": "400 people wait", "sources": two]),
        Case(.participation, 0, "none"),
        Case(.participation, 1, "partners", ["partners": ["A", "B", "C", "D"]]),
        Case(.participation, 2, "central", ["policy_areas": ["participation"], "partners": ["A", "B"]]),
        Case(.participation, 3, "centralWithPartners", ["policy_areas": ["participation"], "partners": ["A", "B", "C"]]),
        Case(.participation, 2, "said", ["migrants_involved": "Eight mediators, paid by the hour", "partners": ["A", "B"]]),
        Case(.participation, 3, "saidWithPartners", ["migrants_involved": "They sit on the board", "partners": ["A", "B", "C"]]),
        Case(.results, 0, "failureUnsaid", ["kind": "lesson"]),
        Case(.results, 1, "described", ["kind": "lesson", "results": "Nobody came"]),
        Case(.results, 2, "failure", ["kind": "lesson", "what_failed": "Nobody had asked the firms"]),
        Case(.results, 3, "failureWithLessons", ["kind": "lesson", "what_failed": "Nobody had asked the firms", "building_blocks": [["title": "A fair", "lessons": ["Visit first"]]]]),
        Case(.results, 0, "none", ["beneficiaries": 5, "studies": [study("randomised")]]),
        Case(.results, 1, "described", ["results": "They learn", "studies": [study("randomised")]]),
        Case(.results, 2, "figures", ["results": "400 learn"]),
        Case(.results, 2, "figures", ["results": "They learn", "beneficiaries": 400]),
        Case(.results, 3, "study", ["results": "They learn", "figures": [["label": "x", "value": 1]], "studies": [study("before_after")]]),
        Case(.sustainability, 0, "unknown", ["status": "running"]),
        Case(.sustainability, 0, "unknown", ["start_year": 2026, "status": "ended"]),
        Case(.sustainability, 1, "short", ["start_year": 2026, "status": "running"]),
        Case(.sustainability, 1, "short", ["start_year": 2018, "end_year": 2020, "status": "ended", "funding": ["City"]]),
        Case(.sustainability, 1, "years", ["start_year": 2016, "end_year": 2020, "status": "ended", "funding": ["AMIF"]]),
        Case(.sustainability, 2, "yearsWithMoney", ["start_year": 2016, "end_year": 2020, "status": "ended", "funding": ["AMIF", "Ministry of labour"]]),
        Case(.sustainability, 2, "lasting", ["start_year": 2021, "status": "running", "funding": ["ESF"]]),
        Case(.sustainability, 3, "lastingWithMoney", ["start_year": 2021, "status": "running", "funding": ["Municipality"]]),
        Case(.transfer, 0, "none"),
        Case(.transfer, 1, "preconditions", ["preconditions": ["A room"]]),
        Case(.transfer, 2, "place", ["transferred_to": ["A"], "preconditions": ["A room"]]),
        Case(.transfer, 2, "place", ["transferred_to": ["A", "B", "C"]]),
        Case(.transfer, 3, "places", ["transferred_to": ["A", "B"], "preconditions": ["A room"]]),
    ]

    @Test(arguments: cases) func `A gate has its score and its reason`(one: Case) throws {
        let gate = try #require(Gates.of(try practice(one.changes), inYear: 2026).gates.first { $0.name == one.gate })
        #expect(gate.score == one.score)
        #expect(gate.reason == one.reason)
    }

    /// A practice whose gates sum to 14, with a study of level 2.
    private var strong: Fixture.Record {
        [
            "problem": "400 wait", "solution": "S", "sources": Self.two, "policy_areas": ["participation"], "partners": ["A", "B"], "results": "400 learn",
            "studies": [study("comparison")], "start_year": 2010, "status": "running", "funding": ["Municipality"], "transferred_to": ["A", "B"], "preconditions": ["A room"],
        ]
    }

    @Test func `A practice is good when no gate is 0, the sum is 10 and the evidence is 2`() throws {
        #expect(try standing([:]) == Standing(name: .good, reasons: [.sum(14)]))
    }

    @Test func `And it says what it lacks`() throws {
        #expect(try standing(["studies": [Fixture.Record]()]) == Standing(name: .promising, reasons: [.sum(13), .evidence(1)]))
        #expect(try standing(["preconditions": [String](), "transferred_to": [String]()]) == Standing(name: .promising, reasons: [.sum(11), .zero(.transfer)]))
        #expect(try standing(["start_year": 2026]) == Standing(name: .promising, reasons: [.sum(12), .young]))
        #expect(try standing(["start_year": 2025]).reasons.contains(.young), "it may have begun in December")
        #expect(try !standing(["start_year": 2024]).reasons.contains(.young))
        #expect(try standing(["problem": "They wait", "partners": [String](), "policy_areas": ["health"], "funding": [String](), "transferred_to": ["A"], "results": "R", "figures": [Fixture.Record]()]).name == .promising)
        #expect(try standing(["sources": [["title": "A"]], "problem": "They wait", "policy_areas": ["health"], "partners": ["A"], "results": "R", "start_year": 2024, "transferred_to": [String](), "studies": [Fixture.Record]()]).name == .idea)
        #expect(try standing(["kind": "lesson"]) == Standing(name: .failure, reasons: [.failure]))
    }

    @Test func `The sum of 7 is promising and 6 an idea`() throws {
        let seven: Fixture.Record = ["problem": "400 wait", "solution": "S", "sources": Self.two, "partners": ["A"], "results": "400 learn", "preconditions": ["A room"]]
        #expect(Gates.of(try practice(seven), inYear: 2026).sum == 7)
        #expect(Assessment(try practice(seven), inYear: 2026).standing.name == .promising)
        #expect(Assessment(try practice(seven.merging(["partners": [String]()]) { $1 }), inYear: 2026).standing.name == .idea)
    }

    private func standing(_ changes: Fixture.Record) throws -> Standing {
        Assessment(try practice(strong.merging(changes) { $1 }), inYear: 2026).standing
    }
}

@Suite struct FundingTests {
    @Test(arguments: [
        ("Municipality", FundingClass.municipal), ("City of Vienna", .municipal), ("AMIF", .europe), ("European Social Fund (ESF)", .europe), ("Ministry of Labour", .national),
        ("Region of Sicily: regional funds", .regional), ("Foundation la Caixa", .foundation), ("Own income", .ownIncome), ("A raffle", .other),
        ("Staatsministerium", .other), ("Community foundation of Wales", .foundation), ("Capacity building grant", .other), ("Private companies", .foundation), ("Rental income", .ownIncome),
        ("Federal states", .national), ("Parental programmes", .other),
    ])
    func `Money is put in a class`(text: String, funding: FundingClass) {
        #expect(FundingClass(of: text) == funding)
    }
}

@Suite struct CardTests {
    @Test func `A teaser is never cut inside a word`() {
        #expect(Card.teaser(of: "Short.") == "Short.")
        let sentence = String(repeating: "word ", count: 25) + "end. " + String(repeating: "more ", count: 40)
        #expect(Card.teaser(of: sentence).hasSuffix("end."))
        let long = String(repeating: "wörter ", count: 60)
        #expect(Card.teaser(of: long).hasSuffix("wörter…") && Card.teaser(of: long).count <= 201)
        #expect(Card.teaser(of: String(repeating: "x", count: 300)).count == 201)
    }

    @Test func `Years fall into bands`() {
        #expect([1990, 2004, 2005, 2009, 2010, 2019, 2020, 2026].map(YearBand.code) == [
            "before-2005", "before-2005", "2005-2009", "2005-2009", "2010-2014", "2015-2019", "from-2020", "from-2020",
        ])
    }
}
