import Foundation
import Kernel
import Store
import TestKit
import Testing
@testable import Files

@Suite struct SweepTests {
    @Test(arguments: Engines.all) func `What was removed a month ago goes, and what is named stays`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let shelf = try await Shelf.begin(house)
            let files = house.installation.files
            let plan = try await shelf.add("plan.txt", Samples.data("The plan\n"))
            let table = try await shelf.add("table.csv", Samples.data("a;b\n1;2\n"))
            let picture = try await shelf.add("class.png", try Samples.picture(500, 300))
            for id in [plan, picture] { #expect(try await shelf.author.post("\(shelf.path)/\(id)/removal").status == 303) }

            let tomorrow = Date().addingTimeInterval(2 * 86_400)
            #expect(try await files.sweep(today: tomorrow) == SweepFiles.Swept(forgotten: 0, cleared: 0), "a month has to pass")
            house.clock.advance(by: .seconds(31 * 86_400))
            #expect(try await files.sweep(today: Date()) == SweepFiles.Swept(forgotten: 2, cleared: 0), "the records go, their bytes lie there another day")
            #expect(files.store.all().count > 1)
            let cleared = try await files.sweep(today: tomorrow).cleared
            #expect(cleared == 4, "the plan, two widths and one JPEG")
            #expect(try await shelf.files().map(\.file.id.rawValue) == [table])
            let author = try await house.browser(of: try #require(shelf.author.person))
            #expect(try await author.get("/files/\(table)").status == 200)
            #expect(try await author.get("/files/\(plan)").status == 404)
            #expect(try await house.database.read { try Files.contents($0).count } == 1 && files.store.all().count == 1)
        }
    }

    @Test(arguments: Engines.all) func `What no record names is cleared, but not what has just come`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let store = house.installation.files.store
            try FileManager.default.createDirectory(at: store.folder, withIntermediateDirectories: true)
            let kept = try await store.withWorkFolder { work in
                let file = work.appendingPathComponent("given")
                try Data("left by a process that was killed".utf8).write(to: file)
                return try store.keep(file)
            }
            #expect(store.has(kept.sha256))
            #expect(try await house.installation.files.sweep() == SweepFiles.Swept(forgotten: 0, cleared: 0))
            #expect(try await house.installation.files.sweep(today: Date().addingTimeInterval(2 * 86_400)) == SweepFiles.Swept(forgotten: 0, cleared: 1))
            #expect(!store.has(kept.sha256))
        }
    }

    @Test(arguments: Engines.all) func `A file that was lost is not served as if it were there`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let shelf = try await Shelf.begin(house)
            let plan = try await shelf.add("plan.txt", Samples.data("The plan\n"))
            let sha256 = try #require(try await shelf.files().first).file.sha256
            try house.installation.files.store.remove(sha256)
            #expect(try await shelf.author.get("/files/\(plan)").status == 503)
            #expect(house.log.errors.count == 1)
            // The same bytes given again are there again, for both.
            let other = try await Shelf.begin(house, by: "Bruna Neri")
            _ = try await other.add("again.txt", Samples.data("The plan\n"))
            #expect(try await shelf.author.get("/files/\(plan)").bytes == Samples.data("The plan\n"))
        }
    }
}
