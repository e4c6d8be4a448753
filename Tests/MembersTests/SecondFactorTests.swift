import Foundation
import Kernel
@testable import Members
import Store
import TestKit
import Testing
import Web

@Suite struct OneTimeCodeTests {
    /// The vectors of RFC 6238, appendix B, of their eight digits the last six.
    @Test(arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"), (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ]) func `Codes are those of the standard`(seconds: Int64, code: String) {
        let secret = Array("12345678901234567890".utf8)
        let now = Instant(milliseconds: seconds * 1000)
        #expect(OneTimeCode.code(secret, step: OneTimeCode.step(at: now)) == code)
    }

    /// RFC 4648, section 10.
    @Test(arguments: [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI")])
    func `Keys are written as apps want them`(text: String, base32: String) { #expect(OneTimeCode.base32(Array(text.utf8)) == base32) }

    @Test func `The code before and after are taken too, and none a second time`() throws {
        let secret = OneTimeCode.newSecret()
        let now = Instant(milliseconds: 1_700_000_000_000)
        let step = OneTimeCode.step(at: now)
        for offset: Int64 in -3...3 {
            let code = OneTimeCode.code(secret, step: step + offset)
            #expect((OneTimeCode.step(of: code, secret, at: now, after: 0) != nil) == (abs(offset) <= 1), "\(offset)")
        }
        #expect(OneTimeCode.step(of: OneTimeCode.code(secret, step: step), secret, at: now, after: step) == nil)
    }

    @Test func `A sealed secret opens with its own key only, and not when it was changed`() {
        Secrets.prepare()
        let seal = SealedSecret(installation: "one")
        let box = seal.seal([1, 2, 3])
        #expect(seal.open(box) == [1, 2, 3])
        #expect(SealedSecret(installation: "two").open(box) == nil)
        #expect(seal.open(String(box.dropLast(4)) + "AAAA") == nil && seal.open("") == nil && seal.open("sealed") == nil)
        #expect(seal.seal([1, 2, 3]) != box)
    }

    @Test func `A code is typed as people type`() {
        #expect(RecoveryCode.plain(" 7K2MW x0c9d ") == "7k2mwx0c9d")
        #expect(RecoveryCode.plain("OIL") == "011")
        #expect(Set((0..<200).map { _ in RecoveryCode.make() }).count == 200)
    }
}

@Suite struct SecondFactorTests {
    /// Sets a second factor up as a person would, and gives back what their app knows, and the recovery codes.
    private func setUp(_ browser: Browser, _ house: TestHouse) async throws -> (secret: [UInt8], codes: [String]) {
        #expect(try await browser.post("/account/second-factor", from: "/account/second-factor").status == 303)
        let page = try await browser.get("/account/second-factor")
        #expect(page.html.contains("<svg class=\"qr\""))
        let link = try #require(page.links.first { $0.hasPrefix("otpauth://totp/Ponte:") })
        let key = try #require(URLComponents(string: link)?.queryItems?.first { $0.name == "secret" }?.value)
        let secret = decode(key)
        #expect(OneTimeCode.base32(secret) == key)
        #expect(try await browser.post("/account/second-factor/confirm", [("code", "000000x")]).status == 400)
        let confirmed = try await browser.post("/account/second-factor/confirm", [("code", OneTimeCode.code(secret, step: OneTimeCode.step(at: house.clock.now)))])
        #expect(confirmed.status == 200, "\(confirmed.text.prefix(200)) \(house.log.errors)")
        return (secret, confirmed.texts("code"))
    }

    private func decode(_ base32: String) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (bytes, buffer, bits) = ([UInt8](), UInt64(0), 0)
        for character in base32 {
            buffer = (buffer << 5 | UInt64(alphabet.firstIndex(of: character) ?? 0)) & 0xFFFF
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt64(bits)))
            }
        }
        return bytes
    }

    private func password(_ house: TestHouse, _ name: String, next: String = "") async throws -> (browser: Browser, page: TestPage) {
        let visitor = house.visitor()
        return (visitor, try await visitor.post("/sign-in", [("email", TestHouse.email(name)), ("password", TestHouse.password), ("next", next)], from: "/sign-in"))
    }

    @Test(arguments: Engines.all) func `With a second factor the password alone opens nothing`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            let browser = try await house.signIn(as: .member, name: "Ada")
            let (secret, codes) = try await setUp(browser, house)
            #expect(codes.count == 10 && Set(codes).count == 10)
            let kept: [String] = try await house.database.read { try $0.all("SELECT secret AS t FROM second_factor UNION ALL SELECT digest FROM recovery_code") { try $0["t"] } }
            #expect(kept.count == 11 && !kept.contains { $0.contains(OneTimeCode.base32(secret)) || codes.contains($0) }, "neither secret nor codes stand there in the open")

            let (visitor, step) = try await password(house, "Ada", next: "/account")
            #expect(step.status == 200 && step.says("One more step"))
            #expect(try await visitor.get("/account").status == 401)
            // The code that confirmed the setting up is spent.
            let now = OneTimeCode.code(secret, step: OneTimeCode.step(at: house.clock.now))
            #expect(try await visitor.post("/sign-in/second", [("code", now), ("next", "/account")]).status == 400)
            house.clock.advance(by: .seconds(30))
            let next = OneTimeCode.code(secret, step: OneTimeCode.step(at: house.clock.now))
            let entered = try await visitor.post("/sign-in/second", [("code", "\(next.prefix(3)) \(next.suffix(3))"), ("next", "/account")])
            #expect(entered.status == 303 && entered.location == "/account")
            #expect(try await visitor.get("/account").status == 200)

            // The same code again, by somebody who looked over the shoulder and knows the password.
            let (thief, _) = try await password(house, "Ada")
            #expect(try await thief.post("/sign-in/second", [("code", next)]).status == 400)
            #expect(try await thief.get("/account").status == 401)
        }
    }

    @Test(arguments: Engines.all) func `A recovery code works once`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            let browser = try await house.signIn(as: .member, name: "Ada")
            let (_, codes) = try await setUp(browser, house)
            let (first, _) = try await password(house, "Ada")
            #expect(try await first.post("/sign-in/second", [("code", codes[0].uppercased().replacingOccurrences(of: "-", with: " "))]).status == 303)
            let (second, _) = try await password(house, "Ada")
            #expect(try await second.post("/sign-in/second", [("code", codes[0])]).status == 400)
            #expect(try await second.post("/sign-in/second", [("code", codes[1])]).status == 303)
            #expect(try await browser.get("/account/second-factor").says("8 recovery codes are left"))
            #expect(try await browser.post("/account/second-factor/codes", [("password", "wrong")]).status == 400)
            let anew = try await browser.post("/account/second-factor/codes", [("password", TestHouse.password)])
            #expect(anew.texts("code").count == 10)
            let (third, _) = try await password(house, "Ada")
            #expect(try await third.post("/sign-in/second", [("code", codes[2])]).status == 400, "old codes are gone")
        }
    }

    @Test func `Guessing is slowed down, whoever guesses from wherever`() async throws {
        try await withHouse(.sqlite, .empty) { house in
            let browser = try await house.signIn(as: .member, name: "Ada")
            _ = try await setUp(browser, house)
            var answers: [Int] = []
            for _ in 0..<8 {
                let (visitor, _) = try await password(house, "Ada")
                answers.append(try await visitor.post("/sign-in/second", [("code", "123456")]).status)
            }
            #expect(answers.filter { $0 == 429 }.count >= 2 && !answers.contains(303), "\(answers)")
        }
    }

    @Test(arguments: Engines.all) func `A pending sign-in ends after ten minutes and with the account`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            let browser = try await house.signIn(as: .member, name: "Ada")
            let (_, codes) = try await setUp(browser, house)
            let (slow, _) = try await password(house, "Ada")
            house.clock.advance(by: .seconds(601))
            let late = try await slow.post("/sign-in/second", [("code", codes[0])])
            #expect(late.location == "/sign-in")
            let (other, _) = try await password(house, "Ada")
            try await house.database.write { try $0.run("UPDATE person SET disabled_at = \(house.clock.now)") }
            #expect(try await other.post("/sign-in/second", [("code", codes[0])]).location == "/sign-in")
        }
    }

    @Test(arguments: [Role.administrator, .editor]) func `Whoever can do much is led to a second factor before anything else`(role: Role) async throws {
        try await withHouse(.sqlite) { house in
            let person = try await house.person(role, name: "Ada")
            try await house.database.write { try $0.run("DELETE FROM second_factor") }
            let browser = try await house.browser(of: person)
            for path in ["/account", "/needs", "/administration", "/administration/people"] {
                let page = try await browser.get(path)
                #expect(page.status == 303 && page.location == "/account/second-factor", "\(path)")
            }
            #expect(try await browser.post("/administration/mail/test", from: "/account/second-factor").location == "/account/second-factor")
            #expect(try await browser.get("/account/second-factor").says("Your role asks for a second factor"))
            #expect(try await browser.get("/practices").status == 200, "what everybody may read")
            _ = try await setUp(browser, house)
            #expect(try await browser.get("/account").status == 200)
            #expect(try await browser.get("/administration").status == (role == .administrator ? 200 : 403))
        }
    }

    @Test func `In the demonstration it is for everybody to choose`() async throws {
        try await withHouse(.sqlite, .empty, settings: ["demo": "true"]) { house in
            let person = try await house.person(.administrator, name: "Ada")
            try await house.database.write { try $0.run("DELETE FROM second_factor") }
            #expect(try await house.browser(of: person).get("/administration").status == 200)
        }
    }

    @Test(arguments: Engines.all) func `What was typed goes through both steps of signing in`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let browser = try await house.signIn(as: .cityOfficer, name: "Ada")
            let (_, codes) = try await setUp(browser, house)
            let visitor = house.visitor()
            _ = try await visitor.get("/sign-in")
            let fields = [("email", TestHouse.email("Ada")), ("password", TestHouse.password), ("carriedTarget", "/needs/new"), ("carried.text", "Mothers at home and alone")]
            let step = try await visitor.post("/sign-in", fields)
            #expect(step.value("carried.text") == "Mothers at home and alone")
            let back = try await visitor.post("/sign-in/second", [("code", codes[0]), ("carriedTarget", "/needs/new"), ("carried.text", "Mothers at home and alone")])
            #expect(back.status == 200 && back.says("Mothers at home and alone"))
        }
    }
}
