import Members
import Web

/// Every address of matching: who may open it, and what answers.
enum MatchingRoutes {
    static func all(_ room: MatchingRoom) -> [Route] {
        let match = MatchHandlers(room: room)
        let needs = NeedHandlers(room: room)
        let work = MatchWorkHandlers(room: room)
        let lists = NeedListHandlers(room: room)
        let shortlist = ShortlistHandlers(room: room)
        let sharing = ShareHandlers(room: room)
        let vocabulary = VocabularyHandlers(room: room)
        let api = MatchingAPIHandlers(room: room)
        let programs = NeedAPIHandlers(room: room)
        return [
            .page(MatchingPaths.home, .anyone, caching: .shared, match.home),
            .page(MatchingPaths.match, .anyone, caching: .shared(reading: MatchQuestion.names), match.results),
            .page(MatchingPaths.newNeed, .holding(.writeNeeds), needs.new),
            .form(MatchingPaths.newNeed, .holding(.writeNeeds), needs.create),
            .page(MatchingPaths.needPattern, .signedIn, work.need),
            .page(MatchingPaths.editPattern, .holding(.writeNeeds), needs.edit),
            .form(MatchingPaths.editPattern, .holding(.writeNeeds), needs.save),
            .form(MatchingPaths.seenPattern, .holding(.writeNeeds), work.seen),
            .page(MatchingPaths.matchPattern, .signedIn, work.match),
            .form(MatchingPaths.answersPattern, .holding(.writeNeeds), work.answer),
            .form(MatchingPaths.decisionPattern, .holding(.writeNeeds), work.decide),
            .page(MatchingPaths.needs, .signedIn, lists.needs),
            .page(MatchingPaths.historyPattern, .signedIn, lists.history),
            .page(MatchingPaths.versionPattern, .signedIn, lists.version),
            .page(MatchingPaths.comparePattern, .signedIn, shortlist.compare),
            .page(MatchingPaths.briefingPattern, .signedIn, shortlist.briefing),
            .page(MatchingPaths.sharePattern, .signedIn, sharing.form),
            .form(MatchingPaths.sharePattern, .signedIn, sharing.share),
            .page(MatchingPaths.vocabulary, .anyone, caching: .shared(reading: ["q"]), vocabulary.vocabulary),
            .page(MatchingPaths.conceptPattern, .anyone, caching: .shared(reading: ["all"]), vocabulary.concept),
            .apiSend(MatchingPaths.apiMatches, .anyone, api.match),
            .apiRead(MatchingPaths.apiVocabulary, .anyone, caching: .shared(reading: nil), vocabulary.list),
            .program(.get, MatchingPaths.apiNeeds, .readNeeds, .signedIn, programs.list),
            .program(.post, MatchingPaths.apiNeeds, .writeNeeds, .holding(.writeNeeds), programs.create),
            .program(.get, MatchingPaths.apiNeedPattern, .readNeeds, .signedIn, programs.need),
            .program(.put, MatchingPaths.apiNeedPattern, .writeNeeds, .holding(.writeNeeds), programs.replace),
        ]
    }
}
