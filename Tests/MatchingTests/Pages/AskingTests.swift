import App
import Foundation
import HTTPTypes
import Kernel
import Store
import TestKit
import Testing
import Web
@testable import Matching

@Suite struct AskingTests {
    private func ask(_ browser: Browser, _ text: String, _ more: [(String, String)] = []) async throws -> TestPage {
        try await browser.get(Fields([("text", text)] + more).link("/match"))
    }

    private func scores(_ house: TestHouse, _ text: String) async -> [String] {
        await house.installation.matching.matcher.answer(NeedContent(text: text), city: nil, limit: 50).matches.map { "\($0.id) \($0.score)" }
    }

    @Test func `The same question has the same answer, here and on the other engine`() async throws {
        let questions = ["Isolated mothers who mistrust the authorities", "Brakuje mieszkań dla uchodźców", "Un solo ufficio per tutte le domande", "لاجئات معزولات في بيوتهن", "language"]
        var told: [[String]] = []
        for engine in Engines.all {
            try await withHouse(engine, .starter) { house in
                for round in 1...2 {
                    var answers: [String] = []
                    for question in questions { answers += await scores(house, question) }
                    told.append(answers)
                    if round == 1 { _ = try await house.visitor().get("/match?text=something+else") }
                }
            }
        }
        #expect(told[0].count > 50)
        #expect(told.allSatisfy { $0 == told[0] })
    }

    @Test func `Who signs in comes back to what they asked`() async throws {
        try await withHouse(.sqlite) { house in
            let visitor = house.visitor()
            let link = try #require(try await ask(visitor, "mothers at home", [("group", "women")]).links.first { $0.hasPrefix("/sign-in") })
            #expect(link == "/sign-in?next=%2Fmatch%3Ftext%3Dmothers%2Bat%2Bhome%26group%3Dwomen")
            #expect(try await visitor.get(link).value("next") == "/match?text=mothers+at+home&group=women")
            #expect(try await visitor.get("/nowhere").links.contains("/sign-in"))
        }
    }

    @Test func `A need of a hundred thousand characters has a clear answer`() async throws {
        try await withHouse(.sqlite) { house in
            let long = String(repeating: "mothers at home ", count: 6250)
            let page = try await ask(house.visitor(), long)
            #expect(page.status == 400)
            #expect(page.says("100,000") || page.says("100000") || page.says("99999") || page.says("99,999"), "\(page.text.prefix(400))")
            #expect(page.value("text")?.count ?? 0 > 90_000, "what was typed is kept")
            let api = try await house.visitor().postJSON("/api/v1/matches", "{\"text\":\"\(long)\"}")
            #expect(api.status == 400 && api.type == "application/problem+json")
            let officer = try await house.signIn(as: .cityOfficer)
            let form = try await officer.post("/needs/new", [("text", long)], from: "/needs/new")
            #expect(form.status == 400 && form.value("text")?.count ?? 0 > 90_000)
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: [
        ("mothers", true), ("zzzzqqqq", false), ("ቤት የለኝም ልጆች አሉኝ", false), ("a", false), ("?", false), ("12345", false), ("😀😀", false), ("hus til flygtninge i byen", true),
    ])
    func `One word, an unknown language and nonsense are answered and said to be`(text: String, finds: Bool) async throws {
        try await withHouse(.sqlite) { house in
            let page = try await ask(house.visitor(), text)
            #expect(page.status == 200, "\(house.log.errors)")
            let found = NeedWorld.ranking(page)
            if finds, text == "mothers" { #expect(found.first == "odense-mothers") }
            if text == "mothers" { #expect(page.says("one word") || page.says("One word") || page.says("single word"), "\(page.text.prefix(900))") }
            #expect(!found.isEmpty || !page.texts("h2").isEmpty, "nothing found says what to do next")
        }
    }

    @Test func `A need finds practices in other languages, and says why`() async throws {
        try await withHouse(.sqlite, .starter) { house in
            let page = try await ask(house.visitor(), "Donne isolate che non si fidano dei servizi: madri del quartiere che vanno a trovarle", [("lang", "it")])
            #expect(NeedWorld.ranking(page).prefix(6).contains { $0.contains("bydelsmodre") || $0.contains("neighbourhood-mothers") || $0.contains("mothers") }, "\(NeedWorld.ranking(page))")
            #expect(page.elements.contains { $0["class"]?.contains("score") == true || $0.name == "svg" }, "the parts of the score are drawn")
        }
    }

    @Test func `What is stated counts, and what differs is said`() async throws {
        try await withHouse(.sqlite) { house in
            let plain = try await ask(house.visitor(), "people who arrived")
            let stated = try await ask(house.visitor(), "people who arrived", [("area", "housing"), ("group", "refugees"), ("city", "catania"), ("budget", "100000")])
            #expect(NeedWorld.ranking(stated).first == "vienna-housing", "\(NeedWorld.ranking(plain)) \(NeedWorld.ranking(stated))")
            #expect(stated.says("Vienna is 6.1 times as large") || stated.says("6.1"), "\(stated.text)")
            let dear = try await ask(house.visitor(), "people who arrived", [("area", "housing"), ("budget", "100000")])
            #expect(dear.says("€12,000,000") && dear.says("€100,000"))
            let kept = try #require(stated.links.first { $0.hasPrefix("/needs/new?") })
            #expect(kept.contains("text=people+who+arrived") && kept.contains("area=housing"), "signing in keeps it")
            let visitor = house.visitor()
            #expect(try await visitor.get(kept).value("next") == kept)
        }
    }

    @Test(arguments: ["", "{", "[]", "null", "\"text\"", "{\"text\":7}", "{\"text\":\"\"}", "{}", "{\"text\":\"a\",\"limit\":0}", "{\"text\":\"a\",\"limit\":\"x\"}", "{\"text\":\"a\",\"policy_areas\":[\"nonsense\"]}", "{\"text\":\"a\",\"policy_areas\":\"housing\"}"])
    func `A program that asks wrongly is told so`(body: String) async throws {
        try await withHouse(.sqlite) { house in
            let answer = try await house.visitor().postJSON("/api/v1/matches", body)
            #expect(answer.status == 400, "\(body): \(answer.html.prefix(300))")
            #expect(answer.type == "application/problem+json")
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `A program gets matches with parts, reasons and gaps`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let answer = try await house.visitor().postJSON("/api/v1/matches", "{\"text\":\"Isolated mothers mistrust the authorities\",\"lang\":\"en\",\"city\":\"catania\",\"limit\":3}")
            #expect(answer.status == 200, "\(answer.html)")
            let object = try answer.object()
            #expect(object["semantic"] as? Bool == false)
            let matches = try #require(object["matches"] as? [[String: Any]])
            #expect(!matches.isEmpty && matches.count <= 3 && matches[0]["slug"] as? String == "odense-mothers")
            #expect((matches[0]["reasons"] as? [String])?.isEmpty == false && (matches[0]["gaps"] as? [String])?.isEmpty == false)
            let points = try #require(matches[0]["parts"] as? [[String: Any]]).compactMap { $0["points"] as? Double }
            let score = try #require(matches[0]["score"] as? Double)
            #expect(abs(points.reduce(0, +) - score * 100) < 0.6, "the parts are the score")
            let invalid = try await house.visitor().send(.post, "/api/v1/matches", body: [0x7B, 0xFF, 0x7D])
            #expect(invalid.status == 400)
            let large = try await house.visitor().send(.post, "/api/v1/matches", body: [UInt8](repeating: 32, count: 10 * 1024 * 1024))
            #expect(large.status == 413 && large.type == "application/problem+json")
        }
    }
}

/// With and without the embedding service.
@Suite struct MeaningTests {
    private let need = "Isolated mothers who mistrust the authorities"

    @Test func `Without embeddings everything works, and pages say so`() async throws {
        try await withHouse(.sqlite) { house in
            let page = try await house.visitor().get(Fields([("text", need)]).link("/match"))
            #expect(NeedWorld.ranking(page).first == "odense-mothers")
            #expect(page.says("eaning"), "\(page.text)")
            #expect(try await house.visitor().get("/health").object()["meaning"] as? String == "off")
        }
    }

    @Test(arguments: Engines.all) func `With embeddings meaning is used; when they hang or fail, the answer comes all the same`(engine: Engine) async throws {
        try await withEmbeddings { service, address in
            try await withTestPlace(engine) { place in
                let house = try await TestHouse.open(place, .small, settings: ["embeddings.url": address])
                try await house.installation.completeVectors { _ in }
                #expect(try await house.visitor().get("/health").object()["meaning"] as? String == "on")
                let asked = service.questions
                let used = try await house.visitor().postJSON("/api/v1/matches", "{\"text\":\"\(need)\"}").object()
                #expect(used["semantic"] as? Bool == true)
                let again = try await house.visitor().postJSON("/api/v1/matches", "{\"text\":\"\(need)\"}").object()
                #expect(NSDictionary(dictionary: again) == NSDictionary(dictionary: used))
                #expect(service.questions == asked + 1, "the same question is not asked twice")

                for (mood, number) in [(FakeEmbeddings.Mood.hanging, 1), (.failing, 2), (.babbling, 3)] {
                    service.become(mood)
                    let page = try await house.visitor().get(Fields([("text", "Mothers in district \(number) who stay at home")]).link("/match"))
                    #expect(page.status == 200 && NeedWorld.ranking(page).first == "odense-mothers")
                    let answer = try await house.visitor().postJSON("/api/v1/matches", "{\"text\":\"Mothers in district \(number)0 who stay at home\"}").object()
                    #expect(answer["semantic"] as? Bool == false)
                }
                service.become(.answering)
                let late = Fields([("text", "Mothers in district 1 who stay at home")]).link("/match")
                let asking = service.questions
                _ = try await house.visitor().get(late)
                #expect(service.questions == asking + 1, "a page that lacked the meaning is not kept")
                _ = try await house.visitor().get(late)
                #expect(service.questions == asking + 1, "a whole one is")
                let back = try await house.visitor().postJSON("/api/v1/matches", "{\"text\":\"Mothers who stay at home\"}").object()
                #expect(back["semantic"] as? Bool == true, "and it is used again when it is back")

                // Vectors are kept: another process has them at once.
                service.become(.failing)
                let second = try await TestHouse.open(place, name: "second", settings: ["embeddings.url": address])
                #expect(second.installation.vectorsLeft == 0)
                #expect(try await second.visitor().get("/health").object()["meaning"] as? String == "on")
                await second.close()
                await house.close()
            }
        }
    }
}
