import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
@testable import App

/// The administrator's view of the running house: archives, background work, figures.
@Suite struct RunningTests {
    @Test(arguments: Engines.all) func `Everything is exported from the page, by password, and deleted after a day`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let administrator = try await house.signIn(as: .administrator)
            let refused = try await administrator.post("/administration/export", [("password", "not it")])
            #expect(refused.status == 400 && refused.links.contains("#password"))
            #expect(try await administrator.post("/administration/export", [("password", TestHouse.password)]).status == 303)
            var page = try await administrator.get("/administration/export")
            let end = ContinuousClock.now + .seconds(60)
            while page.header("Refresh") != nil, ContinuousClock.now < end {
                try await Task.sleep(for: .milliseconds(50))
                page = try await administrator.get("/administration/export")
            }
            let address = try #require(page.elements("form").compactMap { $0["action"] }.first { $0.hasPrefix("/administration/export/") }, "\(page.text) \(house.log.errors)")
            #expect(try await administrator.post(address, [("password", "not it")]).status == 400)
            let archive = try await administrator.post(address, [("password", TestHouse.password)])
            #expect(archive.status == 200 && archive.type == "application/gzip" && archive.header("Content-Disposition")?.hasPrefix("attachment") == true)

            // What came is what `ponte import archive` takes, with every record.
            try await withWorkFolder(in: FileManager.default.temporaryDirectory, "taken-\(UUID().uuidString)") { folder in
                let file = folder.appendingPathComponent("a.tar.gz")
                try Data(archive.bytes).write(to: file)
                var settings = house.installation.settings
                settings.dataFolder = folder.appendingPathComponent("new")
                settings.databaseURL = nil
                let manifest = try await ArchiveImport(file, settings).run()
                #expect(manifest.facts.rows["practice"] == 6 && manifest.files.allSatisfy { !$0.path.contains("ponte-exports") })
            }
            let actions: [String] = try await house.database.read { reader in
                try reader.all("SELECT action FROM audit WHERE action LIKE 'installation.%' ORDER BY seq") { try $0["action"] }
            }
            #expect(actions == ["installation.exported", "installation.archiveTaken"])

            house.clock.advance(by: .seconds(86_401))
            try await house.installation.archives.sweep()
            #expect(await house.installation.archives.exports.isEmpty)
            #expect(try await administrator.post(address, [("password", TestHouse.password)]).status == 404)
            #expect(house.log.errors == [])
        }
    }

    @Test func `An archive that nobody is at work on any more is said to have failed`() async throws {
        try await withHouse(.sqlite) { house in
            let folder = house.installation.settings.dataFolder.appendingPathComponent(".ponte-exports")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let slip = #"{"id":"lost","orderedAt":"\#(house.clock.now)","saidAt":"\#(house.clock.now)","done":3,"total":40,"hasFailed":false}"#
            try Data(slip.utf8).write(to: folder.appendingPathComponent("lost.json"))
            let administrator = try await house.signIn(as: .administrator)
            #expect(try await administrator.get("/administration/export").says("3 of 40"))
            house.clock.advance(by: .seconds(300))
            let page = try await administrator.get("/administration/export")
            #expect(page.says("Could not be made") && page.header("Refresh") == nil)
        }
    }

    @Test(arguments: Engines.all) func `Background work says how it goes, to administrators and to watchers`(engine: Engine) async throws {
        try await withHouse(engine, settings: ["metrics.token": "the-token-of-the-watcher"]) { house in
            let administrator = try await house.signIn(as: .administrator)
            let person = try #require(administrator.person)
            try await house.database.write { try SendMail("members.mail.test", to: person, in: .en).run(house.ids, house.trail, by: .system("test"), in: $0) }
            house.clock.advance(by: .seconds(90))
            let board = house.installation.board
            try await house.installation.outbox.count(house.database)
            struct Broken: Error {}
            _ = try? await board.run(.schedule) { throw Broken() }
            _ = try? await board.run(.schedule) { throw Broken() }
            let jobs = try await administrator.get("/administration/jobs")
            #expect(jobs.says("Failed 2 times in a row") && jobs.says("Broken") && jobs.says("Not set up"))
            let figures = try await house.visitor().get("/metrics", headers: [.authorization: "Bearer the-token-of-the-watcher"]).html
            #expect(figures.contains("ponte_job_failing{job=\"schedule\"} 2\n") && figures.contains("ponte_job_failures_total{job=\"schedule\"} 2\n"))
            #expect(figures.contains("ponte_outbox_letters{state=\"waiting\"} 1\n") && figures.contains("ponte_outbox_letters{state=\"failed\"} 0\n"))
            #expect(figures.contains("ponte_outbox_oldest_waiting_seconds 90\n"))
            try await board.run(.schedule) {}
            #expect(try await !administrator.get("/administration/jobs").says("in a row"))
        }
    }
}
