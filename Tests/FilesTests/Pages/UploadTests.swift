import Foundation
import HTTPTypes
import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
@testable import Files

@Suite struct UploadTests {
    @Test(arguments: Engines.all) func `A photograph is kept upright, in three widths, without where it was taken`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let shelf = try await Shelf.begin(house)
            let given = try Samples.photograph()
            #expect(try Samples.metadata(of: given).contains("GPSLatitude"), "the sample says where it was taken")
            let id = try await shelf.add("IMG_0001.JPG", given)
            let file = try #require(try await shelf.files().first?.file)
            #expect(file.width == 800 && file.height == 1200, "it stands upright: \(file)")
            #expect(file.renditions.map(\.name).sorted() == ["480.webp", "800.jpg", "800.webp"])
            for address in ["/files/\(id)"] + file.renditions.map({ "/files/\(id)/\($0.name)" }) {
                let page = try await shelf.author.get(address)
                #expect(page.status == 200 && page.type.hasPrefix("image/"), "\(address) \(page.status)")
                #expect(page.header("Content-Disposition") == nil && page.header("X-Content-Type-Options") == "nosniff")
                #expect(page.header("Content-Security-Policy")?.contains("sandbox") == true)
                let said = try Samples.metadata(of: page.bytes)
                for secret in ["GPS", "Canary", "canary", "Artist"] { #expect(!said.contains(secret), "\(address) says \(secret): \(said)") }
            }
            let store = house.installation.files.store
            let all = store.all().map(\.sha256)
            #expect(Set(all) == Set(file.renditions.map(\.sha256)), "the photograph itself is not kept")
            #expect(try await house.database.read { if case .whole = try VerifyChain.run($0) { true } else { false } })
        }
    }

    @Test(arguments: [nil, "p3"]) func `Colours stay what they are, with a profile and without`(profile: String?) async throws {
        try await withHouse(.sqlite) { house in
            let shelf = try await Shelf.begin(house)
            let colour = [10, 69, 81]
            let id = try await shelf.add("plain.png", try Samples.plain(colour, profile: profile))
            let file = try #require(try await shelf.files().first?.file)
            for address in file.renditions.map({ "/files/\(id)/\($0.name)" }) {
                let seen = try Samples.colour(of: try await shelf.author.get(address).bytes)
                #expect(seen.count == 3 && zip(seen, colour).allSatisfy { abs($0 - $1) <= 3 }, "\(address): \(seen)")
            }
        }
    }

    @Test(arguments: Engines.all) func `What breaks decoders is refused, and nothing of it is kept`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let shelf = try await Shelf.begin(house)
            let picture = try Samples.picture(600, 400, "jpg")
            let hostile: [(String, [UInt8], says: String)] = [
                ("bomb.png", Samples.hugePNG(50_000, 50_000), "50000 × 50000"), ("half.jpg", Array(picture.prefix(picture.count / 2)), "incomplete or damaged"),
                ("empty.png", [], "empty"), ("head.png", Array(Samples.hugePNG(10, 10).prefix(40)), "incomplete or damaged"),
                ("page.jpg", Samples.data("<html><script>alert(1)</script>"), "cannot be added"), ("macro.docx", try Samples.docx([("word/vbaProject.bin", "x")]), "macros"),
                ("drawing.svg", Samples.data("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), "cannot be added"),
            ]
            for (name, bytes, says) in hostile {
                let page = try await shelf.send(name, bytes, consent: "given", note: "Signed forms of May")
                #expect(page.status == 400 && page.says(says), "\(name): \(page.status) \(page.text.prefix(500))")
                #expect(page.value("consent") == "given" && page.value("consentNote") == "Signed forms of May", "what was typed stays")
            }
            #expect(try await shelf.files().isEmpty && house.installation.files.store.all().isEmpty)
            let left = try FileManager.default.contentsOfDirectory(atPath: house.installation.files.store.folder.path).filter { $0.hasPrefix(".ponte-") }
            #expect(left.isEmpty, "nothing half-done is left: \(left)")
        }
    }

    @Test(arguments: Engines.all) func `What cannot be kept is said at the field, and the same file only lies there once`(engine: Engine) async throws {
        try await withHouse(engine, settings: ["upload.limit": "1"]) { house in
            let shelf = try await Shelf.begin(house)
            let text = Samples.data("Timetable of the school\n")
            #expect(try await shelf.send("a.txt", text, consent: nil).says("Say whether people can be recognised"))
            let refused = try await shelf.send("a.txt", text, consent: "refused", note: "Two said no")
            #expect(refused.status == 400 && refused.says("cannot be kept") && refused.value("consentNote") == "Two said no")
            #expect(try await shelf.author.upload(shelf.path, [("consent", "nobody")], files: []).says("Choose a file"))
            let large = try await shelf.send("large.txt", [UInt8](repeating: 65, count: 1_500_000))
            #expect(large.status == 400 && large.says("2 MB; at most 1 MB"))
            #expect(try await shelf.send("huge.txt", [UInt8](repeating: 65, count: 2_300_000)).status == 413)

            let id = try await shelf.add("a.txt", text)
            let again = try await shelf.send("b.txt", text)
            #expect(again.status == 400 && again.says("is here already: a.txt"))
            let other = try await Shelf.begin(house, by: "Bruna Neri")
            let second = try await other.add("c.txt", text)
            #expect(second != id && house.installation.files.store.all().count == 1)
            #expect(try await house.database.read { try $0.number("SELECT count(*) AS n FROM file_content") } == 1)
        }
    }

    @Test func `A form from elsewhere, or too old, adds nothing`() async throws {
        try await withHouse(.sqlite) { house in
            let shelf = try await Shelf.begin(house)
            let elsewhere = try await shelf.author.upload(
                shelf.path, [("consent", "nobody")], files: [("file", "a.txt", Samples.data("x y"))], headers: [try #require(HTTPField.Name("Sec-Fetch-Site")): "cross-site"])
            #expect(elsewhere.status == 403)
            let other = try await house.signIn(as: .author, in: "catania", name: "Carla Verdi")
            #expect(try await shelf.send("a.txt", Samples.data("x y"), as: other).status == 404, "somebody else's draft")
            let old = try await shelf.author.send(
                .post, shelf.path, headers: [.contentType: "multipart/form-data; boundary=x"],
                body: Array("--x\r\nContent-Disposition: form-data; name=\"_token\"\r\n\r\nold\r\n--x\r\nContent-Disposition: form-data; name=\"consentNote\"\r\n\r\nTyped with care\r\n--x--".utf8))
            #expect(old.status == 403 && old.html.contains("Typed with care"), "what was typed comes back")
            let broken = try await shelf.author.send(.post, shelf.path, headers: [.contentType: "multipart/form-data; boundary=x"], body: Array("--x\r\nnothing".utf8))
            #expect(broken.status == 400)
            #expect(try await shelf.files().isEmpty)
        }
    }

    @Test(arguments: Engines.all) func `Files are described, ordered, removed and put back`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let shelf = try await Shelf.begin(house)
            let plan = try await shelf.add("plan.txt", Samples.data("The plan\n"))
            let table = try await shelf.add("table.csv", Samples.data("a;b\n1;2\n"))
            #expect(try await shelf.author.get(shelf.path).says("Still missing: Title, Language, Made by and Licence"))
            let wrong = try await shelf.describe(plan, [("title", String(repeating: "x", count: 201)), ("licence", "mine"), ("consent", "nobody"), ("maker", "Kept words")])
            #expect(wrong.status == 400 && wrong.value("maker") == "Kept words")
            #expect(try await shelf.facts(of: plan).maker == nil)
            #expect(try await shelf.describe(plan, Shelf.documentFacts).status == 303)
            #expect(try await shelf.facts(of: plan).missing(for: .document).isEmpty)
            #expect(try await shelf.describe(table, Shelf.documentFacts.map { $0.0 == "licence" ? ("licence", "permission") : $0 }).status == 303)
            #expect(try await shelf.facts(of: table).missing(for: .document) == ["licenceNote"])

            #expect(try await shelf.author.post("\(shelf.path)/\(table)/move", [("direction", "up")]).status == 303)
            #expect(try await shelf.files().map(\.file.id.rawValue) == [table, plan])
            #expect(try await shelf.author.post("\(shelf.path)/\(table)/removal").status == 303)
            #expect(try await shelf.files().present.map(\.file.id.rawValue) == [plan])
            #expect(try await shelf.author.get(shelf.path).says("Removed files"))
            #expect(try await shelf.author.post("\(shelf.path)/\(table)/removal", [("then", "putBack")]).status == 303)
            #expect(try await shelf.files().present.count == 2)
            let actions: [String] = try await house.database.read { try $0.all("SELECT action FROM audit WHERE record_kind = 'file' ORDER BY seq") { try $0["action"] } }
            #expect(actions == ["file.added", "file.added", "file.described", "file.described", "file.moved", "file.removed", "file.putBack"])
        }
    }

    @Test(arguments: Engines.all) func `Two who describe one file at once see both, and lose nothing`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let shelf = try await Shelf.begin(house)
            let plan = try await shelf.add("plan.txt", Samples.data("The plan\n"))
            let editor = try await house.signIn(as: .author, in: "odense", name: "Mette Holm")
            _ = try await shelf.author.post("/drafts/\(shelf.draft)/authors", [("author", try #require(editor.person).rawValue)])
            #expect(try await shelf.describe(plan, Shelf.documentFacts, revision: 1, as: editor).status == 303)
            let mine = Shelf.documentFacts.map { $0.0 == "title" ? ("title", "My own title") : $0 }
            let clash = try await shelf.describe(plan, mine, revision: 1)
            #expect(clash.status == 409 && clash.says("Mette Holm changed this") && clash.says("The timetable") && clash.value("title") == "My own title")
            #expect(try await shelf.facts(of: plan).title == "The timetable")
            let next = try #require(clash.value("revision").flatMap { Int($0) })
            #expect(try await shelf.describe(plan, mine, revision: next).status == 303)
            #expect(try await shelf.facts(of: plan).title == "My own title")
        }
    }
}
