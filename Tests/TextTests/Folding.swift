import Testing
import Text

@Suite struct FoldingTests {
    @Test(arguments: [
        ("Żłobek", "zlobek"), ("Straße", "strasse"), ("ÉCOLE", "ecole"), ("Đakovo", "dakovo"), ("ΚΈΝΤΡΟΣ", "κεντροσ"), ("λόγος", "λογοσ"),
        ("ţară", "tara"), ("țară", "tara"), ("مُعَلِّم", "معلم"), ("إلى", "الي"), ("مدرسة", "مدرسه"), ("plain", "plain"), ("MiXed 9", "mixed 9"), ("", ""),
    ])
    func bringsSpellingsTogether(text: String, folded: String) {
        #expect(Folding.fold(text) == folded)
    }

    @Test func isTheSameTwice() {
        for text in ["Żłobek", "ΚΈΝΤΡΟΣ", "إدماج", "Œuvre", "İstanbul"] {
            #expect(Folding.fold(Folding.fold(text)) == Folding.fold(text))
        }
    }
}

@Suite struct WordTests {
    @Test func splitsAtApostrophesAndKeepsOffsets() {
        let text = "L'asilo è già pieno (2024)!"
        let words = Words.split(text)
        #expect(words.map(\.surface) == ["L", "asilo", "è", "già", "pieno", "2024"])
        for word in words { #expect(String(decoding: Array(text.utf8)[word.range], as: UTF8.self) == word.surface) }
    }

    @Test func keepsMarksInsideWords() {
        #expect(Words.split("e\u{301}cole مُعَلِّم").map(\.folded) == ["ecole", "معلم"])
    }

    @Test func readsLettersOfAnyLength() {
        let text = "Ünï-ΚΈΝΤΡΟΣ, 日本 𠮷y🙂z 9ß École2"
        let words = Words.split(text)
        #expect(words.map(\.folded) == ["uni", "κεντροσ", "日本", "𠮷y", "z", "9ss", "ecole2"])
        for word in words { #expect(String(decoding: Array(text.utf8)[word.range], as: UTF8.self) == word.surface) }
    }

    @Test func survivesAnything() {
        #expect(Words.split("").isEmpty)
        #expect(Words.split("🙂 — … \u{200B}").isEmpty)
        let endless = Words.split(String(repeating: "a", count: 100_000))
        #expect(endless.count == 1)
        #expect((endless.first?.folded.count ?? 0) <= 64)
    }
}
