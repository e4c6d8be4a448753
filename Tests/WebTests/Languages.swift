import Foundation
import Kernel
import Testing
@testable import Web

@Suite struct PluralTests {
    /// From CLDR's own samples of the cardinal rules.
    static let samples: [(Language, [Int: PluralCategory])] = [
        (.en, [0: .other, 1: .one, 2: .other, 11: .other, 1_000_000: .other]),
        (.de, [0: .other, 1: .one, 2: .other, 21: .other]),
        (.it, [0: .other, 1: .one, 2: .other, 11: .other, 1_000_000: .many]),
        (.es, [0: .other, 1: .one, 2: .other, 1_000_000: .many]),
        (.fr, [0: .one, 1: .one, 2: .other, 17: .other, 1_000_000: .many]),
        (.ar, [0: .zero, 1: .one, 2: .two, 3: .few, 10: .few, 11: .many, 26: .many, 99: .many, 100: .other, 101: .other, 102: .other, 103: .few, 110: .few, 111: .many, 1000: .other, 1011: .many]),
    ]

    @Test func `Plurals follow CLDR`() {
        for (language, numbers) in Self.samples {
            for (number, category) in numbers { #expect(PluralCategory.of(number, in: language) == category, "\(number) in \(language)") }
        }
        #expect(Set(Self.samples.map(\.0)) == Set(Language.allCases))
    }

    @Test func `Every category that numbers below a million fall into is needed`() {
        for language in Language.allCases {
            let found = Set((0...1200).map { PluralCategory.of($0, in: language) })
            #expect(found == PluralCategory.needed(in: language), "\(language)")
        }
    }
}

@Suite struct TranslatorTests {
    /// A folder of locales of its own.
    private func words(_ language: Language, _ files: [String: String]) throws -> Wording {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("locales-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent("\(name).json")) }
        return try Translator(folders: [folder]).words(language)
    }

    private let english = #"{"a":{"hello":"Hello {name}","cats":{"one":"{count} cat of {name}","other":"{count} cats of {name}"},"only":"English"}}"#

    @Test func `A text is said in the language, or else in English, or else as its key`() throws {
        let words = try words(.ar, ["en": english, "ar": #"{"a":{"hello":"مرحبا {name}","cats":{"zero":"لا","one":"قطة","two":"قطتان","few":"{count} قطط","many":"{count} قطة","other":"{count} قط"}}}"#])
        #expect(words("a.hello", ["name": "Anna"]) == "مرحبا Anna")
        #expect(words("a.only") == "English")
        #expect(words("a.none") == "⟦a.none⟧")
        #expect(words.has("a.only") && !words.has("a.none"))
        #expect(words.count("a.cats", 0) == "لا")
        #expect(words.count("a.cats", 2) == "قطتان")
        #expect(words.count("a.cats", 5) == "\(Format(.ar).number(5)) قطط")
        #expect(words.count("a.cats", 11).hasSuffix("قطة"))
    }

    @Test func `Places are filled, and what is put in is not read as a place`() throws {
        let words = try words(.en, ["en": english])
        #expect(words("a.hello", ["name": "{name}{count}"]) == "Hello {name}{count}")
        #expect(words("a.hello", [:]) == "Hello {name}")
        #expect(words.count("a.cats", 1, ["name": "Anna"]) == "1 cat of Anna")
        #expect(words.count("a.cats", 12_345, ["name": "Anna"]) == "12,345 cats of Anna")
    }

    @Test func `A file that is no object is named`() {
        #expect(throws: TemplateError.self) { try words(.en, ["en": "[]"]) }
    }
}

@Suite struct FormatTests {
    @Test(arguments: Language.allCases) func `A list is written as CLDR writes it`(language: Language) {
        let names = ["a", "igualdad", "«c»", "inclusión", "e"]
        for many in 0...names.count {
            #expect(Format(language).list(Array(names.prefix(many))) == Array(names.prefix(many)).formatted(.list(type: .and).locale(Locale(identifier: language == .en ? "en_GB" : language.code))))
        }
    }

    @Test func `Numbers, money and days are written as each language does`() {
        #expect(Format(.en).number(12_345) == "12,345")
        #expect(Format(.de).number(12_345) == "12.345")
        #expect(Format(.de).euro(Money(euro: 1_200_000)).contains("1.200.000"))
        #expect(Format(.en).year(2016) == "2016")
        #expect(Format(.en).percent(4.6) == "4.6%")
        #expect(Format(.en).day(Day(year: 2026, month: 3, dayOfMonth: 2) ?? Day(daysSince1970: 0)) == "2 March 2026")
        #expect(Format(.it).day(Day(year: 2026, month: 3, dayOfMonth: 2) ?? Day(daysSince1970: 0)) == "2 marzo 2026")
        #expect(Format(.en).country("IT") == "Italy" && Format(.it).country("IT") == "Italia" && Format(.ar).country("IT") == "إيطاليا")
        #expect(Format(.de).languageName("uk") == "Ukrainisch")
        #expect(Format(.en).list(["a", "b", "c"]) == "a, b and c")
        #expect(Format(.fr).sorted(["Zoé", "école", "Étude", "abbé", "Eau"], by: \.self) == ["abbé", "Eau", "école", "Étude", "Zoé"])
    }
}
