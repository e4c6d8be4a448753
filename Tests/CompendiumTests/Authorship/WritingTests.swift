import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
@testable import Compendium

@Suite struct WritingTests {
    @Test(arguments: Engines.all) func `A practice is written, checked, sent to a peer and published`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let work = try await Authorship.begin(house)
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            let peer = try await house.signIn(as: .cityOfficer, in: "odense", name: "Mette Holm")
            let early = try await work.step("submit")
            #expect(early.status == 400 && early.says("Run by"), "what is missing is named: \(early.text.prefix(300))")
            #expect(try await work.stored().stage == .draft)

            try await work.fill()
            #expect(try await work.step("submit").status == 303)
            #expect(try await work.stored().stage == .submitted)
            #expect(try await editor.get("/queue").says("A night school"))
            #expect(try await work.write("story", [("problem", "Other words")]).status == 403, "what is in review is not its authors' to change")

            let own = try await house.signIn(as: .cityOfficer, in: "catania", name: "Chiara Russo")
            for wrong in [own.person, work.author.person, editor.person] {
                let page = try await work.step("sendToPeer", [("peer", wrong?.rawValue ?? ""), ("review", "yes")], as: editor)
                #expect(page.status == 400 && page.says("Who reads it as a peer: A peer works for another city"), "a peer is of another city, no author, and not who asks")
            }
            #expect(try await peer.get("\(work.path)/review").status == 404, "nobody reads what they were not asked to read")
            #expect(try await work.step("sendToPeer", [("peer", try #require(peer.person).rawValue)], as: editor).status == 303)
            #expect(try await peer.get("/drafts").says("A night school"))
            #expect(try await work.step("passPeerCheck", [("review", "yes")], as: peer).status == 400, "a reason is needed")
            #expect(try await work.step("publish", as: peer).status == 403)
            #expect(try await work.step("passPeerCheck", [("reason", "We would do the same")], as: peer).status == 303)
            #expect(try await peer.get("\(work.path)/review").status == 404, "and no longer than they were asked")
            let unexplained = try await work.step("publish", [("review", "yes")], as: editor)
            #expect(unexplained.status == 400 && unexplained.says("Reason: Enter something here"))
            #expect(try await work.step("publish", [("reason", "The figures carry it")], as: editor).status == 303)
            await house.settle()

            let practice = try #require(try await house.database.read { try Practices.bySlug("catania-a-night-school", $0) })
            #expect(practice.version == 1 && practice.policyAreas.map(\.rawValue).sorted() == ["participation", "schooling"] && practice.partners == ["A school", "An association", "A library"])
            #expect(practice.budget == Money(euro: 120_000) && practice.figures.first?.value == 61.5 && practice.studies.first?.design == .beforeAfter)
            #expect(practice.blocks.first?.isCore == true && practice.blocks.first?.lessons == ["Begin small", "Ask mothers"] && practice.sources.count == 2)
            #expect(Assessment(practice, inYear: 2026).standing.name == .good)
            #expect(try await house.visitor().get("/practices?q=night+school").says("A night school"), "it is found at once")
            #expect(try await house.visitor().get("/practices/catania-a-night-school").says("Confirmed as still true"))
            let steps = try await house.database.read { try Manuscripts.steps(of: work.manuscriptID, $0) }
            let letters = try await house.database.read { try $0.all("SELECT kind, person_id FROM letter ORDER BY id") { (try $0["kind"] as String, try $0["person_id"] as PersonID) } }
            #expect(letters.map(\.0) == ["compendium.mail.peer", "compendium.mail.published"] && letters.map(\.1) == [peer.person, work.author.person], "who is to go on is told")
            let links: [String?] = try await house.database.read { try $0.all("SELECT link FROM letter WHERE kind = 'compendium.mail.published'") { try $0["link"] } }
            #expect(links == ["/practices/catania-a-night-school"], "the practice, not its draft")
            #expect(steps.map(\.step) == ["submit", "sendToPeer", "passPeerCheck", "publish"] && steps[2].reason == "We would do the same" && steps[3].reason == "The figures carry it")
            #expect(try await house.database.read { if case .whole = try VerifyChain.run($0) { true } else { false } })
        }
    }

    @Test(arguments: Engines.all) func `Changes are asked for at a field, and stand there until it is submitted again`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let work = try await Authorship.begin(house)
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            try await work.fill()
            try await work.step("submit")
            let asked = [("remark.problem", "Where does 430 come from?"), ("remark.nonsense", "x"), ("reason", "Almost there"), ("review", "yes")]
            #expect(try await work.step("askForChanges", asked, as: editor).status == 303)
            #expect(try await work.author.get(work.path).says("Where does 430 come from?"))
            #expect(try await work.author.get("\(work.path)/write/story").says("Where does 430 come from?"))
            let remarks = try await house.database.read { try Manuscripts.remarks(on: work.manuscriptID, $0) }
            #expect(remarks.map(\.field) == ["problem"])
            #expect(try await work.write("story", [("problem", "430 of 1,200 (city office, 2018).")]).status == 303)
            #expect(try await work.step("submit").status == 303)
            #expect(try await !work.author.get(work.path).says("Where does 430 come from?"))
        }
    }

    @Test(arguments: Engines.all) func `Two who write at once lose nothing, field by field`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let work = try await Authorship.begin(house)
            let other = try await house.signIn(as: .author, in: "odense", name: "Mette Holm")
            #expect(try await other.get(work.path).status == 404)
            #expect(try await work.author.post("\(work.path)/authors", [("author", try #require(other.person).rawValue)]).status == 303)
            #expect(try await other.get(work.path).status == 200, "a co-author of another city writes this one practice")
            let letters = try await house.database.read { try $0.all("SELECT kind, person_id, link FROM letter ORDER BY id") { (try $0["kind"] as String, try $0["person_id"] as PersonID, try $0["link"] as String) } }
            #expect(letters.map(\.0) == ["compendium.mail.coauthor"] && letters.first?.1 == other.person && letters.first?.2 == work.path, "and is told by letter")
            try await work.write("story", [("problem", "The first words"), ("solution", "How")])
            let seen = try await work.stored().revision

            try await work.write("story", [("problem", "Anna's words"), ("solution", "How")], revision: seen)
            // Mette had the older page before her: she changed the solution, and not the problem.
            #expect(try await work.write("story", [("problem", "The first words"), ("solution", "How it is done")], as: other, revision: seen).status == 303)
            #expect(try await work.content()["problem"] == "Anna's words")
            #expect(try await work.content()["solution"] == "How it is done")

            let clash = try await work.write("story", [("problem", "Mette's words"), ("solution", "How it is done")], as: other, revision: seen)
            #expect(clash.status == 409 && clash.says("Anna's words") && clash.value("problem") == "Mette's words", "both are shown")
            #expect(try await work.content()["problem"] == "Anna's words", "nothing is overwritten")
            let again = try await work.write("story", [("problem", "Mette's words")], as: other, revision: Int(try #require(clash.value("revision"))) ?? 0)
            #expect(again.status == 303)
            #expect(try await work.content()["problem"] == "Mette's words")
            let history = try await work.author.get("\(work.path)/fields/problem")
            for text in ["The first words", "Anna's words", "Mette's words"] { #expect(history.says(text), "\(text) is still there") }

            #expect(try await work.author.post("\(work.path)/authors", [("remove", try #require(other.person).rawValue)]).status == 303)
            #expect(try await other.get(work.path).status == 404)
        }
    }

    @Test func `A field is kept on its own, as it is typed, right or wrong`() async throws {
        try await withHouse(.sqlite) { house in
            let work = try await Authorship.begin(house)
            let kept = try await work.author.post("\(work.path)/fields", [("_fields", "start_year"), ("start_year", "about 2015"), ("revision", "1")])
            #expect(try kept.object()["revision"] as? Int == 2)
            let page = try await work.author.get("\(work.path)/write/basics")
            #expect(page.status == 200 && page.value("start_year") == "about 2015" && page.says("is not a whole number"))
            let stale = try await work.author.post("\(work.path)/fields", [("_fields", "start_year"), ("start_year", "2016"), ("revision", "1")]).object()
            #expect((stale["clashes"] as? [[String: Any]])?.first?["theirs"] as? String == "about 2015")
            let unknown = try await work.author.post("\(work.path)/fields", [("_fields", "slug x.1.y building_blocks.1.nonsense building_blocks.0.title"), ("slug", "mine"), ("revision", "2")])
            #expect(try unknown.object()["revision"] as? Int == 2, "fields that are none change nothing")
        }
    }

    @Test func `Entries of a list are added and removed without script`() async throws {
        try await withHouse(.sqlite) { house in
            let work = try await Authorship.begin(house)
            let fields = [("building_blocks.1.title", "One"), ("building_blocks.1.core", ""), ("_fields", "building_blocks.1.title building_blocks.1.core"), ("revision", "1")]
            let added = try await work.author.post("\(work.path)/write/blocks", fields + [("add", "building_blocks")])
            let page = try await work.author.follow(added)
            #expect(page.value("building_blocks.1.title") == "One" && page.value("building_blocks.2.title") == "")
            let more = [("building_blocks.2.title", "Two"), ("_fields", "building_blocks.1.title building_blocks.1.core building_blocks.2.title"), ("building_blocks.1.title", "One"), ("revision", "2")]
            _ = try await work.author.post("\(work.path)/write/blocks", more + [("remove", "building_blocks.1")])
            #expect(try await work.content().numbers(of: "building_blocks") == [2])
        }
    }

    @Test func `Every step of the workflow is for whom the table says, and for nobody else`() async throws {
        try await withHouse(.sqlite) { house in
            let work = try await Authorship.begin(house)
            try await work.fill()
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            let peer = try await house.signIn(as: .cityOfficer, in: "odense", name: "Mette Holm")
            let peerID = try #require(peer.person)
            let hands: [(Manuscript.Part, Browser)] = [(.author, work.author), (.editor, editor), (.peer, peer)]
            for stage in Manuscript.Stage.allCases {
                for step in Set(Manuscript.workflow.steps.map(\.name)).sorted() {
                    for (part, browser) in hands {
                        try await house.database.write { try $0.run("UPDATE manuscript SET stage = \(stage), peer_id = \(peerID) WHERE id = \(work.id)") }
                        let page = try await work.step(step, [("reason", "Because"), ("peer", peerID.rawValue)], as: browser)
                        let row = Manuscript.workflow.steps.first { $0.name == step && $0.from == stage }
                        let isSeen = part != .peer || stage == .peerCheck
                        let wanted = !isSeen ? 404 : row?.roles.contains(part) == true ? 303 : 403
                        #expect(page.status == wanted, "\(part) takes \(step) at \(stage): \(page.text.prefix(200))")
                        #expect(try await work.stored().stage == (wanted == 303 ? row?.to ?? stage : stage))
                    }
                }
            }
            #expect(house.log.errors == [])
        }
    }
}
