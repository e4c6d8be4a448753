import Members
import Web

/// Every address of matching: who may open it, and what answers.
enum MatchingRoutes {
    static func all(_ room: MatchingRoom) -> [Route] {
        let match = MatchHandlers(room: room)
        return [
            .page(MatchingPaths.home, .anyone, caching: .visitors, match.home),
            .page(MatchingPaths.match, .anyone, match.results),
        ]
    }
}
