import Web

/// Every address of matching, once.
public enum MatchingPaths {
    public static let home = "/"
    public static let match = "/match"
    public static let needs = "/needs"
    public static let newNeed = "/needs/new"
    public static let needPattern = "/needs/{id}"
    public static let editPattern = "/needs/{id}/edit"
    public static let seenPattern = "/needs/{id}/seen"
    public static let matchPattern = "/needs/{id}/matches/{slug}"
    public static let answersPattern = "/needs/{id}/matches/{slug}/answers"
    public static let decisionPattern = "/needs/{id}/matches/{slug}/decision"
    public static let comparePattern = "/needs/{id}/compare"
    public static let sharePattern = "/needs/{id}/share"
    public static let briefingPattern = "/needs/{id}/briefing"
    public static let historyPattern = "/needs/{id}/history"
    public static let versionPattern = "/needs/{id}/versions/{version}"
    public static let vocabulary = "/vocabulary"
    public static let conceptPattern = "/vocabulary/{id}"
    public static let apiMatches = "/api/v1/matches"
    public static let apiVocabulary = "/api/v1/vocabulary"
    public static let apiNeeds = "/api/v1/needs"
    public static let apiNeedPattern = "/api/v1/needs/{id}"

    public static func apiNeed(_ id: String) -> String { "/api/v1/needs/\(id)" }
    public static func need(_ id: String) -> String { "/needs/\(id)" }
    public static func edit(_ id: String) -> String { "/needs/\(id)/edit" }
    public static func seen(_ id: String) -> String { "/needs/\(id)/seen" }
    public static func match(_ id: String, _ slug: String) -> String { "/needs/\(id)/matches/\(slug)" }
    public static func answers(_ id: String, _ slug: String) -> String { "/needs/\(id)/matches/\(slug)/answers" }
    public static func decision(_ id: String, _ slug: String) -> String { "/needs/\(id)/matches/\(slug)/decision" }
    public static func compare(_ id: String) -> String { "/needs/\(id)/compare" }
    public static func share(_ id: String) -> String { "/needs/\(id)/share" }
    public static func briefing(_ id: String) -> String { "/needs/\(id)/briefing" }
    public static func history(_ id: String) -> String { "/needs/\(id)/history" }
    public static func version(_ id: String, _ version: Int) -> String { "/needs/\(id)/versions/\(version)" }
    /// The form, filled with what an earlier version said.
    public static func takeUp(_ id: String, version: Int) -> String { "/needs/\(id)/edit?takeUp=\(version)" }
    public static func concept(_ id: String) -> String { "/vocabulary/\(id)" }
    /// Addresses of other rooms that pages link to.
    static func thread(_ id: String) -> String { "/thread/need/\(id)" }
    static let practices = "/practices"
    static func practice(_ slug: String) -> String { "/practices/\(slug)" }
}
