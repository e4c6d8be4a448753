import Foundation
import HTTPTypes
import Store
import TestKit
import Testing

/// `POST /api/v1/matches` and `GET /api/v1/vocabulary`, as a program meets them.
@Suite struct MatchAPITests {
    @Test(arguments: Engines.all) func `A need is answered with reasons and gaps`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let body = #"{"text": "Isolated mothers do not know the services", "city": "catania", "limit": 2}"#
            let answer = try await house.visitor().postJSON("/api/v1/matches", body)
            #expect(answer.status == 200 && answer.type == "application/json")
            let object = try answer.object()
            #expect(object["language"] as? String == "en" && object["semantic"] as? Bool == false)
            let matches = try #require(object["matches"] as? [[String: Any]])
            let first = try #require(matches.first)
            #expect(first["slug"] as? String == "odense-mothers" && matches.count <= 2)
            let score = try #require(first["score"] as? Double)
            let points = (first["parts"] as? [[String: Any]] ?? []).compactMap { $0["points"] as? Double }.reduce(0, +)
            #expect((0...1).contains(score) && abs(points - 100 * score) < 0.5)
            #expect((first["reasons"] as? [String])?.isEmpty == false)
            #expect((first["gaps"] as? [String])?.contains("To check: A local coordinator") == true)
        }
    }

    @Test(arguments: [
        ("", [""]), ("null", [""]), ("[]", [""]), ("{", [""]), ("{}", ["text"]), (#"{"text": ""}"#, ["text"]), (#"{"text": 5}"#, ["text"]),
        (#"{"text": "a", "limit": 0}"#, ["limit"]), (#"{"text": "a", "limit": true}"#, ["limit"]), (#"{"text": "a", "limit": 1.5}"#, ["limit"]),
        (#"{"text": "a", "lang": "xx", "policy_areas": "housing", "target_groups": ["nobody"], "more": 1}"#, ["lang", "target_groups", "policy_areas", "more"]),
    ])
    func `A program is told every mistake`(body: String, fields: [String]) async throws {
        try await withHouse(.sqlite) { house in
            let answer = try await house.visitor().postJSON("/api/v1/matches", body)
            #expect(answer.status == 400 && answer.type == "application/problem+json")
            let errors = try answer.object()["errors"] as? [[String: String]] ?? []
            #expect(errors.compactMap { $0["field"] } == fields)
        }
    }

    @Test func `Limits and languages`() async throws {
        try await withHouse(.sqlite) { house in
            let visitor = house.visitor()
            let longest = String(repeating: "é", count: 4000)
            #expect(try await visitor.postJSON("/api/v1/matches", "{\"text\": \"\(longest)\"}").status == 200)
            #expect(try await visitor.postJSON("/api/v1/matches", "{\"text\": \"\(longest)x\"}").status == 400)
            #expect(try await visitor.postJSON("/api/v1/matches", #"{"text": "a", "city": "atlantis"}"#).status == 404)
            #expect(try await visitor.postJSON("/api/v1/matches", #"{"text": "  \n "}"#).status == 400)
            let german = try await visitor.postJSON("/api/v1/matches?lang=de", #"{"text": "refugees"}"#).object()
            let concepts = (german["understood"] as? [String: Any])?["concepts"] as? [[String: Any]]
            #expect(concepts?.first?["label"] as? String == "Geflüchtete")
        }
    }

    @Test func `The vocabulary is found by any of its words`() async throws {
        try await withHouse(.sqlite) { house in
            let visitor = house.visitor()
            let all = try await visitor.get("/api/v1/vocabulary").object()
            #expect((all["concepts"] as? [[String: Any]])?.count == all["total"] as? Int)
            for query in ["asilo%20nido", "ASILO%20NID", "asili"] {
                let found = try await visitor.get("/api/v1/vocabulary?q=\(query)&lang=it").object()
                let ids = (found["concepts"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
                #expect(ids.contains("kindergarten-places"), "\(query)")
            }
            #expect(try await visitor.get("/api/v1/vocabulary?q=\(String(repeating: "a", count: 501))").status == 400)
        }
    }
}
