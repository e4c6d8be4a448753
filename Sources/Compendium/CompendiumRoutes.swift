import Members
import Web

/// Every address of the compendium: who may open it, and what answers.
enum CompendiumRoutes {
    static func all(
        _ pages: CompendiumPageHandlers, _ api: CompendiumAPIHandlers, _ versions: VersionHandlers, _ documents: DocumentHandlers, _ books: BookHandlers,
        _ found: SearchDocumentHandlers, _ searches: SearchHandlers, _ drawer: ManuscriptFileHandlers, _ room: CompendiumRoom, _ ports: CompendiumPorts
    ) -> [Route] {
        let manuscripts = ManuscriptHandlers(room: room)
        let reviews = ReviewHandlers(room: room, manuscripts: manuscripts)
        let lives = LifeHandlers(room: room)
        let care = CareHandlers(room: room)
        let translations = TranslationHandlers(room: room, ports: ports)
        let files = TranslationFileHandlers(room: room)
        let programs = DraftAPIHandlers(room: room)
        return [
            .page(CompendiumPaths.practices, .anyone, caching: .shared(reading: SearchQuestion.names.union(["p"])), pages.list),
            .page(CompendiumPaths.table, .anyone, caching: .shared(reading: SearchQuestion.names), pages.table),
            .page(CompendiumPaths.feed, .anyone, caching: .shared(reading: SearchQuestion.names), pages.feed),
            .file(CompendiumPaths.listDocument, .anyone, found.docx),
            .apiRead(CompendiumPaths.listData, .anyone, found.json),
            .page(CompendiumPaths.practicePattern, .anyone, caching: .shared(reading: ["original"]), pages.practice),
            .page(CompendiumPaths.versionsPattern, .anyone, caching: .shared(reading: ["upTo"]), versions.list),
            .page(CompendiumPaths.versionPattern, .anyone, caching: .shared(reading: ["original"]), versions.version),
            .page(CompendiumPaths.changesPattern, .anyone, caching: .shared(reading: ["from"]), versions.changes),
            .page(CompendiumPaths.bibTeXPattern, .anyone, caching: .shared, versions.bibTeX),
            .page(CompendiumPaths.risPattern, .anyone, caching: .shared, versions.ris),
            .page(CompendiumPaths.pdfPattern, .anyone, documents.pdf),
            .page(CompendiumPaths.docxPattern, .anyone, documents.docx),
            .page(CompendiumPaths.jsonPattern, .anyone, caching: .shared, documents.json),
            .page(CompendiumPaths.onePracticeTablePattern, .anyone, caching: .shared, documents.table),
            .page(CompendiumPaths.newBook, .anyone, books.new),
            .form(CompendiumPaths.books, .anyone, books.order),
            .page(CompendiumPaths.bookPattern, .anyone, books.progress),
            .page(CompendiumPaths.bookFilePattern, .anyone, books.file),
            .page(CompendiumPaths.searches, .signedIn, searches.list),
            .page(CompendiumPaths.newSearch, .signedIn, searches.new),
            .form(CompendiumPaths.searches, .signedIn, searches.save),
            .form(CompendiumPaths.searchSeenPattern, .signedIn, searches.seen),
            .form(CompendiumPaths.forgetSearchPattern, .signedIn, searches.forget),
            .page(CompendiumPaths.map, .anyone, caching: .shared(reading: SearchQuestion.names), pages.map),
            .page(CompendiumPaths.compare, .anyone, caching: .shared(reading: ["p"]), pages.compare),
            .page(CompendiumPaths.cities, .anyone, caching: .shared, pages.cities),
            .page(CompendiumPaths.cityPattern, .anyone, caching: .shared, pages.city),
            .page(CompendiumPaths.programmes, .anyone, caching: .shared, pages.programmes),
            .page(CompendiumPaths.programmePattern, .anyone, caching: .shared, pages.programme),
            .page(CompendiumPaths.lifePattern, .signedIn, lives.look),
            .form(CompendiumPaths.lifePattern, .signedIn, lives.step),
            .page(CompendiumPaths.manuscripts, .signedIn, manuscripts.list),
            .page(CompendiumPaths.newManuscript, .holding(.writePractices), manuscripts.new),
            .form(CompendiumPaths.newManuscript, .holding(.writePractices), manuscripts.create),
            .form(CompendiumPaths.revisePattern, .holding(.writePractices), manuscripts.revise),
            .page(CompendiumPaths.manuscriptPattern, .signedIn, manuscripts.overview),
            .page(CompendiumPaths.sectionPattern, .holding(.writePractices), manuscripts.section),
            .form(CompendiumPaths.sectionPattern, .holding(.writePractices), manuscripts.save),
            .form(CompendiumPaths.keepPattern, .holding(.writePractices), manuscripts.keep),
            .page(CompendiumPaths.fieldHistoryPattern, .signedIn, manuscripts.history),
            .page(CompendiumPaths.previewPattern, .signedIn, manuscripts.preview),
            .page(CompendiumPaths.filesPattern, .signedIn, drawer.list),
            .upload(CompendiumPaths.filesPattern, .holding(.writePractices), bodyLimit: drawer.shelf.bodyLimit, drawer.add),
            .page(CompendiumPaths.filePattern, .holding(.writePractices), drawer.facts),
            .form(CompendiumPaths.filePattern, .holding(.writePractices), drawer.describe),
            .form(CompendiumPaths.fileMovePattern, .holding(.writePractices), drawer.move),
            .form(CompendiumPaths.fileRemovalPattern, .holding(.writePractices), drawer.remove),
            .form(CompendiumPaths.authorsPattern, .holding(.writePractices), manuscripts.invite),
            .page(CompendiumPaths.reviewPattern, .signedIn, reviews.review),
            .form(CompendiumPaths.stepPattern, .signedIn, reviews.step),
            .page(CompendiumPaths.queue, .holding(.publishPractices), reviews.queue),
            .page(CompendiumPaths.due, .holding(.publishPractices), care.due),
            .page(CompendiumPaths.duplicates, .holding(.publishPractices), care.duplicates),
            .form(CompendiumPaths.duplicates, .holding(.publishPractices), care.tellApart),
            .page(CompendiumPaths.stillTruePattern, .anyone, care.stillTrue),
            .form(CompendiumPaths.stillTruePattern, .anyone, care.confirm),
            .page(CompendiumPaths.translations, .holding(.translate), translations.list),
            .page(CompendiumPaths.translationPattern, .holding(.translate), translations.sheet),
            .form(CompendiumPaths.translationPattern, .holding(.translate), translations.save),
            .page(CompendiumPaths.translationFilePattern, .holding(.translate), files.ofPractice),
            .page(CompendiumPaths.translationsFile, .holding(.translate), files.ofLanguage),
            .page(CompendiumPaths.translationFiles, .holding(.translate), files.page),
            .upload(CompendiumPaths.translationFiles, .holding(.translate), bodyLimit: XLIFFReader.mostBytes + 64 * 1024, files.take),
            .apiRead(CompendiumPaths.apiPractices, .anyone, caching: .shared(reading: nil), api.list),
            .apiRead(CompendiumPaths.apiPracticePattern, .anyone, caching: .shared(reading: nil), api.practice),
            .apiRead(CompendiumPaths.apiCities, .anyone, caching: .shared(reading: nil), api.cities),
            .program(.get, CompendiumPaths.apiDrafts, .readDrafts, .signedIn, programs.list),
            .program(.post, CompendiumPaths.apiDrafts, .writeDrafts, .holding(.writePractices), programs.start),
            .program(.get, CompendiumPaths.apiDraftPattern, .readDrafts, .signedIn, programs.draft),
            .program(.patch, CompendiumPaths.apiDraftPattern, .writeDrafts, .holding(.writePractices), programs.save),
            .program(.post, CompendiumPaths.apiSubmitPattern, .writeDrafts, .holding(.writePractices), programs.submit),
            .program(.get, CompendiumPaths.apiSearches, .readSearches, .signedIn, programs.searches),
        ]
    }
}
