import Foundation
import Store
import HTTPTypes
import Kernel
import Members
import TestKit
import Testing
import Web

/// What the house answers to requests that are odd, large, forged or many.
@Suite struct RequestTests {
    @Test func `An unknown address is a page for people and problem details for machines`() async throws {
        try await withHouse(.sqlite) { house in
            let browser = house.visitor()
            for path in ["/nowhere", "/practices/not-there", "/practices/a/b", "/practices/%FF", "/practices/%00", "/practices/..%2F..%2Fetc", "/cities/%20", "/needs//edit", "/assets/x/../../secret", "/assets/x/y.css", "//practices/x", "/practices/\(String(repeating: "a", count: 300))"] {
                let page = try await browser.get(path)
                #expect(page.status == 404 || page.status == 401, "\(path): \(page.status)")
                #expect(page.type.hasPrefix("text/html") && !page.heading.isEmpty, "\(path)")
                #expect(page.elements.contains { $0.name == "meta" && $0["name"] == "robots" && $0["content"] == "noindex" }, "\(path)")
            }
            for path in ["/api/v1/nothing", "/api/v1/practices/not-there"] {
                let answer = try await browser.get(path)
                #expect(answer.status == 404)
                #expect(answer.type == "application/problem+json")
                let problem = try answer.object()
                #expect(problem["status"] as? Int == 404 && problem["type"] as? String == "about:blank" && problem["instance"] as? String == path)
                #expect((problem["title"] as? String)?.isEmpty == false)
            }
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: [HTTPRequest.Method.post, .put, .patch, .delete, .options])
    func `Another method is refused, and the answer says which are allowed`(method: HTTPRequest.Method) async throws {
        try await withHouse(.sqlite) { house in
            let page = try await house.visitor().send(method, "/practices/odense-mothers")
            #expect(page.status == 405)
            #expect(page.header("Allow") == "GET, HEAD")
            #expect(page.type.hasPrefix("text/html"))
            let answer = try await house.visitor().send(method, "/api/v1/practices")
            #expect(answer.status == 405)
            #expect(answer.type == "application/problem+json")
        }
    }

    @Test func `HEAD is GET without a body`() async throws {
        try await withHouse(.sqlite) { house in
            for path in ["/", "/practices", "/practices/odense-mothers", "/match", "/api/v1/practices", "/health", "/sign-in", "/account", "/nowhere"] {
                let get = try await house.visitor().get(path)
                let head = try await house.visitor().send(.head, path)
                #expect(head.status == get.status, "\(path)")
                #expect(head.bytes.isEmpty, "\(path)")
                #expect(head.type == get.type, "\(path)")
                #expect(head.headers[.eTag] == get.headers[.eTag], "\(path)")
            }
        }
    }

    @Test func `A body of ten megabytes is refused`() async throws {
        try await withHouse(.sqlite) { house in
            let large = [UInt8](repeating: 65, count: 10 * 1024 * 1024)
            let form = try await house.visitor().send(.post, "/sign-in", body: large)
            #expect(form.status == 413)
            #expect(form.type.hasPrefix("text/html") && !form.heading.isEmpty)
            // A length that is said is believed, and nothing is read.
            var headers = HTTPFields()
            headers[.contentLength] = "10485760"
            #expect(try await house.visitor().send(.post, "/sign-in", headers: headers, body: large).status == 413)
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: ["email=%FF", "email=%00", "email=%"])
    func `A form that is not UTF-8 is refused in words`(body: String) async throws {
        try await withHouse(.sqlite, .empty) { house in
            let page = try await house.visitor().post("/sign-in", encoded: body)
            #expect(page.status == 400)
            #expect(page.type.hasPrefix("text/html") && !page.heading.isEmpty)
            let raw = try await house.visitor().send(.post, "/sign-in", body: [0x65, 0x3D, 0xFF, 0xFE])
            #expect(raw.status == 400)
            let query = try await house.visitor().get("/practices?q=\(body.dropFirst(6))")
            #expect(query.status == 400)
            #expect(house.log.errors == [])
        }
    }

    @Test func `Too many forms from one address wait, others do not`() async throws {
        try await withHouse(.sqlite, .empty) { house in
            let browser = try await house.signIn(as: .member)
            _ = try await browser.get("/account")
            var statuses: [Int] = []
            for _ in 1...121 { statuses.append(try await browser.post("/account/sessions/end", encoded: "_token=x").status) }
            #expect(statuses.prefix(120).allSatisfy { $0 == 403 })
            let page = try await browser.post("/account/sessions/end", encoded: "_token=x")
            #expect(page.status == 429)
            #expect(page.header("Retry-After").flatMap { Int($0) } ?? 0 > 0)
            #expect(page.type.hasPrefix("text/html"))
            #expect(try await browser.get("/account").status == 200, "reading goes on")
            #expect(try await house.visitor().post("/sign-in", [("email", ""), ("password", "")]).status == 400)
            house.clock.advance(by: .seconds(2))
            #expect(try await browser.post("/account/sessions/end", [("session", "")]).status == 303)
        }
    }

    @Test func `Every answer carries the headers that keep it safe`() async throws {
        try await withHouse(.sqlite) { house in
            let browser = house.visitor()
            let asset = try #require(try await browser.get("/").elements("link").first { $0["rel"] == "stylesheet" }?["href"])
            for path in ["/", "/practices", "/match?text=x", "/sign-in", "/account", "/nowhere", "/api/v1/practices", "/api/v1/nothing", "/health", "/robots.txt", "/sitemap.xml", asset, "/practices?q=%FF"] {
                let page = try await browser.get(path)
                let policy = try #require(page.header("Content-Security-Policy"), "\(path)")
                #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'") && policy.contains("form-action 'self'") && policy.contains("base-uri 'none'"))
                #expect(!policy.contains("unsafe-") && !policy.contains("http"))
                #expect(page.header("X-Content-Type-Options") == "nosniff")
                #expect(page.header("Referrer-Policy") == "same-origin")
                #expect(page.header("Strict-Transport-Security") != nil)
                #expect(!page.type.isEmpty, "\(path)")
            }
        }
        try await withHouse(.sqlite, .empty, settings: ["base.url": "http://127.0.0.1:8080"]) { house in
            let page = try await house.visitor().get("/sign-in?lang=it")
            #expect(page.header("Strict-Transport-Security") == nil)
            #expect(page.headers[values: .setCookie].allSatisfy { !$0.contains("Secure") && $0.contains("HttpOnly") && $0.contains("SameSite=Lax") })
        }
    }

    @Test func `No page has a script or a style of its own, or anything from elsewhere`() async throws {
        try await withHouse(.sqlite) { house in
            let world = try await World.settle(in: house)
            let pages = PageTests.open + ["/needs/\(world.need)", "/needs/\(world.need)/matches/odense-mothers", "/needs/new", "/account"]
            for path in pages {
                let page = try await world.officer.get(path)
                for element in page.elements {
                    #expect(element["style"] == nil && element.attributes.keys.allSatisfy { !$0.hasPrefix("on") }, "\(path): <\(element.name) \(element.attributes)>")
                    if element.name == "script", element["type"] != "application/ld+json" { #expect(element["src"]?.hasPrefix("/assets/") == true, "\(path)") }
                    #expect(element.name != "style" && element.name != "iframe" && element.name != "base", "\(path): \(element.name)")
                    for name in ["src", "srcset", "data"] { if let source = element[name] { #expect(source.hasPrefix("/"), "\(path): \(source)") } }
                    if element.name == "link", ["stylesheet", "icon", "manifest", "preload"].contains(element["rel"] ?? "") { #expect(element["href"]?.hasPrefix("/") == true) }
                    if element.name == "form" { #expect(element["action"]?.hasPrefix("/") == true && element["action"]?.hasPrefix("//") == false, "\(path)") }
                }
                // Every form that is sent carries the token.
                let posts = page.elements("form").filter { $0["method"]?.lowercased() == "post" }.count
                #expect(page.elements("input").filter { $0["name"] == "_token" && !($0["value"] ?? "").isEmpty }.count == posts, "\(path)")
            }
        }
    }

    @Test func `Style sheets are found under an address that changes with them, and kept for good`() async throws {
        try await withHouse(.sqlite, .empty) { house in
            let page = try await house.visitor().get("/sign-in")
            let addresses = page.elements.filter { ["link", "script"].contains($0.name) }.compactMap { $0["href"] ?? $0["src"] }.filter { $0.hasPrefix("/assets/") }
            #expect(addresses.count >= 3)
            for address in addresses {
                let file = try await house.visitor().get(address)
                #expect(file.status == 200, "\(address)")
                #expect(file.header("Cache-Control")?.contains("immutable") == true)
                #expect(!file.bytes.isEmpty)
            }
        }
    }

    @Test func `The language is the one asked for, the remembered one, the browser's, or English`() async throws {
        try await withHouse(.sqlite, .empty) { house in
            let browser = house.visitor()
            var wishes = HTTPFields()
            wishes[.acceptLanguage] = "pl, fr;q=0.8, de-AT;q=0.9, en;q=0.5"
            let plain = try await browser.get("/sign-in")
            #expect(plain.language == "en")
            #expect(try await browser.get("/sign-in", headers: wishes).language == "de")
            #expect(try await browser.get("/sign-in?lang=ar", headers: wishes).language == "ar")
            #expect(try await browser.get("/sign-in", headers: wishes).language == "ar", "the choice is remembered")
            #expect(try await browser.get("/sign-in?lang=xx").language == "ar", "what nobody speaks changes nothing")
            #expect(try await browser.get("/sign-in?lang=es").language == "es")
            wishes[.acceptLanguage] = ";;;q=,,*;q=x"
            #expect(try await house.visitor().get("/sign-in", headers: wishes).language == "en")
        }
    }

    @Test func `A visitor's page is the same bytes until the data changes, and then another`() async throws {
        try await withHouse(.sqlite) { house in
            let browser = house.visitor()
            let first = try await browser.get("/practices?sort=title")
            let tag = try #require(first.headers[.eTag])
            #expect(tag.hasPrefix("\"") && !tag.hasPrefix("W/"), "a strong tag")
            #expect(first.header("Cache-Control") == "no-cache")
            var headers = HTTPFields()
            headers[.ifNoneMatch] = "\"other\", \(tag)"
            let same = try await browser.get("/practices?sort=title", headers: headers)
            #expect(same.status == 304 && same.bytes.isEmpty && same.headers[.eTag] == tag)
            #expect(same.header("Content-Security-Policy") != nil)
            // Who comes back to a page with its sheet inside must still be let see it.
            var arriving: HTTPFields = [.acceptEncoding: "gzip"]
            arriving[HTTPField.Name("Sec-Fetch-Site")!] = "none"
            let styled = try await house.visitor().get("/practices?sort=title", headers: arriving)
            #expect(styled.header("Content-Security-Policy")?.contains("sha256-") == true)
            arriving[.ifNoneMatch] = styled.headers[.eTag]
            let back = try await house.visitor().get("/practices?sort=title", headers: arriving)
            #expect(back.status == 304 && back.header("Content-Security-Policy") == styled.header("Content-Security-Policy"))
            let count = try await house.statements { _ = try await house.visitor().get("/practices/odense-mothers") }
            let kept = try await house.statements { _ = try await house.visitor().get("/practices/odense-mothers") }
            #expect(count > 0 && kept == 0, "kept pages ask nothing")

            try await house.importPractices([Fixture.practice("catania-new", ["title": ["en": "Aaa, the very first"]])])
            let after = try await browser.get("/practices?sort=title", headers: headers)
            #expect(after.status == 200 && after.headers[.eTag] != tag)
            #expect(after.says("Aaa, the very first"))
        }
    }

    @Test func `Who comes from elsewhere gets the style inside the page, who goes on inside the site does not`() async throws {
        try await withHouse(.sqlite) { house in
            func page(from place: String?, gzip: Bool = true) async throws -> TestPage {
                var headers = HTTPFields()
                if gzip { headers[.acceptEncoding] = "br, gzip" }
                if let place, let name = HTTPField.Name("Sec-Fetch-Site") { headers[name] = place }
                return try await house.visitor().get("/practices", headers: headers)
            }
            let arriving = try await page(from: "none")
            let inside = try await page(from: "same-origin")
            #expect(arriving.bytes.count > inside.bytes.count + 5_000)
            #expect(arriving.header("Link") == nil && inside.header("Link")?.contains("rel=preload") == true)
            let policy = try #require(arriving.header("Content-Security-Policy"))
            #expect(policy.contains("style-src 'self' 'sha256-") && !policy.contains("unsafe"))
            #expect(inside.header("Content-Security-Policy")?.contains("sha256") == false)
            #expect(arriving.headers[.eTag] != inside.headers[.eTag] && arriving.header("Vary")?.contains("Sec-Fetch-Site") == true)
            #expect(try await page(from: "cross-site").bytes == arriving.bytes)
            for plain in [try await page(from: nil), try await page(from: "none", gzip: false)] {
                #expect(plain.header("Content-Security-Policy") == inside.header("Content-Security-Policy"))
            }
        }
    }

    @Test func `A page that is the same for everyone is made once, and nothing of a person gets into it`() async throws {
        try await withHouse(.sqlite) { house in
            func main(_ page: TestPage) -> Substring { page.html.components(separatedBy: "<main")[1].components(separatedBy: "</main>")[0][...] }
            let officer = try await house.signIn(as: .cityOfficer, in: "catania", name: "Chiara Russo")
            let first = try await officer.get("/practices/odense-mothers?utm_source=letter")
            #expect(first.html.contains("Chiara Russo") && first.header("Cache-Control") == "no-store" && first.headers[.eTag] == nil)
            #expect(first.header("Content-Encoding") == nil, "a page with a form token is not compressed")
            let visitor = try await house.visitor().get("/practices/odense-mothers?utm_source=poster")
            #expect(!visitor.html.contains("Chiara") && visitor.headers[.eTag] != nil)
            #expect(!visitor.html.contains("utm_source"), "what a page does not read is not in it")
            let other = try await house.signIn(as: .editor, name: "Jonas Weber")
            let second = try await other.get("/practices/odense-mothers")
            #expect(second.html.contains("Jonas Weber") && !second.html.contains("Chiara"))
            #expect(main(first) == main(visitor) && main(second) == main(visitor))
            let asked = try await house.statements { _ = try await other.get("/practices/odense-mothers") }
            let session = try await house.statements { _ = try await other.get("/robots.txt") }
            #expect(asked == session, "only who it is was asked")
        }
    }

    @Test func `A front page without practices counts none`() async throws {
        try await withHouse(.sqlite, .empty) { house in
            let home = try await house.visitor().get("/")
            #expect(home.status == 200 && home.says("There are no practices here yet") && !home.says("0 real practices") && !home.says("What is in the compendium"))
        }
    }

    @Test func `What is shared is open to anyone`() async throws {
        try await withHouse(.sqlite) { house in
            for route in house.installation.routes where route.caching != .never { #expect(route.access == .anyone, "\(route.path)") }
        }
    }

    @Test func `Pages of different people and languages are not mixed up`() async throws {
        try await withHouse(.sqlite) { house in
            let italian = try await house.visitor().get("/practices/odense-mothers?lang=it")
            let english = try await house.visitor().get("/practices/odense-mothers")
            #expect(italian.language == "it" && english.language == "en")
            let officer = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            let mine = try await officer.get("/practices/odense-mothers")
            #expect(mine.says("Chiara Russo") && mine.header("Cache-Control") == "no-store" && mine.headers[.eTag] == nil)
            #expect(try await !house.visitor().get("/practices/odense-mothers").says("Chiara Russo"))
            // A cookie that nobody knows does not get into the cache either.
            let stranger = house.visitor()
            await stranger.setCookie(Cookie.session, "unknown")
            #expect(try await stranger.get("/practices/odense-mothers").status == 200)
        }
    }

    @Test(arguments: Engines.all) func `Health answers from the database`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let health = try await house.visitor().get("/health").object()
            #expect(health["status"] as? String == "ready")
            #expect(health["database"] as? String == engine.rawValue)
            #expect(health["practices"] as? String == "6")
        }
    }

    @Test func `The sitemap lists every public page in every language`() async throws {
        try await withHouse(.sqlite) { house in
            let page = try await house.visitor().get("/sitemap.xml")
            #expect(page.type.hasPrefix("application/xml"))
            for path in ["/practices/odense-mothers", "/cities/catania", "/vocabulary"] { #expect(page.html.contains("<loc>https://ponte.example.eu\(path)</loc>")) }
            #expect(page.html.components(separatedBy: "hreflang=\"ar\"").count > 10)
            let robots = try await house.visitor().get("/robots.txt").html
            #expect(robots.contains("Sitemap: https://ponte.example.eu/sitemap.xml") && robots.contains("Disallow: /needs"))
        }
    }
}
