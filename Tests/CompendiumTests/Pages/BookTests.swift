import Foundation
import Kernel
import Store
import TestKit
import Testing
@testable import Compendium

@Suite struct BookTests {
    @Test(arguments: Engines.all) func `A search becomes a book, in the background and as it was when it was ordered`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let browser = house.visitor()
            let list = try await browser.get("/practices?country=AT&sort=city")
            #expect(list.links.contains("/books/new?country=AT&sort=city"))
            let new = try await browser.get("/books/new?country=AT&sort=city")
            #expect(new.says("Country: Austria") && new.says("3 practices") && new.says("One desk for every question"))
            let ordered = try await browser.post("/books", [("country", "AT"), ("sort", "city")], from: "/books/new?country=AT&sort=city")
            let place = try #require(ordered.location)
            #expect(ordered.status == 303 && place.hasPrefix("/books/"))
            try await house.importPractices([Fixture.practice("bruck-desk", ["title": ["en": "Changed after the order"], "city": "Bruck an der Leitha", "country": "AT"])])
            let waiting = try await browser.get(place)
            #expect(waiting.status == 200 && waiting.header("Refresh") == "3" && waiting.links.contains(place))
            let book = try await browser.get("\(place)/book.pdf")
            #expect(book.status == 200 && book.type == "application/pdf" && book.bytes.starts(with: Array("%PDF".utf8)), "\(house.log.errors)")
            let ready = try await browser.get(place)
            #expect(ready.header("Refresh") == nil && ready.says("The book is ready") && ready.links.contains("\(place)/book.pdf"))
            #expect(try await browser.get("\(place)/book.pdf").bytes == book.bytes)
            let id = String(place.dropFirst("/books/".count))
            let kept = try await house.database.read { try Books.practices(of: id, $0) }
            #expect(kept.count == 3 && kept.allSatisfy { $0.number == 1 })
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `Another process makes the same book from its order`(engine: Engine) async throws {
        try await withTestPlace(engine) { place in
            let first = try await TestHouse.open(place, .small)
            let address = try #require(try await first.visitor().post("/books", [("p", "odense-mothers"), ("p", "vienna-lesson")], from: "/books/new?p=odense-mothers").location)
            let second = try await TestHouse.open(place, name: "other")
            let book = try await second.visitor().get("\(address)/book.pdf")
            #expect(book.status == 200 && book.bytes.count > 20_000, "\(second.log.errors)")
            await second.close()
            await first.close()
        }
    }

    @Test func `A book has its contents, each practice, every source once, and the grading`() async throws {
        try await withHouse(.sqlite) { house in
            let slugs = ["odense-mothers", "vienna-housing", "catania-nursery"]
            let cities = house.installation.compendium.catalogue.cities
            let editions = try await house.database.read { reader in try slugs.map { try PracticeVersions.one($0, 1, reader) } }.map { try Edition(#require($0), files: [], cities: cities) }
            for language in [Language.en, .ar] {
                let book = Book(id: "x", language: language, query: "p=a", at: house.clock.now)
                let html = String(decoding: try BookDocument(book: book, editions: editions, translations: [:], files: house.installation.files, house: house.installation.house).html(), as: UTF8.self)
                #expect(html.contains("<html lang=\"\(language.code)\" dir=\"\(language.direction)\">") && !html.contains("⟦"))
                #expect(html.components(separatedBy: "<h1").count == 2 && html.components(separatedBy: "<article").count == 4)
                for anchor in ["practice-1", "practice-2", "practice-3", "sources-of-all", "grading"] {
                    #expect(html.contains("href=\"#\(anchor)\"") && html.contains("id=\"\(anchor)\""), "\(anchor)")
                }
                let chapter = html.components(separatedBy: "id=\"sources-of-all\"")[1].components(separatedBy: "</section>")[0]
                #expect(chapter.components(separatedBy: "<li>").count == 6, "five sources, each once")
            }
        }
    }

    @Test func `A book holds sixty, says so, and nobody may order them without end`() async throws {
        try await withHouse(.sqlite, .many(65), settings: ["weasyprint": "no-such-program"]) { house in
            let browser = house.visitor()
            let new = try await browser.get("/books/new")
            #expect(new.says("The search finds 65 practices; a book holds 60 at most.") && new.elements("li").filter { $0["class"] == nil }.count >= 60)
            for number in 1...7 {
                let answer = try await browser.post("/books", [("q", "number")], from: "/books/new")
                #expect(answer.status == (number <= 6 ? 303 : 429))
            }
            let count = try await house.database.read { try $0.number("SELECT count(*) AS n FROM book_practice") }
            #expect(count == 360)
            #expect(try await browser.post("/books", [("q", "zzzzqqqq")], from: "/books/new").location == "/books/new?q=zzzzqqqq")
            let id = try await house.database.read { try $0.first("SELECT id FROM book") { try $0["id"] as String } } ?? ""
            #expect(try await browser.get("/books/\(id)/book.pdf").status == 503)
            #expect(try await browser.get("/books/\(id)").says("is not installed"))
            #expect(try await browser.get("/books/nothing").status == 404)
            house.clock.advance(by: .seconds(31 * 86_400))
            try await OrderBook(id: "new", language: .en, query: "", practices: []).run(house.installation.house)
            #expect(try await house.database.read { try $0.number("SELECT count(*) AS n FROM book") } == 1, "old orders go")
        }
    }
}
