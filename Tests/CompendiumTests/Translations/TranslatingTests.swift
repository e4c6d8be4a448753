import Foundation
import Kernel
import Store
import TestKit
import Testing
import Trail
import Web
@testable import Compendium

@Suite struct TranslatingTests {
    @Test(arguments: Engines.all) func `What a translator writes is read in that language, and says so`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let work = try await Translating.begin(house)
            let before = try await house.visitor().get("/practices/odense-mothers?lang=it")
            #expect(before.says("nessuno") || before.says("non è ancora stata tradotta"))
            #expect(try await house.visitor().get("/practices?q=diffidenti&lang=it").links.contains("/practices/odense-mothers") == false)
            let saved = try await work.save(["title": "Madri del quartiere", "problem": "Madri isolate e diffidenti.", "partners": "Ministero\r\nComune\r\nCooperativa"])
            #expect(saved.status == 303, "\(saved.text.prefix(400)) \(house.log.errors)")
            for field in ["title", "problem", "partners"] { #expect(try await work.state(field) == .reviewed) }
            #expect(try await work.state("solution") == .missing)

            let page = try await house.visitor().get("/practices/odense-mothers?lang=it")
            #expect(page.heading == "Madri del quartiere" && page.elements("h1").first?["lang"] == "it")
            #expect(page.says("Madri isolate e diffidenti.") && page.says("Cooperativa") && !page.says("Housing association"))
            #expect(page.says("Women of the area follow a course"), "what nobody translated is shown as it was written")
            #expect(page.elements.contains { $0.name == "div" && $0["class"] == "prose" && $0["lang"] == "en" })
            #expect(page.elements.contains { $0.name == "div" && $0["class"] == "prose" && $0["lang"] == "it" })
            #expect(page.says("Tradotto da: inglese") && page.links.contains("/practices/odense-mothers?original=1"))
            let original = try await house.visitor().get("/practices/odense-mothers?lang=it&original=1")
            #expect(original.heading.hasPrefix("Neighbourhood mothers") && original.says("Isolated mothers knew little") && original.says("Sta leggendo l’originale"))
            #expect(try await house.visitor().get("/practices/odense-mothers?lang=de").heading.hasPrefix("Neighbourhood mothers"))

            let list = try await house.visitor().get("/practices?q=diffidenti&lang=it")
            #expect(list.links.contains("/practices/odense-mothers") && list.says("Madri del quartiere"), "it is found and listed in its translation")
            let json = try await house.visitor().get("/api/v1/practices/odense-mothers").object()
            let italian = ((json["translations"] as? [String: Any])?["it"] as? [String: [String: Any]])?["problem"]
            #expect(italian?["text"] as? String == "Madri isolate e diffidenti." && italian?["state"] as? String == "reviewed" && italian?["machine"] as? Bool == false)
            #expect(try await house.visitor().get("/practices/odense-mothers/versions/1?lang=it").says("Madri isolate e diffidenti."))

            let facts = try await house.database.read { try $0.number("SELECT count(*) AS n FROM audit WHERE action = 'practice.translated'") }
            #expect(facts == 1, "one save, one fact")
            #expect(try await house.database.read { if case .whole = try VerifyChain.run($0) { true } else { false } })
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `A new version makes outdated what it changed, and nothing else`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let work = try await Translating.begin(house)
            try await work.save(["problem": "Madri isolate.", "solution": "Un corso."])
            let seen = try await work.page()
            try await work.change(["problem": "Isolated mothers trusted nobody; 500 lived in Vollsmose."])
            #expect(try await work.state("problem") == .outdated)
            #expect(try await work.state("solution") == .reviewed)
            let page = try await work.page()
            #expect(page.elements("ins").count > 0 && page.elements("del").count > 0 && page.says("trusted nobody"), "it shows what has changed since")
            let read = try await house.visitor().get("/practices/odense-mothers?lang=it")
            #expect(read.says("Madri isolate.") && read.says("L’originale è cambiato dopo questa traduzione"))
            let first = try await house.visitor().get("/practices/odense-mothers/versions/1?lang=it")
            #expect(first.says("Madri isolate.") && !first.says("L’originale è cambiato dopo questa traduzione"), "the old version keeps its translation")

            // Somebody who had the old version before them translates the old words, and that is what is kept.
            try await work.save(["results": "400 iscritte."], seen: seen)
            try await work.save(["problem": "Madri isolate in quartiere."], seen: seen)
            #expect(try await work.state("problem") == .outdated)
            #expect(try await work.state("results") == .reviewed)

            #expect(try await work.save(["problem": "Madri isolate in quartiere."]).status == 303)
            #expect(try await work.state("problem") == .outdated, "saving all does not say that anybody looked at it")
            #expect(try await work.save(["problem": "Madri isolate in quartiere."], then: "save:problem").status == 303)
            #expect(try await work.state("problem") == .reviewed, "one who looked at it says so")
        }
    }

    @Test(arguments: Engines.all) func `Two who translate at once lose nothing`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let work = try await Translating.begin(house)
            let other = try await house.signIn(as: .translator, name: "Karim Nasser")
            let seen = try await work.page()
            let theirs = try await other.get(work.path)
            try await work.save(["problem": "Parole di Layla", "solution": ""], seen: seen)
            #expect(try await work.save(["problem": "", "solution": "Un corso"], seen: theirs, as: other).status == 303, "another text of the same practice is no clash")
            #expect(try await work.sheet().entry("problem")?.translation?.text == "Parole di Layla")
            let clash = try await work.save(["problem": "Parole di Karim", "results": "Risultati"], seen: theirs, as: other)
            #expect(clash.status == 409 && clash.says("Parole di Layla") && clash.says("Layla Haddad") && clash.value("t.problem") == "Parole di Karim", "both are shown")
            #expect(try await work.sheet().entry("problem")?.translation?.text == "Parole di Layla", "nothing is overwritten")
            #expect(try await work.state("results") == .reviewed, "the rest is kept")
            #expect(try await work.save(["problem": "Parole di Karim"], seen: clash, as: other).status == 303)
            #expect(try await work.sheet().entry("problem")?.translation?.text == "Parole di Karim")
            let all = try await house.database.read { try $0.number("SELECT count(*) AS n FROM practice_translation WHERE field = 'problem'") }
            #expect(all == 2, "what it said before is still on record")
        }
    }

    @Test(arguments: Engines.all) func `Wrong and right texts of one page: the right ones are kept, the wrong ones stay in the form`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let work = try await Translating.begin(house)
            let page = try await work.save(["partners": "Uno\nDue", "problem": "Il problema", "slug": "mine"])
            #expect(page.status == 400 && page.value("t.partners") == "Uno\nDue" && page.says("Write 3 lines"))
            #expect(try await work.state("problem") == .reviewed)
            #expect(try await work.state("partners") == .missing)
            let long = try await work.save(["problem": String(repeating: "a", count: TranslatableField.longest + 1)])
            #expect(long.status == 400 && long.value("t.problem")?.count == TranslatableField.longest + 1)
            try await work.save(["problem": ""])
            #expect(try await work.state("problem") == .missing, "an emptied text is taken away")
        }
    }

    @Test(arguments: Engines.all) func `A translator of one city translates its practices and no others`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let own = try await house.signIn(as: .translator, in: "vienna", name: "Nora Weiss")
            let list = try await own.get("/translations?to=it")
            #expect(list.links.contains { $0.hasPrefix("/translations/vienna-housing") } && !list.links.contains { $0.hasPrefix("/translations/odense-mothers") })
            #expect(try await own.get("/translations/odense-mothers?to=it").status == 403)
            #expect(try await own.post("/translations/odense-mothers?to=it", [("t.problem", "x"), ("then", "all")]).status == 403)
            #expect(try await own.get("/translations/odense-mothers/practice.xlf?to=it").status == 403)
            #expect(try await own.get("/translations/vienna-housing?to=it").status == 200)
            #expect(try await own.get("/translations/vienna-housing?to=en").status == 404, "it is written in English")
            #expect(try await own.get("/translations/vienna-housing?to=xx").status == 404)
            let author = try await house.signIn(as: .author, name: "Anna Nowak")
            #expect(try await author.get("/translations").status == 403)
        }
    }

    @Test func `The list says how far each language is, and where most is to be done`() async throws {
        try await withHouse(.sqlite) { house in
            let work = try await Translating.begin(house)
            try await work.save(["problem": "Madri isolate."])
            let page = try await work.translator.get("/translations?to=it&state=reviewed")
            #expect(page.links.filter { $0.hasPrefix("/translations/") } == ["/translations/odense-mothers?to=it"])
            let all = try await work.translator.get("/translations?to=it").links.filter { $0.hasPrefix("/translations/") }
            #expect(all.first == "/translations/odense-mothers?to=it" && all.count == 5, "the one with most texts first; what is written in Italian is not there")
            #expect(try await work.translator.get("/translations?to=it&state=outdated").says("No practice has a text in this state"))
            #expect(try await work.translator.get("/translations?to=en").links.contains("/translations/catania-nursery?to=en"))
        }
        try await withHouse(.sqlite, .many(60)) { house in
            let work = try await Translating.begin(house, "practice-1", to: .de)
            let first = try await work.translator.get("/translations?to=de")
            let second = try await work.translator.get("/translations?to=de&start=25")
            let slugs = [first, second].map { Set($0.links.filter { $0.hasPrefix("/translations/") }) }
            #expect(slugs.map(\.count) == [25, 25] && slugs[0].isDisjoint(with: slugs[1]))
            #expect(first.links.contains("/translations?to=de&start=25"))
        }
    }

    @Test(arguments: Engines.all) func `Translators' pages cost the same for few practices and for many`(engine: Engine) async throws {
        func counts(_ content: TestContent) async throws -> [String: Int] {
            try await withHouse(engine, content) { house in
                let work = try await Translating.begin(house, "practice-1", to: .de)
                try await work.save(["problem": "Leute warten.", "solution": "Ein Kurs."])
                var counts: [String: Int] = [:]
                for path in ["/translations?to=de", work.path, "/translation-files", "/translations.xlf?from=en&to=de", "/translations/practice-1/practice.xlf?to=de"] {
                    counts[path] = try await house.statements {
                        let page = try await work.translator.get(path)
                        #expect(page.status == 200, "\(path): \(house.log.errors)")
                    }
                }
                return counts
            }
        }
        let few = try await counts(.many(2))
        let many = try await counts(.many(60))
        #expect(few == many)
        let session = try #require(few["/translation-files"])
        #expect(few["/translations?to=de"] == session, "the list itself asks the database nothing")
    }

    @Test func `Terms of the field stand beside the text that names them`() async throws {
        try await withHouse(.sqlite, .starter) { house in
            let work = try await Translating.begin(house, "malmo-yalla-trappan")
            let page = try await work.page()
            #expect(page.elements("mark").contains { $0["class"] == "term" })
            #expect(page.elements("dd").contains { $0["lang"] == "it" })
            let html = TermMarks.html("a <b> été", [GlossaryTerm(places: [6..<11], term: "x", translation: "y"), GlossaryTerm(places: [7..<9], term: "z", translation: "y")])
            #expect(html == "a &lt;b&gt; <mark class=\"term\">été</mark>")
        }
    }
}
