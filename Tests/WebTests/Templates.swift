import Foundation
import Kernel
import Testing
@testable import Web

@Suite struct RendererTests {
    /// A renderer of its own templates, so that the house's are not touched.
    private func renderer(_ templates: [String: String], texts: String = "{}") throws -> Renderer {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("templates-\(UUID().uuidString)")
        for name in ["templates/room", "locales"] {
            try FileManager.default.createDirectory(at: folder.appendingPathComponent(name), withIntermediateDirectories: true)
        }
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in templates { try Data(text.utf8).write(to: folder.appendingPathComponent("templates/\(name).mustache")) }
        try Data(texts.utf8).write(to: folder.appendingPathComponent("locales/en.json"))
        return try Renderer(resources: [folder])
    }

    @Test func `Values are escaped, texts are woven in and escaped too`() throws {
        let renderer = try renderer(
            ["room/page": "<p title=\"{{value}}\">{{value}} {{t.a.text}}</p>{{>room/part}}", "room/part": "{{#items}}<i>{{text}}</i>{{/items}}"],
            texts: #"{"a":{"text":"<b> {{value}} & \"more\""}}"#)
        let html = String(decoding: try renderer.render(
            "room/page", page: ["value": "<script>\"'&", "items": [["text": "<x>"], ["text": "{{value}}"]] as [View]], frame: [:], language: .en), as: UTF8.self)
        #expect(html == "<p title=\"&lt;script&gt;&quot;&#39;&amp;\">&lt;script&gt;&quot;&#39;&amp; &lt;b&gt; {{value}} &amp; &quot;more&quot;</p><i>&lt;x&gt;</i><i>{{value}}</i>")
    }

    @Test func `A name that no record has is written down`() throws {
        let renderer = try renderer(["test-missing": "{{known}}{{#items}}{{known}}{{unknownInside}}{{/items}}{{empty}}{{unknown}}"])
        _ = try renderer.render("test-missing", page: ["known": 1, "empty": nil, "items": [["text": "a"]] as [View]], frame: [:], language: .en)
        let noted = MissingNames.shared.all.filter { $0.hasPrefix("test-missing") }
        #expect(noted == ["test-missing: unknown", "test-missing: unknownInside"])
    }

    @Test func `A kept page goes into another frame`() throws {
        let renderer = try renderer([
            "layout": "<title>{{title}}</title>{{$content}}nothing{{/content}}<p>{{who}}</p>{{$after}}{{/after}}",
            "room/page": "{{<layout}}{{$content}}<h1>{{heading}}</h1>{{/content}}{{/layout}}",
        ])
        let page = try renderer.layOut("room/page", page: ["heading": "A & B"], frame: ["title": "T", "who": "visitor"], language: .en)
        #expect(String(decoding: page.bytes, as: UTF8.self) == "<title>T</title><h1>A &amp; B</h1><p>visitor</p>")
        let framed = try renderer.reframe(page, "room/page", frame: ["title": "T", "who": "Chiara"], language: .en)
        #expect(String(decoding: framed, as: UTF8.self) == "<title>T</title><h1>A &amp; B</h1><p>Chiara</p>")
    }

    @Test func `Blocks alone go into a frame, which is made early only where a block takes something from it`() throws {
        let renderer = try renderer([
            "layout": "<title>{{title}}</title>{{#who}}<a>{{who}}</a>{{$head}}{{/head}}{{/who}}{{^who}}none{{/who}}{{$content}}nothing{{/content}}<p>{{who}}</p>",
            "room/page": "{{<layout}}{{$content}}<h1>{{heading}}</h1>{{/content}}{{/layout}}",
            "room/asking": "{{<layout}}{{$head}}<meta>{{/head}}{{$content}}<h1>{{title}}</h1>{{/content}}{{/layout}}",
        ])
        for (template, page, expected) in [("room/page", ["heading": "A"], "<h1>A</h1>"), ("room/asking", [:], "<meta><h1>T</h1>")] as [(String, View, String)] {
            let frame: View = ["title": "T", "who": "visitor"]
            let blocks = try renderer.blocks(template, page: page, frame: { frame }, language: .en)
            #expect(String(decoding: blocks.bytes, as: UTF8.self) == expected)
            let whole = try renderer.layOut(template, page: page, frame: frame, language: .en)
            let other: View = ["title": "O", "who": "Chiara"]
            #expect(try renderer.reframe(blocks, template, frame: other, language: .en) == renderer.reframe(whole, template, frame: other, language: .en))
        }
    }

    @Test func `A record that settles shows the same each time, and what stands around it as it is now`() throws {
        let renderer = try renderer([
            "room/page": "{{#items}}<i>{{text}}{{#parts}}{{.}}{{/parts}}</i>{{/items}}{{#items}}<b>{{text}} {{who}}</b>{{/items}}{{#names}}{{#items}}{{.}}{{text}}{{/items}}{{/names}}"
        ])
        let items = [(["text": "<a>", "parts": ["1", "2"]] as View).settling(), ["text": "b", "parts": [String]()]]
        for who in ["Chiara", "Anna"] {
            let page: View = ["items": items, "who": who, "names": [who, "you"]]
            let html = String(decoding: try renderer.render("room/page", page: page, frame: [:], language: .en), as: UTF8.self)
            #expect(html == "<i>&lt;a&gt;12</i><i>b</i><b>&lt;a&gt; \(who)</b><b>b \(who)</b>\(who)&lt;a&gt;\(who)byou&lt;a&gt;youb")
        }
        #expect(items[0].settled?.count == 1, "only the section that takes nothing from further out")
        #expect(items[0].adding(["text": "c"]).settled == nil, "with more names it is another record")
    }

    @Test func `A broken template is found at the start`() {
        #expect(throws: TemplateError.self) { try renderer(["room/page": "{{#open}}"]) }
        #expect(throws: TemplateError.self) { try renderer([:]).render("nowhere", page: [:], frame: [:], language: .en) }
    }
}

@Suite struct PageCacheTests {
    private func entry(_ size: Int) -> PageCache.Entry { PageCache.Entry(page: LaidOut(bytes: Array(repeating: 65, count: size)), type: "text/html") }

    @Test func `Pages are kept until the data changes`() {
        let cache = PageCache(limit: 100_000)
        cache.keep(entry(10), for: "a", at: 1)
        #expect(cache.entry("a", at: 1) != nil)
        #expect(cache.entry("a", at: 2) == nil)
        cache.keep(entry(10), for: "b", at: 2)
        #expect(cache.entry("a", at: 2) == nil && cache.entry("b", at: 2) != nil)
    }

    @Test func `The memory is bounded, and one page never takes much of it`() {
        let cache = PageCache(limit: 100_000)
        cache.keep(entry(20_000), for: "large", at: 1)
        #expect(cache.entry("large", at: 1) == nil)
        for number in 1...200 { cache.keep(entry(8_000), for: "\(number)", at: 1) }
        let kept = (1...200).filter { cache.entry("\($0)", at: 1) != nil }
        #expect(kept.count <= 10 && kept.contains(200))
    }

    @Test func `What is asked for again and again outlives what was read once`() {
        let cache = PageCache(limit: 100_000)
        cache.keep(entry(8_000), for: "read", at: 1)
        for number in 1...50 {
            cache.keep(entry(8_000), for: "crawled \(number)", at: 1)
            #expect(cache.entry("read", at: 1) != nil)
        }
        #expect(cache.entry("crawled 1", at: 1) == nil)
    }

    @Test func `A limit of nothing keeps nothing`() {
        let cache = PageCache(limit: 0)
        cache.keep(entry(10), for: "a", at: 1)
        #expect(cache.entry("a", at: 1) == nil)
    }

    @Test func `Freshness only rises`() {
        let freshness = Freshness()
        freshness.rise(to: 5)
        freshness.rise(to: 3)
        #expect(freshness.version == 5)
    }
}
