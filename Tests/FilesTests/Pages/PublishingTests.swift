import Foundation
import HTTPTypes
import Kernel
import Members
import Store
import TestKit
import Testing
@testable import Files

@Suite struct PublishingTests {
    private static let whole: [(section: String, fields: [(String, String)])] = [
        (
            "basics",
            [
                ("kind", "practice"), ("language", "en"), ("title", "A night school"), ("lead_organisation", "City of Catania"), ("organisation_type", "municipality"),
                ("status", "running"), ("policy_areas", "schooling"), ("target_groups", "women"),
            ]
        ),
        ("story", [("problem", "430 women have no school."), ("solution", "Evening courses with childcare.")]),
        ("results", [("results", "61 of 174 found work."), ("evidence", "none")]), ("sources", [("sources.1.title", "A report")]),
    ]

    private func fill(_ shelf: Shelf) async throws {
        for (revision, part) in Self.whole.enumerated() {
            let names = Set(part.fields.map(\.0)).sorted().joined(separator: " ")
            let page = try await shelf.author.post("/drafts/\(shelf.draft)/write/\(part.section)", part.fields + [("_fields", names), ("revision", String(revision + 1)), ("then", "next")])
            #expect(page.status == 303, "\(part.section): \(page.text.prefix(300))")
        }
    }

    private func step(_ shelf: Shelf, _ name: String, _ fields: [(String, String)] = [], as browser: Browser? = nil) async throws -> TestPage {
        try await (browser ?? shelf.author).post("/drafts/\(shelf.draft)/steps", [("step", name)] + fields)
    }

    @Test(arguments: Engines.all) func `Files become part of the version that is published, for everybody and for good`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let shelf = try await Shelf.begin(house)
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            let stranger = try await house.signIn(as: .author, in: "odense", name: "Mette Holm")
            try await fill(shelf)
            let picture = try await shelf.add("class.png", try Samples.picture(700, 500))
            let plan = try await shelf.add("plan.pdf", Samples.pdf)
            let film = try await shelf.add("film.mp4", Samples.mp4)

            for (browser, status) in [(shelf.author, 200), (editor, 200), (stranger, 404), (house.visitor(), 404)] {
                #expect(try await browser.get("/files/\(picture)").status == status)
                #expect(try await browser.get("/files/\(picture)/480.webp").status == status)
                #expect(try await browser.get("/files/\(plan)").status == status)
            }
            #expect(try await shelf.author.get("/files/\(picture)").header("Cache-Control") == "private, no-cache")
            #expect(try await house.visitor().get("/files/\(picture)").header("Set-Cookie") == nil)

            let early = try await step(shelf, "submit", [("withoutCaptions", "yes")])
            #expect(early.status == 400 && early.says("class.png: something about this file has still to be said"), "\(early.text.prefix(400))")
            try await shelf.describe(picture, Shelf.pictureFacts)
            try await shelf.describe(plan, Shelf.documentFacts)
            try await shelf.describe(film, [("title", "A lesson"), ("language", "it"), ("maker", "Maria Rossi"), ("licence", "permission"), ("licenceNote", "By letter, May 2024"), ("consent", "given"), ("consentNote", "SECRET drawer 4")])
            let asked = try await step(shelf, "submit")
            #expect(asked.status == 200 && asked.says("1 video has no captions") && asked.value("withoutCaptions") == "yes", "it is asked once more")
            #expect(try await step(shelf, "submit", [("withoutCaptions", "yes")]).status == 303)
            #expect(try await shelf.send("late.txt", Samples.data("late words")).status == 403, "what is in review is not its authors' to change")

            let peer = try await house.signIn(as: .cityOfficer, in: "odense", name: "Ole Jensen")
            _ = try await step(shelf, "sendToPeer", [("peer", try #require(peer.person).rawValue)], as: editor)
            #expect(try await peer.get("/files/\(plan)").status == 200, "who is asked to read it sees its files")
            _ = try await step(shelf, "passPeerCheck", [("reason", "Good"), ("review", "yes")], as: peer)
            #expect(try await step(shelf, "publish", [("reason", "It is good")], as: editor).status == 303)
            await house.settle()

            let visitor = house.visitor()
            let page = try await visitor.get("/practices/catania-a-night-school")
            #expect(page.says("The class in June") && page.says("By Maria Rossi") && page.says("The timetable") && page.says("This video has no captions"))
            #expect(page.says("By letter, May 2024") && !page.html.contains("SECRET"), "how people agreed is nobody else's business")
            let image = try #require(page.elements("img").first { $0["src"]?.hasPrefix("/files/") == true })
            #expect(image["alt"] == "Twelve people around two tables, a child draws" && image["width"] == "700" && image["height"] == "500" && image["loading"] == "lazy")
            #expect(page.elements("source").contains { $0["srcset"] == "/files/\(picture)/480.webp 480w, /files/\(picture)/700.webp 700w" })
            let file = try await visitor.get("/files/\(plan)")
            #expect(file.status == 200 && file.bytes == Samples.pdf && file.type == "application/pdf")
            #expect(file.header("Content-Disposition")?.hasPrefix("attachment; filename=\"plan.pdf\"") == true && file.header("Cache-Control") == "public, max-age=31536000, immutable")
            let tag = try #require(file.header("ETag"))
            #expect(try await visitor.get("/files/\(plan)", headers: [.ifNoneMatch: tag]).status == 304)
            let part = try await visitor.get("/files/\(film)", headers: [.range: "bytes=4-7"])
            #expect(part.status == 206 && part.bytes == Samples.data("ftyp") && part.header("Content-Range") == "bytes 4-7/\(Samples.mp4.count)")
            #expect(try await visitor.get("/files/\(film)", headers: [.range: "bytes=4000-"]).status == 416)
            #expect(try await visitor.get("/files/\(film)/480.webp").status == 404)

            let json = try await visitor.get("/practices/catania-a-night-school/versions/1/practice.json").object()
            let files = try #require(json["files"] as? [[String: Any]])
            #expect(files.compactMap { $0["title"] as? String } == ["The class in June", "The timetable", "A lesson"])
            #expect(files[0]["licence"] as? String == "cc_by")
            #expect(files[0]["alternative"] as? String == "Twelve people around two tables, a child draws")
            #expect(files[1]["width"] == nil)

            // A new version begins with them; what it loses, the first one keeps.
            let again = try await editor.post("/practices/catania-a-night-school/revise")
            let draft = try #require(again.location?.split(separator: "/").dropFirst().first.map(String.init))
            let next = Shelf(house: house, author: editor, draft: draft)
            #expect(try await next.files().map(\.facts.title) == ["The class in June", "The timetable", "A lesson"])
            #expect(try await editor.post("\(next.path)/\(picture)/removal").status == 303)
            house.clock.advance(by: .seconds(40 * 86_400))
            try await house.installation.files.sweep(today: Date().addingTimeInterval(40 * 86_400))
            #expect(try await visitor.get("/files/\(picture)").status == 200)
            #expect(house.log.errors == [])
        }
    }

    @Test func `Pictures stand in the PDF, with what they show`() async throws {
        try await withHouse(.sqlite) { house in
            let shelf = try await Shelf.begin(house)
            let picture = try await shelf.add("class.png", try Samples.picture(700, 500))
            try await shelf.describe(picture, Shelf.pictureFacts)
            try await house.database.write { writer in
                try writer.run("UPDATE file_attachment SET owner_kind = 'practice', owner_id = (SELECT id FROM practice WHERE slug = 'odense-mothers'), version = 1")
            }
            let pdf = try await house.visitor().get("/practices/odense-mothers/versions/1/practice.pdf")
            #expect(pdf.status == 200 && pdf.type == "application/pdf", "\(house.log.errors)")
            let without = try await house.visitor().get("/practices/vienna-housing/versions/1/practice.pdf")
            #expect(pdf.bytes.count > without.bytes.count + 5000, "the picture is inside")
            #expect(String(decoding: pdf.bytes, as: UTF8.self).contains("/Subtype /Image"))
            #expect(try await house.visitor().get("/practices/odense-mothers/versions/1/practice.docx").status == 200)
        }
    }
}
