import Foundation
import HTTPTypes
import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
import Web

/// What programs write: needs and drafts, by the same rules as at the pages.
@Suite struct ProgramTests {
    private let need = "{\"title\":\"Holidays\",\"text\":\"Teenagers arrive in July\",\"lang\":\"en\",\"city\":\"catania\",\"target_groups\":[\"youth\"],\"people\":40,\"budget_eur\":9000,\"months\":3,\"competent\":[\"Schools\",\"Parks\"]}"

    @Test(arguments: Engines.all) func `A need is described, read, listed and changed`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let owner = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            let program = try await Program.of(owner, ["needs:write"], in: house)
            let made = try await program.send(.post, "/api/v1/needs", need)
            #expect(made.status == 201 && made.headers[.eTag] == "\"1\"", "\(made.html)")
            let address = try #require(made.location)
            let object = try made.object()
            #expect(address == "/api/v1/needs/\(object["id"] ?? "")")
            #expect(object["title"] as? String == "Holidays" && object["city"] as? String == "catania" && object["budget_eur"] as? Int == 9000)
            #expect(object["competent"] as? [String] == ["Schools", "Parks"] && object["is_own"] as? Bool == true && object["visibility"] as? String == "owner")
            #expect(try await program.send(.get, address).object() as NSDictionary == object as NSDictionary)
            let list = try await program.send(.get, "/api/v1/needs?limit=1").object()
            #expect(list["total"] as? Int == 1 && (list["needs"] as? [Any])?.count == 1 && list["next"] == nil)
            #expect(try await owner.get("/needs").says("Holidays"), "the page shows it too")

            let changed = try await program.send(.put, address, need.replacingOccurrences(of: "July", with: "August"), [("If-Match", "\"1\"")])
            #expect(changed.status == 200 && changed.headers[.eTag] == "\"2\"")
            let again = try await program.send(.put, address, need.replacingOccurrences(of: "July", with: "August"), [("If-Match", "\"2\"")])
            #expect(again.status == 200 && again.headers[.eTag] == "\"2\"", "the same is no new version")
            let facts = try await house.database.read { try Audit.entries(of: "need", by: nil, action: nil, before: nil, limit: 9, $0) }
            #expect(facts.map(\.action) == ["need.changed", "need.described"])
            let person = try #require(owner.person)
            #expect(facts.allSatisfy { $0.actor.hasPrefix("person:\(person) token:") }, "\(facts.map(\.actor))")
            let administrator = try await house.signIn(as: .administrator)
            let record = try await administrator.get("/administration/audit?actor=person:\(person)&record=need&action=need")
            #expect(record.status == 200 && record.says("Chiara Russo, by a token"), "\(record.text.prefix(600)) \(house.log.errors)")
        }
    }

    @Test(arguments: Engines.all) func `Nothing that somebody else saved is overwritten`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let owner = try await house.signIn(as: .cityOfficer)
            let program = try await Program.of(owner, ["needs:write"], in: house)
            let address = try #require(try await program.send(.post, "/api/v1/needs", need).location)
            let page = "/needs/\(address.split(separator: "/").last ?? "")/edit"
            #expect(try await owner.post(page, [("text", "Said at the page"), ("city", "catania"), ("version", "1")], from: page).status == 303)
            #expect(try await program.send(.put, address, need).status == 428, "on what is it based?")
            for tag in ["\"1\"", "\"99\"", "W/\"2\"", "*", "2"] {
                let refused = try await program.send(.put, address, need, [("If-Match", tag)])
                #expect(refused.status == 412 && refused.type == "application/problem+json" && refused.headers[.eTag] == "\"2\"", "\(tag)")
                let object = try refused.object()
                #expect((object["current"] as? [String: Any])?["text"] as? String == "Said at the page")
                #expect((object["based_on"] as? [String: Any])?["text"] as? String == (tag == "\"1\"" ? "Teenagers arrive in July" : nil))
            }
            #expect(try await program.send(.get, address).object()["text"] as? String == "Said at the page")
        }
    }

    @Test(arguments: [
        ("{", ""), ("[]", ""), ("{}", "text"), ("{\"text\":5}", "text"), ("{\"text\":\"  \"}", "text"), ("{\"text\":\"a\\u0000b\"}", "text"),
        ("{\"text\":\"x\",\"people\":\"many\"}", "people"), ("{\"text\":\"x\",\"people\":0}", "people"), ("{\"text\":\"x\",\"months\":241}", "months"), ("{\"text\":\"x\",\"budget_eur\":1.5}", "budget_eur"),
        ("{\"text\":\"x\",\"target_groups\":[\"nonsense\"]}", "target_groups"), ("{\"text\":\"x\",\"policy_areas\":\"housing\"}", "policy_areas"), ("{\"text\":\"x\",\"competent\":[\"a\\nb\"]}", "competent"),
        ("{\"text\":\"x\",\"lang\":\"xx\"}", "lang"), ("{\"text\":\"x\",\"owner\":\"me\"}", "owner"), ("{\"text\":\"x\",\"in_place\":[1]}", "in_place"),
    ]) func `What is wrong with a need is named`(body: String, field: String) async throws {
        try await withHouse(.sqlite) { house in
            let program = try await Program.of(try await house.signIn(as: .cityOfficer), ["needs:write"], in: house)
            let page = try await program.send(.post, "/api/v1/needs", body)
            #expect(page.status == 400, "\(page.html)")
            let errors = try page.object()["errors"] as? [[String: Any]] ?? []
            #expect(errors.map { $0["field"] as? String } == [field])
            #expect(try await program.send(.get, "/api/v1/needs").object()["total"] as? Int == 0, "nothing was kept")
        }
    }

    @Test func `A city that is not there is not found`() async throws {
        try await withHouse(.sqlite) { house in
            let program = try await Program.of(try await house.signIn(as: .cityOfficer), ["needs:write"], in: house)
            #expect(try await program.send(.post, "/api/v1/needs", "{\"text\":\"x\",\"city\":\"nowhere\"}").status == 404)
            let author = try await Program.of(try await house.signIn(as: .author, in: "catania"), ["drafts:write"], in: house)
            for city in ["nowhere", "odense"] {
                #expect(try await author.send(.post, "/api/v1/drafts", "{\"title\":\"x\",\"language\":\"en\",\"city\":\"\(city)\"}").status == 404, "\(city)")
            }
        }
    }

    @Test(arguments: Engines.all) func `A program reads what its person may read`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await World.settle(in: house)
            let colleague = try await Program.of(try await house.signIn(as: .cityLead), ["needs:read"], in: house)
            let shared = try await colleague.send(.get, "/api/v1/needs/\(world.need)")
            #expect(shared.status == 200)
            #expect(try shared.object()["is_own"] as? Bool == false)
            #expect(!shared.html.contains("Chiara"), "who described it is not told")
            let stranger = try await Program.of(try await house.signIn(as: .cityLead, in: "odense"), ["needs:write"], in: house)
            #expect(try await stranger.send(.get, "/api/v1/needs/\(world.need)").status == 404)
            #expect(try await stranger.send(.put, "/api/v1/needs/\(world.need)", need, [("If-Match", "\"1\"")]).status == 404)
            #expect(try await stranger.send(.get, "/api/v1/drafts/\(world.manuscript)").status == 403)
            let editor = try await Program.of(try await house.signIn(as: .editor), ["drafts:write"], in: house)
            #expect(try await editor.send(.get, "/api/v1/drafts/\(world.manuscript)").status == 404, "reviewing is for people")
        }
    }

    @Test(arguments: Engines.all) func `A request that names itself is done once, however often and however fast it comes`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let owner = try await house.signIn(as: .cityOfficer)
            let program = try await Program.of(owner, ["needs:write"], in: house)
            let answers = try await withThrowingTaskGroup(of: TestPage.self) { [need] group in
                for _ in 0..<6 { group.addTask { try await program.send(.post, "/api/v1/needs", need, [("Idempotency-Key", "order-1")]) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.allSatisfy { $0.status == 201 }, "\(answers.map(\.status)) \(house.log.errors)")
            #expect(Set(answers.map(\.html)).count == 1 && Set(answers.map(\.location)).count == 1 && Set(answers.map { $0.headers[.eTag] }) == ["\"1\""])
            #expect(answers.count { $0.header("Idempotency-Replayed") == "true" } == 5)
            #expect(try await program.send(.get, "/api/v1/needs").object()["total"] as? Int == 1)

            let other = try await program.send(.post, "/api/v1/needs", "{\"text\":\"Another\"}", [("Idempotency-Key", "order-1")])
            #expect(other.status == 422 && other.type == "application/problem+json")
            #expect(try await program.send(.post, "/api/v1/needs", need, [("Idempotency-Key", "two words")]).status == 400)
            let wrong = try await program.send(.post, "/api/v1/needs", "{}", [("Idempotency-Key", "order-2")])
            #expect(wrong.status == 400)
            #expect(try await program.send(.post, "/api/v1/needs", need, [("Idempotency-Key", "order-2")]).status == 201, "what failed is not kept")
            let second = try await Program.of(owner, ["needs:write"], in: house)
            #expect(try await second.send(.post, "/api/v1/needs", need, [("Idempotency-Key", "order-1")]).header("Idempotency-Replayed") == nil, "each token has names of its own")
            house.clock.advance(by: .seconds(86_401))
            let later = try await program.send(.post, "/api/v1/needs", need, [("Idempotency-Key", "order-1")])
            #expect(later.status == 201 && later.header("Idempotency-Replayed") == nil, "after a day it is forgotten")
            #expect(try await program.send(.get, "/api/v1/needs").object()["total"] as? Int == 4)
        }
    }

    @Test(arguments: Engines.all) func `A practice is begun, written field by field with others, and submitted`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let author = try await house.signIn(as: .author)
            let program = try await Program.of(author, ["drafts:write"], in: house)
            let begun = try await program.send(.post, "/api/v1/drafts", "{\"title\":\"A night school\",\"language\":\"en\",\"city\":\"catania\"}", [("Idempotency-Key", "draft-1")])
            #expect(begun.status == 201, "\(begun.html)")
            let address = try #require(begun.location)
            #expect(try begun.object()["stage"] as? String == "draft" && begun.object()["revision"] as? Int == 1)
            let open = try begun.object()["open"] as? [[String: Any]] ?? []
            #expect(open.contains { $0["field"] as? String == "problem" })
            let early = try await program.send(.post, address + "/submit")
            #expect(early.status == 409)
            #expect((try early.object()["errors"] as? [[String: Any]])?.contains { $0["field"] as? String == "problem" } == true)

            // Meanwhile the author writes at the page.
            let id = String(address.split(separator: "/").last ?? "")
            _ = try await author.post("/drafts/\(id)/write/story", [("_fields", "problem"), ("problem", "As the page has it"), ("revision", "1"), ("then", "stay")], from: "/drafts/\(id)/write/story")
            let saved = try await program.send(.patch, address, """
                {"revision":1,"fields":{"problem":"As the program has it","solution":"Lessons at night","policy_areas":["adult-education","employment"],"title":"A night school","partners":["A","B"]}}
                """)
            #expect(saved.status == 200, "\(saved.html)")
            let clashes = try saved.object()["clashes"] as? [[String: Any]] ?? []
            #expect(clashes.map { $0["field"] as? String } == ["problem"])
            #expect(clashes.first?["theirs"] as? String == "As the page has it" && clashes.first?["mine"] as? String == "As the program has it")
            #expect(try saved.object()["written"] as? Int == 3 && saved.object()["revision"] as? Int == 3)
            let read = try await program.send(.get, address)
            let fields = try read.object()["fields"] as? [String: Any] ?? [:]
            #expect(fields["problem"] as? String == "As the page has it" && fields["policy_areas"] as? [String] == ["adult-education", "employment"])
            #expect(fields["partners"] as? [String] == ["A", "B"] && read.headers[.eTag] == "\"3\"")

            for (body, field) in [("{\"revision\":3,\"fields\":{\"nonsense\":\"x\"}}", "fields.nonsense"), ("{\"fields\":{}}", "revision"), ("{\"revision\":3}", "fields"),
                ("{\"revision\":3,\"fields\":{\"title\":[\"x\"]}}", "fields.title"), ("{\"revision\":3,\"fields\":{\"title\":5}}", "fields.title")] {
                let wrong = try await program.send(.patch, address, body)
                #expect(wrong.status == 400)
                #expect((try wrong.object()["errors"] as? [[String: Any]])?.map { $0["field"] as? String } == [field], "\(wrong.html)")
            }
            let rest = try await program.send(.patch, address, """
                {"revision":3,"fields":{"lead_organisation":"City of Catania","organisation_type":"municipality","status":"running","target_groups":["youth"],
                "results":"Forty came","evidence":"none","sources.1.title":"Report","results":"Forty came"}}
                """)
            #expect(rest.status == 200, "\(rest.html)")
            let left = try await program.send(.get, address).object()["open"] as? [[String: Any]] ?? []
            #expect(left.isEmpty, "\(left)")
            let submitted = try await program.send(.post, address + "/submit", nil, [("Idempotency-Key", "submit-1")])
            #expect(submitted.status == 200, "\(submitted.html)")
            #expect(try submitted.object()["stage"] as? String == "submitted")
            let twice = try await program.send(.post, address + "/submit", nil, [("Idempotency-Key", "submit-1")])
            #expect(twice.status == 200 && twice.html == submitted.html)
            #expect(try await program.send(.post, address + "/submit").status == 403, "it is submitted already")
            #expect(try await program.send(.patch, address, "{\"revision\":4,\"fields\":{\"title\":\"Late\"}}").status == 403)
            #expect(try await program.send(.get, "/api/v1/drafts").object()["total"] as? Int == 1)
        }
    }

    @Test(arguments: Engines.all) func `Saved searches are read with what they found`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let owner = try await house.signIn(as: .member)
            _ = try await owner.post("/searches", [("name", "Flats"), ("q", "housing")], from: "/searches/new")
            let program = try await Program.of(owner, ["searches:read"], in: house)
            let object = try await program.send(.get, "/api/v1/searches").object()
            let search = (object["searches"] as? [[String: Any]])?.first
            #expect(object["total"] as? Int == 1 && search?["name"] as? String == "Flats" && search?["url"] as? String == "https://ponte.example.eu/practices?q=housing")
            #expect(search?["new"] as? [String] == [])
        }
    }
}
