import Foundation
import Kernel
import TestKit
import Testing
@testable import Web

@Suite struct MarkdownTests {
    @Test(arguments: [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](vbscript:x)",
        "[a](data:text/html;base64,PHNjcmlwdD4=)", "![a](javascript:alert(1))", "<javascript:alert(1)>", "[a]: javascript:alert(1)\n\n[a]", "<a href=\"x\" onclick=\"y\">z</a>",
        "<!-- <script> -->", "<iframe src=//x>", "text <b onmouseover=alert(1)>bold</b>", "&lt;script&gt;alert(1)&lt;/script&gt;", "[a](java&#115;cript:alert(1))",
        "```html\n<script>alert(1)</script>\n```", "`<script>`", "[a](<javascript:alert(1)>)", "\u{0}<script>",
    ])
    func `Nothing that runs is left`(text: String) {
        let html = Markdown.html(text)
        let page = TestPage(address: "", status: 200, headers: [:], bytes: Array(html.utf8))
        #expect(page.elements.allSatisfy { ["p", "a", "img", "code", "pre", "em", "strong", "ul", "li", "ol", "blockquote", "h1", "br", "hr"].contains($0.name) }, "\(html)")
        for element in page.elements {
            #expect(element.attributes.keys.allSatisfy { ["href", "src", "alt", "title", "class", "lang"].contains($0) }, "\(html)")
            let link = (element["href"] ?? element["src"] ?? "").lowercased()
            #expect(!link.contains("script:") && !link.hasPrefix("data:"), "\(html)")
        }
    }

    @Test func `What people write is laid out`() {
        #expect(Markdown.html("One *two*\n\nthree") == "<p>One <em>two</em></p>\n<p>three</p>\n")
        #expect(Markdown.html("- a\n- b").contains("<li>a</li>"))
        #expect(Markdown.html("[x](https://example.org/?a=1&b=2)").contains("href=\"https://example.org/?a=1&amp;b=2\""))
        #expect(Markdown.html("") == "")
        #expect(Markdown.html("5 < 6 & 7 > 3").contains("5 &lt; 6 &amp; 7 &gt; 3"))
    }
}

@Suite struct EscapingTests {
    @Test(arguments: [
        ("plain", "plain"), ("<a href=\"x\" title='y'>&", "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;"), ("", ""), ("caffè مرحبا 😀", "caffè مرحبا 😀"),
    ])
    func `Text is escaped`(text: String, html: String) {
        #expect(HTMLText.escape(text) == html)
    }
}

@Suite struct SecretsTests {
    @Test func `Known digests`() {
        Secrets.prepare()
        #expect(Secrets.digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        // RFC 4231, test case 2.
        #expect(Secrets.seal("what do ya want for nothing?", key: "Jefe") == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        #expect(Secrets.token().count == 43 && Secrets.token() != Secrets.token())
        #expect(Secrets.same("a", "a") && !Secrets.same("a", "b") && !Secrets.same("a", "aa") && !Secrets.same("", "a"))
    }

    @Test func `A form's token is good for its holder alone`() {
        let token = FormToken.make(for: "anna", key: "key")
        #expect(FormToken.isGenuine(token, for: "anna", key: "key"))
        #expect(!FormToken.isGenuine(token, for: "jonas", key: "key"))
        #expect(!FormToken.isGenuine(token, for: "anna", key: "other"))
        #expect(!FormToken.isGenuine(nil, for: "anna", key: "key"))
        #expect(!FormToken.isGenuine("", for: "anna", key: "key"))
        #expect(!FormToken.isGenuine(FormToken.make(for: "", key: "key"), for: "", key: "key"), "nobody holds no token")
    }
}

@Suite struct ThrottleTests {
    @Test func `A bucket empties and fills again`() throws {
        let clock = TestClock()
        let throttle = Throttle(capacity: 3, refillIn: 30, clock: clock.clock)
        for _ in 1...3 { try throttle.take("a") }
        #expect(throws: Problem.tooMany(seconds: 10)) { try throttle.take("a") }
        try throttle.take("b")
        clock.advance(by: .seconds(9))
        #expect(throws: Problem.tooMany(seconds: 1)) { try throttle.take("a") }
        clock.advance(by: .seconds(1))
        try throttle.take("a")
        #expect(throws: Problem.self) { try throttle.take("a") }
        throttle.forgive("a")
        for _ in 1...3 { try throttle.take("a") }
    }

    @Test func `Many keys do not fill the memory`() throws {
        let clock = TestClock()
        let throttle = Throttle(capacity: 1, refillIn: 1, clock: clock.clock)
        for number in 1...20_001 { try throttle.take("\(number)") }
        clock.advance(by: .seconds(2))
        try throttle.take("new")
        try throttle.take("1")
    }
}
