import Web

/// Every address of the compendium: who may open it, and what answers.
enum CompendiumRoutes {
    static func all(
        _ pages: CompendiumPageHandlers, _ api: CompendiumAPIHandlers, _ versions: VersionHandlers, _ documents: DocumentHandlers, _ books: BookHandlers,
        _ searches: SearchHandlers, _ room: CompendiumRoom
    ) -> [Route] {
        let manuscripts = ManuscriptHandlers(room: room)
        let reviews = ReviewHandlers(room: room, manuscripts: manuscripts)
        let lives = LifeHandlers(room: room)
        return [
            .page(CompendiumPaths.practices, .anyone, caching: .shared(reading: SearchQuestion.names.union(["p"])), pages.list),
            .page(CompendiumPaths.table, .anyone, caching: .shared(reading: SearchQuestion.names), pages.table),
            .page(CompendiumPaths.feed, .anyone, caching: .shared(reading: SearchQuestion.names), pages.feed),
            .page(CompendiumPaths.practicePattern, .anyone, caching: .shared, pages.practice),
            .page(CompendiumPaths.versionsPattern, .anyone, caching: .shared(reading: ["upTo"]), versions.list),
            .page(CompendiumPaths.versionPattern, .anyone, caching: .shared, versions.version),
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
            .form(CompendiumPaths.authorsPattern, .holding(.writePractices), manuscripts.invite),
            .page(CompendiumPaths.reviewPattern, .signedIn, reviews.review),
            .form(CompendiumPaths.stepPattern, .signedIn, reviews.step),
            .page(CompendiumPaths.queue, .holding(.publishPractices), reviews.queue),
            .apiRead(CompendiumPaths.apiPractices, .anyone, caching: .shared(reading: nil), api.list),
            .apiRead(CompendiumPaths.apiPracticePattern, .anyone, caching: .shared(reading: nil), api.practice),
            .apiRead(CompendiumPaths.apiCities, .anyone, caching: .shared(reading: nil), api.cities),
        ]
    }
}
