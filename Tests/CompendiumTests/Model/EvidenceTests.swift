import Foundation
import Kernel
import TestKit
import Testing
@testable import Compendium

/// The ceiling rule: no study holds a practice at 1, Maryland 1–2 at 2, 3 and more at 3; 4 needs an independent evaluator; 5 needs
/// two places more.
@Suite struct EvidenceTests {
    struct Case: CustomTestStringConvertible, @unchecked Sendable {
        let changes: Fixture.Record
        let level: Int
        let reasons: [Evidence.Reason]
        let testDescription: String

        init(_ name: String, _ changes: Fixture.Record, _ level: Int, _ reasons: [Evidence.Reason]) {
            let told: Fixture.Record = ["problem": "P", "solution": "S", "results": "R", "sources": [["title": "An evaluation"]]]
            self.changes = told.merging(changes) { $1 }
            self.level = level
            self.reasons = reasons
            testDescription = name
        }
    }

    static let cases: [Case] = [
        Case("no solution", ["solution": nullValue], 0, [.noAccount]),
        Case("no account at all", ["problem": nullValue, "solution": nullValue, "studies": [study("randomised", independent: true)]], 0, [.noAccount]),
        Case("nothing but an account", ["results": nullValue], 1, [.noResults, .noStudy]),
        Case("counts only", ["evidence": "output_counts"], 1, [.onlyCounts, .noStudy]),
        Case("a study whose design nobody says", ["evidence": "external_evaluation"], 1, [.designUnknown]),
        Case("before and after, as the file says", ["evidence": "before_after"], 2, [.weakStudy(1)]),
        Case("a comparison, as the file says", ["evidence": "comparison_group"], 2, [.weakStudy(1)]),
        Case("Maryland 1, independent and spread", ["studies": [study("before_after", independent: true)], "transferred_to": ["A", "B", "C"]], 2, [.weakStudy(1)]),
        Case("Maryland 2", ["studies": [study("matched_comparison"), study("before_after")]], 2, [.weakStudy(2)]),
        Case("Maryland 3, by its owner", ["studies": [study("before_after_comparison")], "transferred_to": ["A", "B"]], 3, [.strongStudy(3), .notIndependent]),
        Case("Maryland 5, by its owner, and an independent weak one", ["studies": [study("randomised"), study("comparison", independent: true)]], 3, [.strongStudy(5), .notIndependent]),
        Case("Maryland 3, independent", ["studies": [study("before_after_comparison", independent: true)]], 4, [.strongStudy(3), .independent, .reuse(0)]),
        Case("Maryland 4, independent, one place more", ["studies": [study("quasi_random", independent: true)], "transferred_to": ["A"]], 4, [.strongStudy(4), .independent, .reuse(1)]),
        Case("Maryland 5, independent, two places more", ["studies": [study("randomised", independent: true), study("unknown")], "transferred_to": ["A", "B"]], 5, [.strongStudy(5), .independent, .reuse(2)]),
    ]

    @Test(arguments: cases) func `A level is derived, with its reasons`(one: Case) throws {
        let evidence = Evidence.of(try practice(one.changes))
        #expect(evidence.level == one.level)
        #expect(evidence.reasons == one.reasons)
    }
}

/// JSON's null.
var nullValue: Any { NSNull() }
