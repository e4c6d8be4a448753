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

/// A mail server that says what a test wants, and keeps what it was given.
private final class MailBox: Sendable {
    private let kept = Mutex<[Envelope]>([])
    private let answer: @Sendable (Int) -> Delivery

    init(_ answer: @escaping @Sendable (_ number: Int) -> Delivery = { _ in .accepted }) { self.answer = answer }

    var letters: [Envelope] { kept.withLock { $0 } }

    func take(_ envelope: Envelope) async -> Delivery {
        let number = kept.withLock { $0.append(envelope); return $0.count }
        await Task.yield()
        return answer(number)
    }

    func postman(_ house: TestHouse, name: String = "one") -> Postman {
        Postman(house: house.installation.house, trail: house.trail, sender: Sender("Ponte <ponte@city.eu>")!, name: name) { await self.take($0) }
    }
}

extension Envelope {
    fileprivate var raw: String { String(decoding: message, as: UTF8.self) }

    fileprivate func header(_ name: String) -> String? {
        raw.components(separatedBy: "\r\n").first { $0.hasPrefix("\(name): ") }.map { String($0.dropFirst(name.count + 2)) }
    }

    /// The plain text and the HTML, decoded.
    fileprivate var parts: [String] {
        raw.components(separatedBy: "\r\n\r\n").dropFirst().compactMap { part in
            let body = part.components(separatedBy: "\r\n--").first ?? ""
            return Data(base64Encoded: body, options: .ignoreUnknownCharacters).map { String(decoding: $0, as: UTF8.self) }
        }
    }
}

@Suite struct MailingTests {
    private func write(_ house: TestHouse, to person: PersonID, in language: Language = .en) async throws -> LetterID {
        try await house.database.write {
            try SendMail("members.mail.test", to: person, in: language, link: "/administration/mail").run(house.ids, house.trail, by: .system("test"), in: $0)
        }
    }

    private func letter(_ id: LetterID, _ house: TestHouse) async throws -> Letter {
        try #require(try await house.database.read { try Outbox.letter(id, $0) })
    }

    @Test(arguments: Engines.all) func `A letter and the change it tells of are committed together`(engine: Engine) async throws {
        struct Stop: Error {}
        try await withHouse(engine, .empty) { house in
            let person = try await house.person(.member)
            await #expect(throws: Stop.self) {
                try await house.database.write { writer in
                    try SendMail("members.mail.test", to: person, in: .en).run(house.ids, house.trail, by: .system("test"), in: writer)
                    throw Stop()
                }
            }
            #expect(try await house.database.read { try Outbox.counts($0) } == [:])
            _ = try await write(house, to: person)
            #expect(try await house.database.read { try Outbox.counts($0) } == [.waiting: 1])
        }
    }

    @Test(arguments: Engines.all) func `A letter goes out once, and what it said is forgotten`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            let person = try await house.person(.member, name: "Zoë \"Ω\" Müller")
            let id = try await write(house, to: person)
            let box = MailBox()
            let postman = box.postman(house)
            #expect(try await postman.deliverNext())
            #expect(try await !postman.deliverNext())
            let sent = try #require(box.letters.first)
            #expect(box.letters.count == 1 && sent.from == "ponte@city.eu" && sent.to == TestHouse.email("Zoë \"Ω\" Müller"))
            #expect(sent.header("Message-ID") == "<\(id)@city.eu>")
            #expect(sent.header("To")?.contains("Zo") == false, "a name is encoded")
            #expect(sent.parts.count == 2)
            for part in sent.parts { #expect(part.contains("https://ponte.example.eu/administration/mail") && part.contains("You get this email because")) }
            #expect(sent.parts[0].contains("Zoë \"Ω\" Müller") && sent.parts[1].contains("Zoë &quot;Ω&quot; Müller"))
            let kept = try await letter(id, house)
            #expect(kept.state == .sent && kept.link == nil && kept.values == [:] && kept.tries == 1)
            let facts = try await house.database.read { try Audit.entries(of: RecordReference(id), limit: 9, $0) }
            #expect(facts.map(\.action) == ["letter.sent", "letter.written"])
        }
    }

    static let kinds = ["members.mail.test", "members.mail.invitation", "members.mail.password"]

    @Test(arguments: Language.allCases, kinds) func `A letter speaks its reader's language`(language: Language, kind: String) async throws {
        try await withHouse(.sqlite, .empty) { house in
            let person = try await house.person(.member, name: "Ada")
            try await house.database.write {
                try SendMail(kind, to: person, in: language, values: ["inviter": "Chiara", "day": "1.1.2027"], link: "/x")
                    .run(house.ids, house.trail, by: .system("test"), in: $0)
            }
            let box = MailBox()
            try await box.postman(house).deliverNext()
            let sent = try #require(box.letters.first)
            #expect(sent.header("Content-Language") == language.code)
            let words = house.installation.house.words(language)
            for part in sent.parts {
                #expect(!part.contains("⟦") && part.firstMatch(of: /\{[a-zA-Z]+\}/) == nil, "\(part)")
                #expect(part.contains(words("\(kind).action")))
            }
            #expect(sent.parts[1].contains("<html lang=\"\(language.code)\" dir=\"\(language.direction)\">"))
        }
    }

    @Test(arguments: Engines.all) func `A server that does not answer is asked again, ever more rarely, for five days`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            let id = try await write(house, to: house.person(.member))
            let box = MailBox { _ in .postponed("Connection refused") }
            let postman = box.postman(house)
            let began = house.clock.now
            var pauses: [Int] = []
            while try await letter(id, house).state == .waiting {
                let due = try await letter(id, house).dueAt
                pauses.append(Int(due.milliseconds - house.clock.now.milliseconds) / 60_000)
                if due > house.clock.now {
                    #expect(try await !postman.deliverNext(), "not before it is due")
                    house.clock.move(to: due)
                }
                #expect(try await postman.deliverNext())
            }
            #expect(Array(pauses.prefix(12)) == [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360])
            let last = try await letter(id, house)
            #expect(last.state == .failed && last.problem == "Connection refused")
            #expect(house.clock.now < began.adding(Postage.lifetime) && house.clock.now > began.adding(.seconds(4 * 86_400)))
            let ids = Set(box.letters.compactMap { $0.header("Message-ID") })
            #expect(ids == ["<\(id)@city.eu>"], "every try carries the same name")
            #expect(last.link != nil, "what it says is kept, so that it can be sent again")
        }
    }

    @Test(arguments: Engines.all) func `Many processes deliver each letter once`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            let person = try await house.person(.member)
            var written: Set<String> = []
            for _ in 0..<40 { written.insert("<\(try await write(house, to: person))@city.eu>") }
            let box = MailBox()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<4 {
                    let postman = box.postman(house, name: "process \(number)")
                    group.addTask { while try await house.database.read({ try Outbox.counts($0)[.waiting] ?? 0 }) > 0 { try await postman.deliverNext() } }
                }
                try await group.waitForAll()
            }
            let sent = box.letters.compactMap { $0.header("Message-ID") }
            #expect(sent.count == 40 && Set(sent) == written)
            #expect(try await house.database.read { try Outbox.counts($0) } == [.sent: 40])
        }
    }

    @Test(arguments: Engines.all) func `A letter that a process took and never closed waits for a decision`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            let id = try await write(house, to: house.person(.member))
            let taken = try await house.database.write { try TakeLetter.next(for: "killed", house.trail, in: $0) }
            #expect(taken?.id == id)
            let box = MailBox()
            let postman = box.postman(house)
            #expect(try await !postman.deliverNext(), "another has it in hand")
            house.clock.move(to: house.clock.now.adding(.seconds(181)))
            try await postman.deliverNext()
            #expect(try await letter(id, house).state == .unsure)
            house.clock.move(to: house.clock.now.adding(.seconds(86_400)))
            try await postman.deliverNext()
            #expect(box.letters.isEmpty, "nobody sends it without being asked")

            let administrator = try await house.signIn(as: .administrator)
            #expect(try await administrator.get("/administration").says("1 email needs your decision"))
            let page = try await administrator.get("/administration/mail")
            #expect(page.says("It may have arrived"))
            let again = try await administrator.post("/administration/mail/\(id)/again", from: "/administration/mail")
            #expect(again.status == 303)
            try await postman.deliverNext()
            #expect(try await letter(id, house).state == .sent)
            #expect(try await administrator.post("/administration/mail/\(id)/again").status == 409, "what is sent is sent")
            #expect(try await administrator.post("/administration/mail/nowhere/drop").status == 404)
        }
    }

    @Test(arguments: Engines.all) func `What is dropped never goes out, and a refusal says so`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            let administrator = try await house.signIn(as: .administrator)
            let person = try #require(administrator.person)
            let refused = try await write(house, to: person)
            let box = MailBox { _ in .refused("550 no such mailbox") }
            try await box.postman(house).deliverNext()
            #expect(try await letter(refused, house).state == .failed)
            #expect(try await administrator.get("/administration/mail?state=failed").says("550 no such mailbox"))
            let dropped = try await write(house, to: person)
            #expect(try await administrator.post("/administration/mail/\(dropped)/drop").status == 303)
            try await box.postman(house).deliverNext()
            let kept = try await letter(dropped, house)
            #expect(box.letters.count == 1 && kept.state == .dropped && kept.link == nil)
            // Somebody who is gone gets nothing.
            let gone = try await house.person(.member)
            let late = try await write(house, to: gone)
            try await house.database.write { try $0.run("UPDATE person SET disabled_at = \(house.clock.now) WHERE id = \(gone)") }
            try await box.postman(house).deliverNext()
            #expect(try await letter(late, house).state == .failed && box.letters.count == 1)
        }
    }

    @Test(arguments: [
        (550, true, "refused"), (552, false, "refused"), (530, false, "postponed"), (535, false, "postponed"), (421, true, "postponed"), (451, true, "postponed"),
        (0, false, "postponed"), (354, true, "unsure"), (0, true, "unsure"), (354, false, "postponed"),
    ]) func `A conversation that went wrong is judged by its last answer`(answer: Int, isAllSaid: Bool, wanted: String) {
        let judged: String =
            switch MailServer.judge(answer: answer, isAllSaid: isAllSaid, problem: "") {
            case .accepted: "accepted"
            case .postponed: "postponed"
            case .refused: "refused"
            case .unsure: "unsure"
            }
        #expect(judged == wanted)
    }

    @Test func `Header words stay short and whole`() throws {
        let text = String(repeating: "مدينة Ω ", count: 20) + "\r\nBcc: somebody@else.example"
        let lines = Envelope.word(text).components(separatedBy: "\r\n ")
        #expect(lines.allSatisfy { $0.count <= 75 && $0.hasPrefix("=?utf-8?B?") && $0.hasSuffix("?=") })
        let decoded = lines.map { String(decoding: Data(base64Encoded: String($0.dropFirst(10).dropLast(2)))!, as: UTF8.self) }.joined()
        #expect(decoded == text.replacingOccurrences(of: "\r\n", with: " "))
    }

    @Test(arguments: [
        (["smtp.url": "smtp://mail.city.eu:587"], "PONTE_MAIL_FROM"), (["mail.from": "ponte@city.eu"], "PONTE_SMTP_URL"),
        (["smtp.url": "https://mail.city.eu", "mail.from": "ponte@city.eu"], "PONTE_SMTP_URL must look"),
        (["smtp.url": "smtps://mail.city.eu", "mail.from": "nobody"], "PONTE_MAIL_FROM"),
        (["smtp.url": "smtps://mail.city.eu", "mail.from": "a@b.eu", "smtp.user": "ponte"], "belong together"),
    ]) func `Wrong settings of mail are named at the start`(flags: [String: String], named: String) async {
        await #expect {
            _ = try await Settings.read(flags: flags, environment: [:])
        } throws: { "\($0)".contains(named) }
    }

    @Test func `Settings of mail are read`() async throws {
        let flags = ["smtp.url": "smtp://ponte:s%40cret@127.0.0.1:2525", "mail.from": "Network <ponte@city.eu>"]
        let server = try #require(try await Settings.read(flags: flags, environment: [:]).mailServer)
        #expect(server.url == "smtp://127.0.0.1:2525/city.eu" && server.user == "ponte" && server.password == "s@cret" && server.isLocal)
        #expect(server.sender.name == "Network" && server.sender.address == "ponte@city.eu")
    }
}

extension TestClock {
    fileprivate func move(to instant: Instant) { advance(by: .milliseconds(instant.milliseconds - now.milliseconds)) }
}
