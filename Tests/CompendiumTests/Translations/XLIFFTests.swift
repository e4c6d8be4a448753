import Foundation
import Kernel
import Store
import TestKit
import Testing
import Web
@testable import Compendium

@Suite struct XLIFFTests {
    private func export(_ work: Translating) async throws -> String {
        let page = try await work.translator.get("/translations/\(work.slug)/practice.xlf?to=\(work.language)")
        #expect(page.status == 200 && page.type.hasPrefix("application/xliff+xml"))
        return page.html
    }

    private func take(_ work: Translating, _ file: String) async throws -> TestPage {
        let page = try await work.translator.upload("/translation-files", field: "file", name: "back.xlf", Array(file.utf8))
        await work.house.settle()
        return page
    }

    /// Puts a target behind the source of a unit, as a translator's program does.
    private func translate(_ file: String, _ unit: String, _ target: String, state: String = "translated") -> String {
        guard let start = file.range(of: "<unit id=\"\(unit)\""), let end = file.range(of: "</unit>", range: start.upperBound..<file.endIndex) else { return file }
        var text = String(file[start.lowerBound..<end.upperBound])
        text = text.replacing(/<target>[^<]*<\/target>/, with: "").replacing(/<segment [^>]*>/, with: "<segment state=\"\(state)\">")
            .replacing("</source>", with: "</source><target>\(target)</target>")
        return file.replacingCharacters(in: start.lowerBound..<end.upperBound, with: text)
    }

    @Test(arguments: Engines.all) func `A file goes out, comes back translated, and changes nothing a second time`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let work = try await Translating.begin(house)
            try await work.save(["solution": "Un corso & <altro>"])
            let file = try await export(work)
            let read = try XLIFFReader.read(file)
            #expect(read.source == "en" && read.target == "it" && read.files.map(\.id) == ["odense-mothers"] && read.files[0].revision == 1)
            let sheet = try await work.sheet()
            #expect(read.files[0].units.map(\.id) == sheet.entries.map(\.field.path))
            #expect(read.files[0].units.map(\.source) == sheet.entries.map(\.field.source), "a text comes back as it went, lines and all")
            #expect(read.files[0].units.map(\.hash) == sheet.entries.map(\.field.hash))
            #expect(read.files[0].units.first { $0.id == "solution" }?.target == "Un corso & <altro>")

            let back = translate(translate(file, "problem", "Madri isolate"), "partners", "Ministero\nComune\nCooperativa", state: "final")
            let answer = try await take(work, back)
            #expect(answer.status == 303, "\(answer.text.prefix(600)) \(house.log.errors)")
            #expect(answer.location == "/translation-files?practices=1&written=2&unchanged=1")
            #expect(try await work.translator.follow(answer).says("2 texts were taken in (1 practice). Already the same: 1."))
            #expect(try await work.sheet().entry("partners")?.translation?.text == "Ministero\nComune\nCooperativa")
            #expect(try await work.state("problem") == .reviewed)
            let rows = try await house.database.read { try $0.number("SELECT count(*) AS n FROM practice_translation") }
            #expect(try await take(work, back).location == "/translation-files?practices=0&written=0&unchanged=3", "a second time it says so already")
            #expect(try await house.database.read { try $0.number("SELECT count(*) AS n FROM practice_translation") } == rows)
            #expect(try await house.visitor().get("/practices/odense-mothers?lang=it").says("Madri isolate"))
        }
    }

    @Test(arguments: Engines.all) func `Everything that is wrong is named at once, and nothing is changed`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let work = try await Translating.begin(house)
            let file = try await export(work)
            try await work.change(["problem": "Isolated mothers trusted nobody."])
            try await work.save(["solution": "Scritto qui nel frattempo"])
            var back = translate(file, "problem", "Madri isolate")
            back = translate(back, "solution", "Scritto fuori")
            back = translate(back, "partners", "Una riga sola")
            back = translate(back, "results", "Buono")
            let unit = "<unit id=\"results\"><segment><source>x</source><target>y</target></segment></unit>"
            let stranger = "<unit id=\"nonsense\"><segment><source>x</source><target>y</target></segment></unit>"
            back = back.replacing("</file>", with: unit + stranger + "</file><file id=\"not-there\">\(stranger)</file>")
            let page = try await take(work, back)
            #expect(page.status == 400)
            for text in [
                "there are 6 problems", "The need it answers: The original has changed", "How it works: Somebody has translated this here", "Partners: Write 3 lines",
                "What came of it: This text stands in the file twice", "nonsense: The practice has no such text", "not-there: There is no such practice",
            ] { #expect(page.says(text), "\(text) in \(page.text)") }
            #expect(try await work.state("results") == .missing, "not even what is right")
            #expect(try await work.sheet().entry("solution")?.translation?.text == "Scritto qui nel frattempo")
        }
    }

    @Test(arguments: Engines.all) func `A language goes out as one file with what is to be done`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let work = try await Translating.begin(house)
            let all = try await work.translator.get("/translations.xlf?from=en&to=it")
            let read = try XLIFFReader.read(all.html)
            #expect(Set(read.files.map(\.id)) == ["odense-mothers", "gdansk-language", "vienna-housing", "vienna-lesson", "bruck-desk"])
            var back = all.html
            for text in ["Courses began twice a year only.", "Landlords refused 7 of 10 refugees."] {
                back = back.replacing("<source>\(text)</source>", with: "<source>\(text)</source><target>IT \(text)</target>")
            }
            #expect(try await take(work, back).location == "/translation-files?practices=2&written=2&unchanged=0")
            #expect(try await house.visitor().get("/practices/gdansk-language?lang=it").says("IT Courses began twice"))
            let left = try XLIFFReader.read(try await work.translator.get("/translations.xlf?from=en&to=it").html)
            #expect(left.files.first { $0.id == "gdansk-language" }?.units.contains { $0.id == "problem" } == false, "what is done stays at home")
            let own = try await house.signIn(as: .translator, in: "vienna", name: "Nora Weiss")
            let theirs = try XLIFFReader.read(try await own.get("/translations.xlf?from=en&to=it").html)
            #expect(Set(theirs.files.map(\.id)) == ["vienna-housing", "vienna-lesson"])
            let foreign = try await own.upload("/translation-files", field: "file", name: "a.xlf", Array(back.utf8))
            #expect(foreign.status == 400 && foreign.says("for which you do not translate"))
        }
    }

    @Test func `What a program cut into segments is one text again`() throws {
        let file = """
            <?xml version="1.0"?>
            <xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:m="urn:oasis:names:tc:xliff:matches:2.0" version="2.0" srcLang="en-GB" trgLang="it-IT">
            <file id="a"><unit id="problem"><m:matches><m:match ref="#x"><source>Not ours</source><target>Non nostro</target></m:match></m:matches>
            <segment state="final"><source>One <pc id="1">big</pc> step.</source><target>Un <pc id="1">grande</pc> passo.</target></segment><ignorable><source> </source></ignorable>
            <segment state="final"><source>Two.</source><target>Due.</target></segment></unit>
            <unit id="results"><segment><source>A.</source><target>A.</target></segment><segment><source>B.</source></segment></unit></file></xliff>
            """
        let units = try XLIFFReader.read(file).files[0].units
        #expect(units[0].source == "One big step. Two." && units[0].target == "Un grande passo. Due." && units[0].isWhole && units[0].isReviewed)
        #expect(!units[1].isWhole)
    }

    @Test func `A hostile file is refused and does no harm`() async throws {
        try await withHouse(.sqlite) { house in
            let work = try await Translating.begin(house)
            let head = "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.0\" srcLang=\"en\" trgLang=\"it\">"
            let hostile: [(String, String)] = [
                ("<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>\(head)<file id=\"odense-mothers\"><unit id=\"problem\"><segment><source/><target>&f;</target></segment></unit></file></xliff>", "document type"),
                ("<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>\(head)&b;</xliff>", "document type"),
                ("<?xml version=\"1.0\"?><?xml version=\"1.0\" encoding=\"UTF-7\"?>\(head)</xliff>", "document type"),
                ("<?xml version=\"1.0\" encoding=\"UTF-16\"?>\(head)<file id=\"x\">", "not well-formed"),
                (head + String(repeating: "<group id=\"g\">", count: 20_000), "not XLIFF 2"),
                ("<html><body>Hello</body></html>", "not XLIFF 2"),
                (head.replacing("version=\"2.0\"", with: "version=\"1.2\"") + "</xliff>", "another XLIFF version"),
                (head.replacing("trgLang=\"it\"", with: "trgLang=\"xx\"") + "</xliff>", "target language"), ("no file at all", "not well-formed"), ("", "Choose the file"),
            ]
            for (file, reason) in hostile {
                let page = try await take(work, file)
                #expect(page.status == 400 && page.says(reason), "\(reason): \(page.text.prefix(500))")
                #expect(!page.says("root:"))
            }
            let bytes = try await work.translator.upload("/translation-files", field: "file", name: "a.xlf", [0xFF, 0xFE, 0x3C, 0x00])
            #expect(bytes.status == 400 && bytes.says("not in UTF-8"))
            let huge = try await work.translator.upload("/translation-files", field: "file", name: "a.xlf", [UInt8](repeating: 32, count: XLIFFReader.mostBytes + 10))
            #expect(huge.status == 413)
            #expect(try await work.sheet().tally[.missing] == work.sheet().entries.count)
            #expect(house.log.errors == [])
        }
    }
}
