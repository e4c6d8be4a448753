import Foundation
import HTTPTypes
import Store
import TestKit
import Testing
import Web
@testable import Compendium
#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite struct DownloadTests {
    @Test(arguments: [
        ("plain", "plain"), ("a, b", "\"a, b\""), ("said \"yes\"", "\"said \"\"yes\"\"\""), ("two\nlines", "\"two\nlines\""),
        ("=1+1", "'=1+1"), ("@cmd", "'@cmd"), ("-5, +6", "\"'-5, +6\""), ("", ""), ("Málaga", "Málaga"),
    ])
    func `A cell is quoted where it must be and never carried out`(text: String, cell: String) {
        #expect(PracticeTable.cell(text) == cell)
    }

    @Test func `The table holds everything a search finds, not one page of it`() async throws {
        try await withHouse(.sqlite, .many(45)) { house in
            let table = try await house.visitor().get("/practices.csv?limit=5")
            #expect(table.status == 200 && table.type == "text/csv; charset=utf-8; header=present")
            let rows = table.html.components(separatedBy: "\r\n").filter { !$0.isEmpty }
            #expect(table.bytes.starts(with: [0xEF, 0xBB, 0xBF]) && rows.count == 46)
            #expect(rows.first?.hasSuffix("Practice,City,Country,Run by,Start,End,Status,Policy areas,Target groups,Budget in euros,Evidence level (0 to 5),Standing,Preconditions,Sources,Address") == true)
            let columns = rows.first?.components(separatedBy: ",").count
            #expect(columns == 15 && rows.dropFirst().allSatisfy { $0.contains("/practices/practice-") })
        }
    }

    @Test func `The table and the feed follow the search and speak the reader's language`() async throws {
        try await withHouse(.sqlite) { house in
            let browser = house.visitor()
            let list = try await browser.get("/practices?country=AT&lang=de")
            #expect(list.links.contains("/practices.csv?country=AT") && list.links.contains("/practices.atom?country=AT&lang=de"))
            let table = try await browser.get("/practices.csv?country=AT")
            #expect(table.html.contains("Österreich") && !table.html.contains("Italien") && table.html.contains("Handlungsfelder"))
            let feed = try await browser.get("/practices.atom?country=AT&q=%3Cb%3E%22housing%22&lang=it")
            #expect(feed.type == "application/atom+xml; charset=utf-8")
            let document = try XMLDocument(data: Data(feed.bytes))
            #expect(document.rootElement()?.name == "feed" && document.rootElement()?.attribute(forName: "xml:lang")?.stringValue == "it")
            #expect(try document.nodes(forXPath: "//*[local-name()='entry']").count >= 1)
            #expect(feed.html.contains("Pratiche: «&lt;b&gt;&quot;housing&quot;»"))
        }
    }

    @Test(arguments: Engines.all) func `A search as data holds whole records, all of them`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let browser = house.visitor()
            let list = try await browser.get("/practices?country=AT")
            #expect(list.links.contains("/practices.json?country=AT") && list.links.contains("/practices.docx?country=AT"))
            let listed = try await browser.get("/api/v1/practices?country=AT").object()
            let whole = try await browser.get("/practices.json?country=AT&limit=1").object()
            #expect(whole["total"] as? Int == listed["total"] as? Int && NSDictionary(dictionary: whole["facets"] as? [String: Any] ?? [:]).isEqual(to: listed["facets"] as? [String: Any] ?? [:]))
            let (records, cards) = (try #require(whole["practices"] as? [[String: Any]]), try #require(listed["practices"] as? [[String: Any]]))
            #expect(!records.isEmpty && records.compactMap { $0["slug"] as? String } == cards.compactMap { $0["slug"] as? String }, "in the order of the search, not one page of it")
            let slug = try #require(records.first?["slug"] as? String)
            let one = try await browser.get("/api/v1/practices/\(slug)").object()
            #expect(NSDictionary(dictionary: try #require(records.first)).isEqual(to: one), "each as the API gives it alone")
            #expect(try await browser.get("/practices.json?q=zzzzqqqq").object()["total"] as? Int == 0)
        }
    }

    @Test func `Programs that ask too often are told in their own form`() async throws {
        try await withHouse(.sqlite) { house in
            let browser = house.visitor()
            for _ in 1...20 { #expect(try await browser.get("/practices.json?q=zzzzqqqq").status == 200) }
            let refused = try await browser.get("/practices.json?q=zzzzqqqq")
            #expect(refused.status == 429 && refused.type == "application/problem+json")
        }
    }

    @Test func `Text for XML is without what XML does not know`() {
        #expect(XMLText.escape("a\u{FFFE}b\u{FFFF}\u{0}\u{1B}\r\n\t<c>") == "ab\n\t&lt;c&gt;")
    }

    @Test func `A search as DOCX has its practices one after the other`() async throws {
        try await withHouse(.sqlite) { house in
            let browser = house.visitor()
            let document = try await browser.get("/practices.docx?country=AT")
            #expect(document.status == 200 && document.bytes.starts(with: [0x50, 0x4B]), "\(document.text.prefix(200)) \(house.log.errors)")
            #expect(document.headers[.contentDisposition]?.hasSuffix("-en.docx\"") == true)
            #expect(try await browser.get("/practices.docx?q=zzzzqqqq").location == "/practices?q=zzzzqqqq")
        }
    }

    @Test func `A feed shows what changed last, first, and never more than fifty`() async throws {
        try await withHouse(.sqlite, .many(60)) { house in
            house.clock.advance(by: .seconds(60))
            try await house.importPractices([Fixture.practice("practice-7", ["title": ["en": "Changed a moment ago"]])])
            let feed = try XMLDocument(data: Data(try await house.visitor().get("/practices.atom").bytes))
            #expect(try feed.nodes(forXPath: "//*[local-name()='entry']").count == 50)
            #expect(try feed.nodes(forXPath: "//*[local-name()='entry'][1]/*[local-name()='title']").first?.stringValue?.hasPrefix("Changed a moment ago") == true)
            let address = "https://ponte.example.eu/practices/practice-7"
            let links = ["alternate": address, "version-history": "\(address)/versions", "memento": "\(address)/versions/2", "predecessor-version": "\(address)/versions/1"]
            for (relation, href) in links {
                let found = try feed.nodes(forXPath: "//*[local-name()='entry'][1]/*[local-name()='link'][@rel='\(relation)']/@href").map(\.stringValue)
                #expect(found == [href], "\(relation)")
            }
            let empty = try XMLDocument(data: Data(try await house.visitor().get("/practices.atom?q=zzzzqqqq").bytes))
            #expect(try empty.nodes(forXPath: "//*[local-name()='entry']").isEmpty && empty.nodes(forXPath: "//*[local-name()='updated']").count == 1)
        }
    }
}
