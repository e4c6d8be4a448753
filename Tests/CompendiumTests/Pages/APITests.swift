import Foundation
import Kernel
import Store
import TestKit
import Testing
import Web

@Suite struct APITests {
    @Test(arguments: Engines.all) func `Practices are listed with facets, and one is told whole`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let browser = house.visitor()
            let list = try await browser.get("/api/v1/practices?country=AT&sort=title&limit=2").object()
            #expect(list["total"] as? Int == 3)
            let practices = try #require(list["practices"] as? [[String: Any]])
            #expect(practices.count == 2 && list["next"] as? String == practices.last?["slug"] as? String)
            #expect((list["facets"] as? [String: [String: Int]])?["country"]?["AT"] == 3)
            #expect(practices.first?["url"] as? String == "https://ponte.example.eu/practices/\(practices.first?["slug"] as? String ?? "")")
            try await house.database.write { try $0.run("UPDATE practice SET migrants_involved = 'They chair it', what_failed = 'The laundry visits' WHERE slug = 'odense-mothers'") }
            let answer = try await browser.get("/api/v1/practices/odense-mothers")
            #expect(answer.type == "application/json")
            let one = try answer.object()
            #expect(one["slug"] as? String == "odense-mothers" && one["budget_eur"] as? Double == 800_000)
            #expect((one["preconditions"] as? [String])?.count == 3)
            #expect((one["building_blocks"] as? [[String: Any]])?.first?["core"] as? Bool == true)
            #expect((one["gates"] as? [[String: Any]])?.count == 5)
            #expect(one["migrants_involved"] as? String == "They chair it" && one["what_failed"] as? String == "The laundry visits")
            let bare = try await browser.get("/api/v1/practices/catania-nursery").object()
            #expect(bare.keys.contains("budget_eur") == false || bare["budget_eur"] is NSNull)
            #expect(bare["what_failed"] is NSNull, "what the source does not say is there as null")
            let cities = try await browser.get("/api/v1/cities").object()
            #expect((cities["cities"] as? [[String: Any]])?.count == 5)
        }
    }

    @Test(arguments: ["limit=0", "limit=101", "limit=x", "limit=", "sort=nonsense", "q=\(String(repeating: "a", count: 501))"]) func `A program is told what it asked wrongly`(query: String) async throws {
        try await withHouse(.sqlite) { house in
            let answer = try await house.visitor().get("/api/v1/practices?\(query)")
            #expect(answer.status == 400)
            #expect(answer.type == "application/problem+json")
            let problem = try answer.object()
            let errors = try #require(problem["errors"] as? [[String: String]])
            #expect(errors.map { $0["field"] } == [String(query.prefix { $0 != "=" })])
            #expect(errors.first?["detail"]?.isEmpty == false)
        }
    }

    @Test func `The description of the API knows every address of it`() async throws {
        try await withHouse(.sqlite) { house in
            let answer = try await house.visitor().get("/api/v1/openapi.json")
            let document = try answer.object()
            #expect((document["openapi"] as? String)?.hasPrefix("3.1") == true)
            let paths = try #require(document["paths"] as? [String: [String: Any]])
            let servers = (document["servers"] as? [[String: Any]])?.compactMap { $0["url"] as? String } ?? []
            let prefix = servers.first.map { $0.replacingOccurrences(of: "https://ponte.example.eu", with: "") } ?? ""
            let described = Set(paths.flatMap { path, methods in methods.keys.filter { ["get", "post", "put", "patch", "delete"].contains($0) }.map { "\($0.uppercased()) \(prefix)\(path)" } })
            let routes = Set(house.installation.routes.filter { $0.path.hasPrefix("/api/v1/") && $0.path != "/api/v1/openapi.json" }.map { "\($0.method.rawValue) \($0.path)" })
            #expect(described.filter { !$0.hasSuffix("openapi.json") && !$0.hasSuffix("/health") }.sorted() == routes.sorted())
        }
    }
}
