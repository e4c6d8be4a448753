import Testing
import Text

@Suite struct TextIndexTests {
    private func index() -> TextIndex {
        let index = TextIndex(
            fields: [FieldWeight("title", weight: 3, typicalLength: 8), FieldWeight("body", weight: 1, typicalLength: 20)])
        index.upsert([
            TextDocument(id: "a", fields: [FieldText("title", "Housing for refugees", language: "en"), FieldText("body", "Volunteers look for flats.", language: "en")]),
            TextDocument(id: "b", fields: [FieldText("title", "Language school", language: "en"), FieldText("body", "Some housing advice and language courses.", language: "en")]),
            TextDocument(id: "c", fields: [FieldText("title", "Kindertagesstätte im Quartier", language: "de"), FieldText("body", "Child care beside the German course.", language: "en")]),
        ])
        return index
    }

    @Test func weighsTitlesMore() {
        #expect(index().search("housing").hits.map(\.id) == ["a", "b"])
    }

    @Test func findsOtherFormsOfAWord() {
        let hits = index().search("volunteering refugee", options: TextSearchOptions(language: "en")).hits
        #expect(hits.map(\.id) == ["a"])
        #expect(hits.first?.coverage == 1)
    }

    @Test func saysWhyAndMarksTheWordsThatStandThere() {
        let texts = [FieldText("title", "Housing for refugees", language: "en"), FieldText("body", "Volunteers look for flats; a volunteer stays.", language: "en")]
        var index = InvertedIndex(fields: [FieldWeight("title", weight: 3, typicalLength: 8), FieldWeight("body", weight: 1, typicalLength: 20)])
        index.set(0, to: texts)
        let terms = index.explain(index.question("volunteering refugee", options: TextSearchOptions(language: "en")), slot: 0)
        #expect(Set(terms.map(\.asked)) == ["volunteering", "refugee"])
        let marked = texts.flatMap { text in Highlight.ranges(of: terms, in: text.text, language: "en").map { String(decoding: Array(text.text.utf8)[$0], as: UTF8.self) } }
        #expect(marked == ["refugees", "Volunteers", "volunteer"])
    }

    @Test func toleratesTypos() {
        let results = index().search("hosuing", options: TextSearchOptions(language: "en"))
        #expect(results.hits.first?.id == "a")
        #expect(results.corrections == ["hosuing": "housing"])
        #expect(index().search("hosuing", options: TextSearchOptions(language: "en", typos: false)).hits.isEmpty)
    }

    @Test func completesTheLastWordOnly() {
        #expect(index().search("kinderta").hits.map(\.id) == ["c"])
        #expect(index().search("kinderta", options: TextSearchOptions(prefixOnLastWord: false, typos: false)).hits.isEmpty)
        #expect(index().search("langu housing", options: TextSearchOptions(language: "en", typos: false, requireAll: true)).hits.isEmpty)
    }

    @Test func findsLocalTitlesWithoutMarks() {
        #expect(index().search("kindertagesstatte").hits.map(\.id) == ["c"])
    }

    @Test func followsChanges() {
        let index = index()
        index.upsert(TextDocument(id: "a", fields: [FieldText("title", "Sport club", language: "en")]))
        #expect(index.search("housing").hits.map(\.id) == ["b"])
        #expect(index.search("sport").hits.map(\.id) == ["a"])
        index.remove(id: "b")
        index.remove(id: "unknown")
        #expect(index.search("housing", options: TextSearchOptions(typos: false)).total == 0)
        #expect(index.count == 2)
        index.upsert(TextDocument(id: "d", fields: [FieldText("title", "Housing again", language: "en")]))
        #expect(index.search("housing").hits.map(\.id) == ["d"])
    }

    @Test func scoresOneDocumentWhateverTheOrderTheyCameIn() {
        let fields = [FieldWeight("title", weight: 1, typicalLength: 4)]
        let documents = (0..<40).map { TextDocument(id: "p\($0)", fields: [FieldText("title", "city plan number \($0 % 7) for \($0 % 3 == 0 ? "schools" : "housing")", language: "en")]) }
        let one = TextIndex(fields: fields), other = TextIndex(fields: fields)
        one.upsert(documents)
        for document in documents.reversed() { other.upsert(document) }
        other.remove(id: "p7")
        other.upsert(documents[7])
        let (left, right) = (one.search("school plan"), other.search("school plan"))
        #expect(left.hits.map(\.id) == right.hits.map(\.id))
        #expect(left.hits.map(\.score) == right.hits.map(\.score))
    }

    @Test func limitsFiltersAndCounts() {
        let results = index().search("housing language", options: TextSearchOptions(limit: 1, filter: { $0 != "a" }))
        #expect(results.total == 1)
        #expect(results.hits.map(\.id) == ["b"])
    }

    @Test func answersEmptyAndEndlessQuestions() {
        #expect(index().search("").hits.isEmpty)
        #expect(index().search("the of and").hits.count <= 3)
        #expect(index().search(String(repeating: "housing unknownword ", count: 10_000)).hits.first?.id == "a")
    }

    @Test func isReadWhileItChanges() async {
        let index = index()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for n in 0..<200 { index.upsert(TextDocument(id: "x\(n % 20)", fields: [FieldText("title", "housing \(n)", language: "en")])) } }
            for _ in 0..<3 { group.addTask { for _ in 0..<200 { _ = index.search("housing") } } }
        }
        #expect(index.search("housing", options: TextSearchOptions(limit: nil)).total == 22)
    }
}
