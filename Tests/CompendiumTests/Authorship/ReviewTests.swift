import Foundation
import Kernel
import Store
import TestKit
import Testing
@testable import Compendium

@Suite struct ReviewTests {
    @Test(arguments: Engines.all) func `In a second round, what was written anew is marked`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let work = try await Authorship.begin(house)
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            try await work.fill()
            try await work.step("submit", [("reason", "The figures are of last month")])
            let first = try await editor.get("\(work.path)/review")
            #expect(!first.says("Changed since") && !first.links.contains("\(work.path)/fields/problem"))
            #expect(try await editor.get(work.path).says("The figures are of last month"), "the note stands with the step")
            house.clock.advance(by: .seconds(60))
            _ = try await work.step("askForChanges", [("remark.problem", "Where does 430 come from?"), ("reason", "Almost there"), ("review", "yes")], as: editor)
            house.clock.advance(by: .seconds(60))
            try await work.write("story", [("problem", "430 of 1,200 (city office, 2018)."), ("solution", "Evening courses with childcare.")])
            try await work.step("submit")
            let second = try await editor.get("\(work.path)/review")
            #expect(second.says("1 field was written anew") && second.links.contains("\(work.path)/fields/problem") && !second.links.contains("\(work.path)/fields/solution"))
        }
    }

    @Test func `A reason says which steps need it, and each problem names its field`() async throws {
        try await withHouse(.sqlite) { house in
            let work = try await Authorship.begin(house)
            try await work.fill()
            try await work.step("submit")
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            let review = try await editor.get("\(work.path)/review")
            #expect(review.says("(needed for “Ask for the changes” and “Do not take it up”)"), "\(review.text.suffix(900))")
            #expect(!review.says("Reason (optional)"))
            let refused = try await work.step("refuse", [("review", "yes")], as: editor)
            #expect(refused.status == 400 && refused.says("Reason: Enter something here"))
            let nobody = try await work.step("sendToPeer", [("review", "yes"), ("reason", "Please")], as: editor)
            #expect(nobody.status == 400 && nobody.says("Who reads it as a peer: Choose who is to read it") && nobody.value("reason") == "Please")
        }
    }

    @Test func `What a reviewer writes too long is kept and said so, not cut`() async throws {
        try await withHouse(.sqlite) { house in
            let work = try await Authorship.begin(house)
            try await work.fill()
            try await work.step("submit")
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            let long = String(repeating: "a", count: 2001)
            for field in ["reason", "remark.problem"] {
                let fields = [("reason", "Almost there"), ("remark.problem", "Why?")].filter { $0.0 != field } + [(field, long), ("review", "yes")]
                let refused = try await work.step("askForChanges", fields, as: editor)
                #expect(refused.status == 400 && refused.says("Shorten this to 2000 characters; it has 2001") && refused.value(field) == long, "\(field)")
            }
            #expect(try await work.stored().stage == .submitted)
        }
    }

    @Test(arguments: Engines.all) func `Files stand in the review with licence and consent; how people agreed only for editors`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let work = try await Authorship.begin(house)
            try await work.fill()
            let added = try await work.author.upload("\(work.path)/files", [("consent", "given"), ("consentNote", "Forms in drawer 4")], files: [("file", "plan.txt", Array("The plan of the school".utf8))])
            #expect(added.status == 303, "\(added.text.prefix(300))")
            let peer = try await house.signIn(as: .cityOfficer, in: "odense", name: "Mette Holm")
            let peerID = try #require(peer.person)
            try await house.database.write { try $0.run("UPDATE manuscript SET stage = 'peer_check', peer_id = \(peerID) WHERE id = \(work.id)") }
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            let seen = try await editor.get("\(work.path)/review")
            #expect(seen.says("plan.txt") && seen.says("Not said yet") && seen.says("everybody who can be recognised has agreed") && seen.says("Forms in drawer 4"))
            let read = try await peer.get("\(work.path)/review")
            #expect(read.says("plan.txt") && !read.says("Forms in drawer 4"))
            let overview = try await editor.get(work.path)
            #expect(!overview.says("You can submit it") && !overview.says("Before you can submit it"), "it is submitted")
            #expect(overview.says("Before it can be published"), "the file still wants its facts")
        }
    }

    @Test func `After submission an invitation says what it is good for then`() async throws {
        try await withHouse(.sqlite) { house in
            let work = try await Authorship.begin(house)
            try await work.fill()
            _ = try await house.signIn(as: .author, in: "odense", name: "Mette Holm")
            let before = try await work.author.get(work.path)
            #expect(before.says("until it is submitted") && before.says("Mette Holm, Odense"), "each with their city")
            try await work.step("submit")
            let after = try await work.author.get(work.path)
            #expect(!after.says("until it is submitted") && after.says("when it comes back to its authors"))
        }
    }
}
