import Foundation
import Kernel
import Store
import TestKit
import Testing
@testable import Compendium

@Suite struct DocumentTests {
    private let address = "/practices/odense-mothers/versions/1/practice"

    @Test(arguments: Engines.all) func `A version can be taken along as PDF and as DOCX, and is made once`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let pdf = try await house.visitor().get("\(address).pdf?lang=ar")
            #expect(pdf.status == 200 && pdf.type == "application/pdf" && pdf.bytes.starts(with: Array("%PDF-1.7".utf8)), "\(house.log.errors)")
            #expect(pdf.header("Content-Disposition") == "inline; filename=\"odense-mothers-v1-ar.pdf\"")
            let folder = house.installation.settings.dataFolder.appendingPathComponent("documents")
            func kept() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".pdf") || $0.hasPrefix("making") } }
            let files = try kept()
            #expect(files.count == 1 && files.first?.hasPrefix("odense-mothers-v1-ar-") == true)
            #expect(try await house.visitor().get("\(address).pdf?lang=ar").bytes == pdf.bytes, "made anew it would carry another date")
            #expect(try await house.visitor().get("\(address).pdf?lang=en").bytes != pdf.bytes)
            #expect(try kept().count == 2)
            let docx = try await house.visitor().get("\(address).docx?lang=de")
            #expect(docx.status == 200 && docx.bytes.starts(with: Array("PK".utf8)), "\(house.log.errors)")
            #expect(docx.type == "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
            #expect(try await house.visitor().get("/practices/odense-mothers/versions/2/practice.pdf").status == 404)
            #expect(house.log.errors == [])
        }
    }

    @Test func `Where the program is missing, the page says so`() async throws {
        try await withHouse(.sqlite, settings: ["weasyprint": "no-such-program", "pandoc": "/bin/false"]) { house in
            let page = try await house.visitor().get("\(address).pdf?lang=it")
            #expect(page.status == 503 && page.says("il programma necessario non è installato"))
            let broken = try await house.visitor().get("\(address).docx")
            #expect(broken.status == 503 && broken.says("could not be made"))
            let folder = house.installation.settings.dataFolder.appendingPathComponent("documents")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0 != "cache" } == [], "nothing is left behind")
        }
    }

    @Test func `The same document is made once, however many ask for it together`() async throws {
        try await withHouse(.sqlite) { house in
            let house = house
            let address = address
            let all = try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for _ in 1...6 { group.addTask { try await house.visitor().get("\(address).pdf").bytes } }
                return try await group.reduce(into: [[UInt8]]()) { $0.append($1) }
            }
            #expect(all.count == 6 && Set(all).count == 1 && all[0].count > 10_000)
        }
    }

    @Test func `A picture that a text names is not fetched`() async throws {
        try await withHouse(.sqlite) { house in
            try await house.importPractices([Fixture.practice("catania-picture", ["solution": "See ![x](/etc/passwd) and ![y](http://127.0.0.1:9/z.png)."])])
            let practice = try #require(try await house.database.read { try PracticeVersions.one("catania-picture", 1, $0) })
            let edition = try Edition(practice, files: [], cities: house.installation.compendium.catalogue.cities)
            let order = try PracticeDocument(edition: edition, translations: [], files: house.installation.files, house: house.installation.house, language: .en, format: .docx).order()
            let html = String(decoding: order.html, as: UTF8.self)
            #expect(html.contains("See ") && !html.contains("<img") && !html.contains("/etc/passwd"))
        }
    }

    @Test func `A program and a spreadsheet get the version too`() async throws {
        try await withHouse(.sqlite) { house in
            let json = try await house.visitor().get("\(address).json")
            #expect(try await house.visitor().get("/api/v1/practices/odense-mothers").bytes == json.bytes)
            let table = try await house.visitor().get("\(address).csv?lang=fr")
            let rows = table.html.components(separatedBy: "\r\n").filter { !$0.isEmpty }
            #expect(table.type == "text/csv; charset=utf-8; header=present" && table.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
            #expect(rows.first?.hasSuffix("Champ,Contenu") == true && rows.last?.hasSuffix("/practices/odense-mothers/versions/1") == true)
            #expect(table.html.contains("\"A local coordinator\nA basic course\nSupervision of volunteers\""))
            let page = try await house.visitor().get("/practices/odense-mothers?lang=fr")
            for ending in ["pdf", "docx", "csv", "json"] { #expect(page.links.contains("\(address).\(ending)?lang=fr"), "\(ending)") }
        }
    }
}
