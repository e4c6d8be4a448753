import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Web
@testable import Gatherings

/// Every page of this room in every language and state: its template and its record agree, every text is there, no place is left unfilled.
@Suite struct EveryPageTests {
    @Test func `Pages are whole in every language`() async throws {
        try await withHouse(.sqlite) { house in
            let officer = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            let person = try #require(officer.person)
            let coming = try await house.visit(by: person, inDays: 20, capacity: 1)
            let planned = try await house.visit(by: person, announced: false)
            let running = try await house.visit(by: person, inDays: 0)
            let cancelled = try await house.visit(by: person)
            _ = try await TakeStep(id: cancelled, step: "cancel", reason: "A strike", person: person).run(house.installation.house, house.trail)
            let registration = try await house.register("Amal Nasser", at: coming)
            _ = try await house.register("Second Guest", at: coming)
            _ = try await house.register("Chiara Russo", at: coming, person: person)
            house.clock.advance(by: .seconds(6 * 3600))
            try await prepare(running, coming, person, house)
            let mentor = try await house.signIn(as: .cityOfficer, in: "odense", name: "Freja Holm")
            let ended = try await mentoring(officer, mentor).scheme
            let next = [("step", "end"), ("reason", "Ten flats"), ("followUp", "Look again"), ("followUpOwner", person.rawValue), ("followUpDue", "2026-09-01")]
            #expect(try await officer.post("\(ended)/steps", next).status == 303)
            let (wish, scheme) = try await mentoring(officer, mentor)
            // The mentor has one place, and it is taken.
            let hindered = try await mentoring(officer, mentor).scheme
            let open = try #require(try await officer.post("/mentoring/wishes/new", [("goals", "Flats"), ("area", "housing"), ("language", "en")]).location)
            let withdrawn = try #require(try await officer.post("/mentoring/wishes/new", [("goals", "Flats"), ("area", "housing"), ("language", "en")]).location)
            #expect(try await officer.post("\(withdrawn)/withdraw").status == 303)
            #expect(try await mentor.get(hindered).says("Places taken: 1 of 1"))
            let link = GatheringsPaths.registration(registration.token(house.installation.house.site.key))
            let invitation = [("name", "Amal Nasser"), ("email", "amal@mail.example"), ("role", "expert"), ("language", "it")]
            let coordinator = try await house.signIn(as: .programmeCoordinator)
            for language in Language.allCases {
                // Nobody sends that many forms in one minute.
                house.clock.advance(by: .seconds(600))
                let here = "lang=\(language)"
                // So many forms in one minute are more than one person may send.
                house.clock.advance(by: .seconds(61))
                for path in [
                    "/gatherings", "/gatherings?when=past", "/gatherings?kind=conference", "/gatherings/new", "/gatherings/\(coming)", "/gatherings/\(planned)", "/gatherings/\(running)",
                    "/gatherings/\(cancelled)", "/gatherings/\(coming)/edit", "/gatherings/\(running)/edit", "/gatherings/\(running)/agenda", "/gatherings/\(running)/account", "/gatherings/\(running)/people",
                    "/gatherings/\(coming)/people", "/gatherings/\(planned)/people", "/gatherings/\(running)/notes", "/gatherings/\(coming)/register", "/gatherings/\(running)/register", link, "/calendar", "/mentoring",
                    "/mentoring/offer", "/mentoring/wishes/new", wish, open, withdrawn, scheme, ended, hindered,
                ] {
                    let page = try await officer.get(path + (path.contains("?") ? "&" : "?") + here)
                    #expect(page.status == 200, "\(path) in \(language): \(page.text.prefix(200)) \(house.log.errors)")
                    check(page, language)
                }
                for path in ["/gatherings", "/gatherings/\(running)", "/gatherings/\(coming)/register", link] { check(try await house.visitor().get("\(path)?\(here)"), language) }
                check(try await coordinator.get("/mentoring/matching?\(here)"), language)
                for path in [scheme, hindered, ended] { check(try await mentor.get("\(path)?\(here)"), language) }
                check(try await mentor.post("\(hindered)/steps?\(here)", [("step", "accept")]), language)
                let wrong: [(String, [(String, String)], Int)] = [
                    ("/gatherings/new", [], 400), ("/gatherings/\(coming)/edit", planFields, 409), ("/gatherings/\(running)/edit", planFields, 409),
                    ("/gatherings/\(running)/edit", planFields.filter { $0.0 != "version" } + [("version", "5")], 400), ("/gatherings/\(running)/agenda", [("title.0", "x"), ("version", "1")], 400),
                    ("/gatherings/\(running)/agenda", [("title.0", ""), ("version", "0")], 409), ("/gatherings/\(running)/account", [], 400),
                    ("/gatherings/\(running)/account", [("starts", "2026-03-02T09:00"), ("ends", "2026-03-03T09:00"), ("reason", "x"), ("report", "y"), ("version", "0")], 409),
                    ("/gatherings/\(running)/lessons", [("lesson", "")], 400), ("/gatherings/\(running)/follow-ups", [("followUp", "")], 400), ("/gatherings/\(running)/tasks", [("task", ""), ("side", "host")], 400),
                    ("/gatherings/\(coming)/steps", [("step", "hold")], 409), ("/gatherings/\(coming)/steps", [("step", "cancel")], 400), ("/gatherings/\(coming)/people/invite", [], 400),
                    ("/gatherings/\(running)/notes", [("note", "")], 400), (link, [("name", "")], 400), ("/calendar", [], 200), ("/mentoring/offer", [], 400), ("/mentoring/wishes/new", [], 400),
                    ("\(scheme)/entries", [], 400), ("\(scheme)/steps", [("step", "end")], 400), ("\(ended)/steps", [("step", "accept")], 409),
                    ("\(wish)/propose", [("mentor", "none")], 409), ("/gatherings/\(cancelled)/tasks", [("done", "none")], 409), ("/gatherings/\(cancelled)/people/invite", invitation, 409),
                    ("/gatherings/\(running)/notes", [("drop", "note-number-1")], 200), ("/gatherings/\(running)/lessons", [("lesson", "x"), ("lessonCity", "odense")], 400),
                ]
                for (path, fields, status) in wrong {
                    let page = try await officer.post("\(path)?\(here)", fields)
                    #expect(page.status == status, "\(path) in \(language): \(page.text.prefix(300)) \(house.log.errors)")
                    check(page, language)
                }
                check(try await house.visitor().post("/gatherings/\(coming)/register?\(here)", [], from: "/gatherings/\(coming)/register"), language)
                let done = [("name", "Guest \(language)"), ("email", "guest.\(language)@mail.example"), ("agreed", "yes")]
                check(try await house.visitor().post("/gatherings/\(coming)/register?\(here)", done, from: "/gatherings/\(coming)/register"), language)
            }
            #expect(house.log.errors == [])
            #expect(MissingNames.shared.all.filter { $0.hasPrefix("gatherings/") } == [], "names that templates ask for and no record has")
        }
    }

    /// An agenda, notes, a lesson and a follow-up, how it went.
    private func prepare(_ running: GatheringID, _ coming: GatheringID, _ person: PersonID, _ house: TestHouse) async throws {
        let plan = try await house.gathering(running).plan
        let slots = [AgendaSlot(id: "slot-1", starts: plan.starts, ends: plan.starts.adding(.seconds(7200)), title: "The nursery", place: "Via Etnea", who: "The head")]
        #expect(try await SaveAgenda(id: running, slots: slots, basedOn: 2, person: person).run(house.installation.house, house.trail))
        try await KeepNote(id: NoteID("note-number-1"), gathering: running, slot: "slot-1", text: "Open at six", writtenAt: house.clock.now, author: person).run(house.installation.house, house.trail)
        let day = try #require(Day("2026-03-01"))
        try await AddLesson(
            gathering: running, city: try await house.city("odense"), text: "Open early", blockID: nil, block: "Hours", intention: .adopt, owner: person, due: day, by: person
        ).run(house.installation.house, house.trail)
        try await AddFollowUp(gathering: running, followUp: GatheringFollowUp.Draft(text: "Call", owner: person, due: day), by: person).run(house.installation.house, house.trail)
        let held = Gathering.Held(starts: plan.starts, ends: plan.ends, place: nil, people: 3, spent: Money(euro: 20), reason: "Rain", report: "We saw\nmuch")
        #expect(try await SayHowItWent(id: running, held: held, basedOn: 3, person: person).run(house.installation.house, house.trail))
        #expect(try await TakeStep(id: running, step: "hold", reason: nil, person: person).run(house.installation.house, house.trail) == [])
    }

    private func mentoring(_ officer: Browser, _ mentor: Browser) async throws -> (wish: String, scheme: String) {
        _ = try await mentor.post("/mentoring/offer", [("area", "housing"), ("language", "en"), ("capacity", "1"), ("isOpen", "yes"), ("text", "Ten years of flats")], from: "/mentoring/offer")
        let wish = try #require(try await officer.post("/mentoring/wishes/new", [("goals", "Flats"), ("area", "housing"), ("language", "en")], from: "/mentoring/wishes/new").location)
        let person = try #require(mentor.person)
        let scheme = try #require(try await officer.post("\(wish)/propose", [("mentor", person.rawValue)]).location)
        _ = try await mentor.post("\(scheme)/steps", [("step", "accept")], from: scheme)
        _ = try await mentor.post("\(scheme)/entries", [("kind", "mail"), ("day", "2026-03-01"), ("minutes", "10"), ("topic", "Rents"), ("agreed", "Ask the bank")])
        return (wish, scheme)
    }

    private func check(_ page: TestPage, _ language: Language, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(page.language == language.code, "\(page.address)", sourceLocation: sourceLocation)
        #expect(!page.html.contains("⟦"), "\(page.address): a text that is not there: \(page.html.split(separator: "⟦").dropFirst().first?.prefix(60) ?? "")", sourceLocation: sourceLocation)
        #expect(page.text.matches(of: /\{[a-zA-Z]+\}/).map { String($0.output) } == [], "\(page.address) in \(language): a place left unfilled", sourceLocation: sourceLocation)
        #expect(page.texts("h1").count == 1 && !page.heading.isEmpty, "\(page.address): one heading", sourceLocation: sourceLocation)
        let ids = page.elements.compactMap { $0["id"] }
        #expect(Set(ids).count == ids.count, "\(page.address): an id stands twice: \(Dictionary(grouping: ids, by: \.self).filter { $0.value.count > 1 }.keys.sorted())", sourceLocation: sourceLocation)
        for trace in ["Optional(", "View("] where page.text.contains(trace) { Issue.record("\(page.address) shows \(trace)", sourceLocation: sourceLocation) }
    }
}
