import Kernel
import Members
import Store
import TestKit
import Testing
import Web
@testable import Compendium

@Suite struct FourEyesTests {
    @Test(arguments: Engines.all) func `A peer works for another city than the practice and all its authors, and nobody answers for them`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let work = try await Authorship.begin(house)
            try await work.fill()
            let coauthor = try await house.signIn(as: .author, in: "odense", name: "Mette Holm")
            #expect(try await work.author.post("\(work.path)/authors", [("author", try #require(coauthor.person).rawValue)]).status == 303)
            try await work.step("submit")
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            let colleague = try await house.signIn(as: .cityOfficer, in: "odense", name: "Ole Jensen")
            let nowhere = try await house.signIn(as: .editor, name: "Maria Rossi")
            let member = try await house.signIn(as: .member, in: "gdansk", name: "Ewa Lis")
            let vienna = try await house.signIn(as: .cityOfficer, in: "vienna", name: "Nora Weiss")
            let gdansk = try await house.signIn(as: .cityLead, in: "gdansk", name: "Jan Kowal")
            let offered = Set(try await editor.get("\(work.path)/review").elements("option").compactMap { $0["value"] })
            for wrong in [coauthor, colleague, nowhere, member, editor, work.author] {
                let id = try #require(wrong.person).rawValue
                #expect(!offered.contains(id))
                #expect(try await work.step("sendToPeer", [("peer", id), ("review", "yes")], as: editor).status == 400)
            }
            #expect(offered.isSuperset(of: [vienna, gdansk].compactMap { $0.person?.rawValue }))

            #expect(try await work.step("sendToPeer", [("peer", try #require(vienna.person).rawValue), ("reason", "You run one too")], as: editor).status == 303)
            #expect(try await work.step("passPeerCheck", [("reason", "It is fine")], as: editor).status == 403, "an editor is not its peer")
            #expect(try await work.step("sendToPeer", [("peer", try #require(gdansk.person).rawValue)], as: editor).status == 303, "another is asked where no answer comes")
            #expect(try await vienna.get("\(work.path)/review").status == 404)
            #expect(try await work.step("passPeerCheck", [("reason", "We would do the same")], as: gdansk).status == 303)
            #expect(try await work.step("publish", [("reason", "The figures carry it")], as: editor).status == 303)
            let steps = try await house.database.read { try Manuscripts.steps(of: work.manuscriptID, $0) }
            #expect(steps.map(\.reason) == [nil, "You run one too", nil, "We would do the same", "The figures carry it"], "why stands with each step")
        }
    }

    @Test func `Whoever wrote it or was its peer does not publish it`() {
        let now = Instant(milliseconds: 0)
        let (owner, coauthor, peer, former, editor) = (PersonID("owner"), PersonID("coauthor"), PersonID("peer"), PersonID("former"), PersonID("editor"))
        let left = PersonID("left")
        let manuscript = Manuscript(
            id: ManuscriptID("m"), practice: nil, practiceVersion: nil, stage: .expertCheck, city: CityID("catania"), owner: owner, peer: peer, revision: 1, createdAt: now, changedAt: now,
            stageAt: now)
        let passed = Manuscript.Taken(step: "passPeerCheck", from: .peerCheck, to: .expertCheck, reason: "Good", at: now, by: former)
        func verdict(_ person: PersonID) -> Verdict { ManuscriptPermissions.canPublish(manuscript, authors: [coauthor], writers: [owner, coauthor, left], steps: [passed], person) }
        #expect(verdict(editor) == .allowed)
        for person in [owner, coauthor] { #expect(verdict(person) == .denied(reason: "compendium.review.problem.ownWork")) }
        #expect(verdict(left) == .denied(reason: "compendium.review.problem.ownWords"))
        #expect(ManuscriptPermissions.canPassPeerCheck(writers: [owner, left], peer) == .allowed)
        #expect(ManuscriptPermissions.canPassPeerCheck(writers: [owner, left], left) == .denied(reason: "compendium.review.problem.ownWordsAsPeer"))
        for person in [peer, former] { #expect(verdict(person) == .denied(reason: "compendium.review.problem.ownPeerCheck")) }
    }

    @Test(arguments: Engines.all) func `An editor who is an author of it sees why another decides`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let work = try await Authorship.begin(house)
            try await work.fill()
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            #expect(try await work.author.post("\(work.path)/authors", [("author", try #require(editor.person).rawValue)]).status == 303)
            try await house.database.write { try $0.run("UPDATE manuscript SET stage = 'expert_check' WHERE id = \(work.id)") }
            let review = try await editor.get("\(work.path)/review")
            #expect(review.says("You are one of its authors") && !review.elements("button").contains { $0["value"] == "publish" })
            #expect(try await work.step("publish", [("reason", "Mine is good")], as: editor).status == 403)
            #expect(try await work.stored().stage == .expertCheck)
        }
    }

    @Test(arguments: Engines.all) func `An editor who leaves the authors does not publish it either`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let work = try await Authorship.begin(house)
            try await work.fill()
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            let id = try #require(editor.person)
            #expect(try await work.author.post("\(work.path)/authors", [("author", id.rawValue)]).status == 303)
            #expect(try await editor.post("\(work.path)/authors", [("remove", id.rawValue)]).status == 303)
            #expect(try await house.database.read { try Manuscripts.authors(of: work.manuscriptID, $0) } == [])
            #expect(try await house.database.read { try Manuscripts.writers(of: work.manuscriptID, $0) }.contains(id), "it stays known")
            try await house.database.write { try $0.run("UPDATE manuscript SET stage = 'expert_check' WHERE id = \(work.id)") }
            let review = try await editor.get("\(work.path)/review")
            #expect(review.says("you were one of its authors") && !review.elements("button").contains { $0["value"] == "publish" })
            let denied = try await work.step("publish", [("reason", "Mine is good")], as: editor)
            #expect(denied.status == 403 && denied.says("you were one of its authors"))
            #expect(try await editor.post("\(work.path)/authors", [("author", id.rawValue)]).status == 303, "who left can come back")
            #expect(try await house.database.read { try Manuscripts.authors(of: work.manuscriptID, $0) } == [id])
            let other = try await house.signIn(as: .editor, name: "Maria Rossi")
            #expect(try await work.step("publish", [("reason", "The figures carry it")], as: other).status == 303)
        }
    }

    @Test(arguments: Engines.all) func `An editor who wrote in it during the review leaves the publishing to another`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let work = try await Authorship.begin(house)
            try await work.fill()
            try await house.database.write { try $0.run("UPDATE manuscript SET stage = 'expert_check' WHERE id = \(work.id)") }
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            let before = try await editor.get("\(work.path)/review")
            #expect(before.says("Whoever changes the text leaves the publishing to another editor") && before.elements("button").contains { $0["value"] == "publish" })
            #expect(try await work.write("story", [("problem", "4,300 women have no school."), ("solution", "Evening courses with childcare.")], as: editor).status == 303)
            let denied = try await work.step("publish", [("reason", "Now it is good")], as: editor)
            #expect(denied.status == 403 && denied.says("Some of its words are yours"))
            #expect(try await work.stored().stage == .expertCheck)
            let peers = try await house.database.read { try Peers.possible(for: try #require(try Manuscripts.byID(work.manuscriptID, $0)), askedBy: PersonID("nobody"), at: house.clock.now, $0) }
            #expect(!peers.contains { $0.id == editor.person }, "and is no peer of it")
            let other = try await house.signIn(as: .editor, name: "Maria Rossi")
            #expect(try await work.step("publish", [("reason", "The figures carry it")], as: other).status == 303)
        }
    }
}
