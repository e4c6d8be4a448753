import Foundation
import Kernel
import TestKit
import Testing
import Web
@testable import Compendium

@Suite struct SheetTests {
    private func translation(_ field: TranslatableField, _ revision: Int, _ text: String, _ how: Translation.Maker = .human) -> Translation {
        Translation(
            field: field.path, revision: revision, text: text, source: field.source, sourceHash: field.hash, how: how, by: PersonID("somebody"), at: Instant(milliseconds: 0))
    }

    private let old = TranslatableField("problem", .text, "Old words")
    private let new = TranslatableField("problem", .text, "New words")

    @Test func `A state follows from the digest of what was translated, and from nothing else`() {
        func state(_ kept: [Translation], _ field: TranslatableField) -> TranslationState? { TranslationSheet([field], kept).entries.first?.state }
        #expect(state([], old) == .missing)
        #expect(state([translation(old, 1, "Parole")], old) == .reviewed)
        #expect(state([translation(old, 1, "Parole", .machine)], old) == .machine)
        #expect(state([translation(old, 1, "Parole")], new) == .outdated)
        #expect(state([translation(old, 1, "Parole", .machine)], new) == .outdated)
        #expect(state([translation(old, 1, "Parole"), translation(old, 2, "")], old) == .missing, "taken away")
        #expect(state([translation(old, 1, "Parole"), translation(new, 2, "Parole nuove")], new) == .reviewed)
        #expect(state([translation(old, 1, "Parole"), translation(new, 2, "Parole nuove")], old) == .reviewed, "a text that comes back has its translation back")
    }

    @Test func `A text that moves to another place takes its translation along`() {
        let first = TranslatableField("building_blocks.1.title", .line, "Basic course")
        let moved = TranslatableField("building_blocks.2.title", .line, "Basic course")
        let other = TranslatableField("building_blocks.1.title", .line, "Something new")
        let sheet = TranslationSheet([other, moved], [translation(first, 1, "Corso di base")])
        #expect(sheet.entry("building_blocks.2.title")?.translation?.text == "Corso di base" && sheet.entry("building_blocks.2.title")?.state == .reviewed)
        #expect(sheet.entry("building_blocks.1.title")?.state == .outdated, "what stood here before is shown with what has changed")
    }

    @Test func `What stood there at a revision is known`() {
        let kept = [translation(old, 3, "Tre"), translation(old, 1, "Uno")]
        #expect(TranslationSheet([old], kept).entry("problem")?.translation?.text == "Tre")
        #expect(TranslationSheet([old], kept, at: 2).entry("problem")?.translation?.text == "Uno")
        #expect(TranslationSheet([old], kept, at: 0).entry("problem")?.state == .missing)
    }

    @Test func `Everything that readers read can be translated, names cannot`() throws {
        let record = try #require(Fixture.practices.first { $0["id"] as? String == "odense-mothers" })
        let fields = try practice(record).translatable
        #expect(
            fields.map(\.path) == [
                "title", "problem", "solution", "building_blocks.1.title", "building_blocks.1.description", "building_blocks.1.enabling_factors",
                "building_blocks.1.lessons", "building_blocks.1.preconditions", "building_blocks.2.title", "results", "figures.1.label", "figures.1.unit",
                "preconditions", "funding", "partners",
            ])
        #expect(try practice(record).translatable(into: "da").contains { $0.path == "title" } == false, "the practice gives its Danish title itself")
        #expect(try practice(record).translatable(into: "en").isEmpty)
    }

    @Test func `A list has as many lines as its original`() {
        let list = TranslatableField("partners", .lines, "One\nTwo")
        #expect(TranslationText.tidy(" Uno \r\n\r\n Due ", .lines) == "Uno\nDue")
        #expect(TranslationText.problem("Uno\nDue", list) == nil && TranslationText.problem("", list) == nil)
        #expect(TranslationText.problem("Uno", list)?.message == "compendium.translations.problem.lines")
        #expect(TranslationText.tidy("In una\nriga", .line) == "In una riga")
    }
}

@Suite struct GlossaryTests {
    private func said(_ term: String, at word: String, in text: String, _ language: String = "it") -> GlossaryTerm? {
        let start = text.utf8.count - text[text.range(of: word)!.lowerBound...].utf8.count
        return GlossaryTerm(places: [start..<start + word.utf8.count], term: term, translation: "x").said(in: text, language)
    }

    @Test func `A term is offered only where the text says it`() {
        #expect(said("centro di accoglienza", at: "casa", in: "Una casa per tutti") == nil, "one word of many")
        #expect(said("burocrazia", at: "Ufficio", in: "Ufficio comunale") == nil, "what only goes with it")
        #expect(said("centro di accoglienza", at: "centri di accoglienza", in: "I centri di accoglienza") != nil, "its own name, in another form")
        #expect(said("centro di accoglienza", at: "struttura di accoglienza", in: "Una struttura di accoglienza") != nil, "another name of as many words")
        #expect(said("burocrazia", at: "pratiche amministrative", in: "Le pratiche amministrative") == nil, "another name of more words")
        #expect(said("mentoring", at: "Mentoring", in: "Mentoring è", "it") != nil)
    }
}
