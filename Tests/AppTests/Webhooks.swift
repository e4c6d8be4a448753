@testable import App
import Foundation
import Kernel
import Members
import Store
import Synchronization
import TestKit
import Testing
import Trail
import Web

/// Another system that answers what a test wants, and keeps what it was given.
private final class Listener: Sendable {
    struct Heard: Sendable {
        let body: String
        let address: String
        let headers: [String: String]

        var id: String { headers["webhook-id"] ?? "" }
        func object() throws -> [String: Any] { try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any] ?? [:] }
    }

    private let kept = Mutex<[Heard]>([])
    private let answer: @Sendable (Int) -> Handover

    init(_ answer: @escaping @Sendable (_ number: Int) -> Handover = { _ in .taken(answer: 204) }) { self.answer = answer }

    var heard: [Heard] { kept.withLock { $0 } }

    func courier(_ house: TestHouse, name: String = "one") -> WebhookCourier {
        WebhookCourier(house: house.installation.house, trail: house.trail, secret: WebhookTests.secret, name: name) { body, address, headers in
            let heard = Heard(body: body, address: address, headers: Dictionary(uniqueKeysWithValues: headers.map { ($0.name, $0.value) }))
            let number = self.kept.withLock { $0.append(heard); return $0.count }
            await Task.yield()
            return self.answer(number)
        }
    }
}

@Suite struct WebhookTests {
    static let secret = "a secret of at least thirty-two letters"
    private static let key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    private func setUp(_ house: TestHouse, _ kinds: [EventKind] = EventKind.open, address: String = "https://intranet.city.example/ponte") async throws -> WebhookID {
        let sealed = WebhookSecret.seal(Self.secret).seal(Array(Self.key.utf8))
        return try await house.database.write {
            try SetUpWebhook(address: address, kinds: kinds, sealedSecret: sealed).run(house.ids, house.trail, by: .system("test"), in: $0)
        }
    }

    private func deliveries(_ id: WebhookID, _ house: TestHouse) async throws -> [WebhookDelivery] {
        try await house.database.read { try Webhooks.deliveries(to: id, limit: 100, $0) }
    }

    private func webhook(_ id: WebhookID, _ house: TestHouse) async throws -> Webhook { try #require(try await house.database.read { try Webhooks.find(id, $0) }) }

    @Test(arguments: Engines.all) func `What happens after it was set up is told once, and only what was asked for`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let all = try await setUp(house)
            let needs = try await setUp(house, [.needShared], address: "https://needs.city.example/")
            let listener = Listener()
            let courier = listener.courier(house)
            #expect(try await courier.round() == 0, "what was there before is not told")
            let world = try await World.settle(in: house)
            let officer = world.officer
            #expect(try await officer.post("/needs/\(world.need)/share", [("audience", "city")], from: "/needs/\(world.need)/share").status == 303)
            _ = try await house.importPractices(Array(Fixture.practices(2)), file: "two.json")
            let editor = try await house.signIn(as: .editor, name: "Somebody Unnamed")
            #expect(try await editor.post("/practices/odense-mothers/life", [("step", "retire"), ("reason", "A private reason")], from: "/practices/odense-mothers/life").status == 303)
            while try await courier.round() > 0 {}
            while try await listener.courier(house, name: "two").round() > 0 {}

            let toAll = listener.heard.filter { $0.address.contains("intranet") && $0.headers["webhook-id"] != nil }
            let types = try toAll.map { try $0.object()["type"] as? String ?? "" }
            #expect(types.sorted() == ["need.shared", "practice.published", "practice.published", "practice.retired"], "\(types)")
            #expect(listener.heard.filter { $0.address.contains("needs.city") }.count == 1)
            #expect(Set(listener.heard.map(\.id)).count == listener.heard.count)
            let retired = try #require(try toAll.first { try $0.object()["type"] as? String == "practice.retired" }).object()
            #expect(retired["data"] as? [String: String] == ["slug": "odense-mothers", "url": "https://ponte.example.eu/practices/odense-mothers"])
            let shared = try #require(try toAll.first { try $0.object()["type"] as? String == "need.shared" }).object()
            #expect(shared["data"] as? [String: String] == ["id": world.need, "shared_with": "city", "url": "https://ponte.example.eu/needs/\(world.need)"])
            for heard in listener.heard {
                for word in ["Unnamed", "private reason", "Mothers at home", "Chiara", "person:", "test.example"] { #expect(!heard.body.contains(word)) }
            }
            #expect(try await deliveries(all, house).allSatisfy { $0.state == .delivered && $0.answer == 204 && $0.tries == 1 })
            #expect(try await deliveries(needs, house).count == 1)
        }
    }

    /// The example of the specification of Standard Webhooks.
    @Test func `A delivery is signed as Standard Webhooks says`() throws {
        let key = try #require(WebhookSecret.key(Self.key))
        let headers = WebhookSignature.headers(id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: "{\"test\": 2432232314}", key: key)
        #expect(headers.map(\.value) == ["msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="])
    }

    @Test(arguments: Engines.all) func `Who does not listen is asked again ever more rarely, then no more, and administrators are told`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            let administrator = try await house.signIn(as: .administrator)
            let id = try await setUp(house)
            #expect(try await administrator.post("/administration/webhooks/\(id)/test", from: "/administration/webhooks/\(id)").status == 303)
            let listener = Listener { _ in .refused(answer: 500, problem: "It answered 500.") }
            let courier = listener.courier(house)
            var pauses: [Int] = []
            while try await webhook(id, house).state == .active {
                let due = try #require(try await deliveries(id, house).first).dueAt
                pauses.append(Int(due.milliseconds - house.clock.now.milliseconds) / 1000)
                if due > house.clock.now {
                    #expect(try await courier.round() == 0, "not before it is due")
                    house.clock.advance(by: .milliseconds(due.milliseconds - house.clock.now.milliseconds))
                }
                #expect(try await courier.round() == 1)
            }
            #expect(Array(pauses.prefix(8)) == [0, 5, 60, 300, 1800, 7200, 21_600, 21_600])
            #expect(pauses.reduce(0, +) >= 5 * 86_400 && pauses.reduce(0, +) < 6 * 86_400)
            #expect(Set(listener.heard.map(\.id)).count == 1, "every try carries the same id")
            let times = listener.heard.compactMap { $0.headers["webhook-timestamp"] }
            #expect(Set(times).count == times.count, "and the time at which it is sent")
            #expect(try await deliveries(id, house).map(\.state) == [.failed])
            let letters = try await house.database.read { try Outbox.letters(nil, before: nil, limit: 9, $0) }
            #expect(letters.map(\.kind) == ["members.mail.webhookDisabled"] && letters.first?.person == administrator.person)
            #expect(try await administrator.post("/administration/webhooks/\(id)/test").status == 409)
            #expect(try await administrator.post("/administration/webhooks/\(id)/decision", [("decision", "resume")]).status == 303)
            #expect(try await webhook(id, house).failingSince == nil)
        }
    }

    @Test(arguments: Engines.all) func `What is taken after a failure clears it, and 410 ends it`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            let administrator = try await house.signIn(as: .administrator)
            let id = try await setUp(house)
            let listener = Listener { number in [.refused(answer: nil, problem: "Connection refused"), .taken(answer: 200), .taken(answer: 202), .unwanted][number - 1] }
            let courier = listener.courier(house)
            _ = try await administrator.post("/administration/webhooks/\(id)/test", from: "/administration/webhooks/\(id)")
            #expect(try await courier.round() == 1)
            #expect(try await webhook(id, house).failingSince == house.clock.now)
            #expect(try await administrator.get("/administration/webhooks/\(id)").says("Connection refused"))
            house.clock.advance(by: .seconds(5))
            #expect(try await courier.round() == 1)
            #expect(try await webhook(id, house).failingSince == nil)
            let delivery = try #require(try await deliveries(id, house).first)
            #expect(try await administrator.post("/administration/webhooks/\(id)/again", [("delivery", delivery.id.rawValue)]).status == 303)
            #expect(try await courier.round() == 1)
            #expect(Set(listener.heard.map(\.id)) == [delivery.id.rawValue], "sent again under its id")
            _ = try await administrator.post("/administration/webhooks/\(id)/test")
            #expect(try await courier.round() == 1)
            #expect(try await webhook(id, house).state == .disabled)
        }
    }

    @Test(arguments: Engines.all) func `Many processes tell each event once`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let id = try await setUp(house, [.practicePublished])
            _ = try await house.importPractices(Fixture.practices(30), file: "thirty.json")
            let listener = Listener()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<4 {
                    let courier = listener.courier(house, name: "process \(number)")
                    group.addTask { while try await courier.round() > 0 {} }
                }
                try await group.waitForAll()
            }
            while try await listener.courier(house).round() > 0 {}
            #expect(listener.heard.count == 30 && Set(listener.heard.map(\.id)).count == 30)
            #expect(try await deliveries(id, house).allSatisfy { $0.state == .delivered })
        }
    }

    @Test(arguments: Engines.all) func `What a process took and never closed is sent again under the same id`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            let administrator = try await house.signIn(as: .administrator)
            let id = try await setUp(house)
            _ = try await administrator.post("/administration/webhooks/\(id)/test", from: "/administration/webhooks/\(id)")
            let taken = try await house.database.write { try TakeDelivery.next(for: "killed", house.trail, in: $0) }
            let listener = Listener()
            #expect(try await listener.courier(house).round() == 0, "another has it in hand")
            house.clock.advance(by: .seconds(61))
            #expect(try await listener.courier(house).round() == 1)
            #expect(listener.heard.map(\.id) == [taken?.delivery.id.rawValue])
        }
    }

    @Test(arguments: Engines.all) func `What happens while it is paused is not told`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let administrator = try await house.signIn(as: .administrator)
            let id = try await setUp(house)
            let listener = Listener()
            #expect(try await administrator.post("/administration/webhooks/\(id)/decision", [("decision", "pause")], from: "/administration/webhooks").status == 303)
            _ = try await house.importPractices(Fixture.practices(1), file: "one.json")
            #expect(try await listener.courier(house).round() == 0)
            _ = try await administrator.post("/administration/webhooks/\(id)/decision", [("decision", "resume")])
            #expect(try await listener.courier(house).round() == 0)
            _ = try await house.importPractices(Fixture.practices(2), file: "two.json")
            #expect(try await listener.courier(house).round() >= 1)
            #expect(try await administrator.post("/administration/webhooks/\(id)/decision", [("decision", "remove")]).location == "/administration/webhooks")
            #expect(try await administrator.get("/administration/webhooks/\(id)").status == 404)
        }
    }

    @Test(arguments: [
        ("http://intranet.city.example/", "must begin with https"), ("https://10.0.0.1/", "private network"), ("https://[::1]/", "private network"), ("https://127.0.0.1:8443/x", "private network"),
        ("https://localhost/", "private network"), ("https://user:secret@city.example/", "whole address"), ("ftp://city.example/", "whole address"), ("https://city.example/#part", "whole address"),
        ("city.example", "whole address"), ("https://169.254.169.254/latest/meta-data", "private network"),
    ]) func `An address that leads inside, or is none, is refused`(address: String, said: String) async throws {
        try await withHouse(.sqlite, .empty) { house in
            let administrator = try await house.signIn(as: .administrator)
            let page = try await administrator.post("/administration/webhooks", [("address", address), ("kinds", "need.shared")], from: "/administration/webhooks")
            #expect(page.status == 400 && page.says(said) && page.value("address") == address, "\(page.text.prefix(400))")
            #expect(try await house.database.read { try Webhooks.all($0) }.isEmpty)
        }
    }

    @Test func `The secret is shown once and kept sealed`() async throws {
        try await withHouse(.sqlite, .empty, settings: ["secret": Self.secret]) { house in
            let administrator = try await house.signIn(as: .administrator)
            let page = try await administrator.post("/administration/webhooks", [("address", "https://city.example/hook"), ("kinds", "need.shared")], from: "/administration/webhooks")
            let shown = try #require(page.elements("input").first { $0["id"] == "made" }?["value"])
            #expect(shown.hasPrefix("whsec_") && WebhookSecret.key(shown)?.count == 32)
            let webhook = try #require(try await house.database.read { try Webhooks.all($0) }.first)
            #expect(!webhook.sealedSecret.contains(shown.dropFirst(6)))
            #expect(WebhookSecret.seal(Self.secret).open(webhook.sealedSecret) == Array(shown.utf8))
            #expect(WebhookSecret.seal("another secret of thirty-two letters!").open(webhook.sealedSecret) == nil)
            #expect(try await !administrator.get("/administration/webhooks/\(webhook.id)").html.contains(shown))
        }
    }

    @Test func `The line goes where it may, follows nowhere, and hears little`() async throws {
        try await withOtherSystem { system, port in
            let base = "http://127.0.0.1:\(port)"
            @Sendable func send(_ path: String, _ reach: WebhookReach = .thisMachine) async -> Handover {
                await WebhookLine(reach: reach).hand(over: "{\"a\":1}", to: base + path, headers: [("webhook-id", "x")])
            }
            #expect(await send("/well") == .taken(answer: 204))
            #expect(await send("/gone") == .unwanted)
            #expect(await send("/endless") == .taken(answer: 200))
            if case .refused(let answer, _) = await send("/broken") { #expect(answer == 500) } else { Issue.record("a broken one is refused") }
            if case .refused(let answer, _) = await send("/elsewhere") { #expect(answer == 302) } else { Issue.record("nobody follows") }
            // By a name, by other spellings of the same address, and without TLS.
            for address in ["https://127.0.0.1:\(port)/well", "https://localhost:\(port)/well", "https://2130706433:\(port)/well"] {
                let refused = await WebhookLine(reach: .internet).hand(over: "{}", to: address, headers: [])
                #expect(refused == .refused(answer: nil, problem: "The address leads into a private network."), "\(address)")
            }
            if case .refused(let answer, let problem) = await send("/well", .internet) { #expect(answer == nil && !problem.isEmpty) } else { Issue.record("without TLS it is refused") }
            if case .refused(nil, let problem) = await WebhookLine(reach: .thisMachine).hand(over: "{}", to: "http://10.255.255.1/", headers: []) {
                #expect(problem == "The address leads into a private network.")
            } else { Issue.record("the own network is not this machine") }
            #expect(system.taken.count == 1 && system.taken.first?.body == "{\"a\":1}" && system.taken.first?.headers[.contentType] == "application/json")
        }
    }
}
