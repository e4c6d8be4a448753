import Kernel
import Members
import Store
import Web

/// What matching needs from other rooms.
public struct MatchingPorts: Sendable {
    /// Practices whole, as matching reads them; nil asks for all.
    public var practices: @Sendable (_ ids: [PracticeID]?) async throws -> [PracticeFacts]
    /// The needs they answer, as people ask in other languages than the record's; nil asks for all. Only the index needs them.
    public var askedElsewhere: @Sendable (_ ids: [PracticeID]?) async throws -> [PracticeID: [(language: String, text: String)]]
    /// All cities, as far as this process has followed the changes.
    public var cities: @Sendable () -> [City]
    /// What the front page shows of the compendium.
    public var frontPage: @Sendable (Language) -> View
    /// A card of the compendium, as lists show it.
    public var card: @Sendable (_ slug: String, Language) -> View?
    /// What a practice is called in a language, and when it was published or last changed; nil when there is none of that slug.
    public var news: @Sendable (_ slug: String, Language) -> (title: String, at: Instant)?
    /// One vector for each text, or nothing when meaning is not to be had in time. nil: no service is set.
    public var vectors: (@Sendable (_ texts: [String], _ kind: PassageKind, _ within: Duration) async throws -> [[Float]])?
    public var policyAreas: [String]
    public var targetGroups: [String]
    /// What became of matches of a need: where each transfer is and where it stands, for those who may read it. nil: nothing is kept of that.
    public var takenFurther: (@Sendable (_ need: NeedID, _ viewer: Viewer, _ reader: Reader) throws -> [PracticeID: TakenFurther])?
    /// Where a match is taken further; nil: nowhere yet.
    public var takeFurther: (@Sendable (_ need: NeedID, _ slug: String) -> String)?

    public init(
        practices: @escaping @Sendable (_ ids: [PracticeID]?) async throws -> [PracticeFacts],
        askedElsewhere: @escaping @Sendable (_ ids: [PracticeID]?) async throws -> [PracticeID: [(language: String, text: String)]],
        cities: @escaping @Sendable () -> [City], frontPage: @escaping @Sendable (Language) -> View,
        card: @escaping @Sendable (_ slug: String, Language) -> View?, news: @escaping @Sendable (_ slug: String, Language) -> (title: String, at: Instant)?,
        vectors: (@Sendable (_ texts: [String], _ kind: PassageKind, _ within: Duration) async throws -> [[Float]])?, policyAreas: [String], targetGroups: [String]
    ) {
        self.practices = practices
        self.askedElsewhere = askedElsewhere
        self.cities = cities
        self.frontPage = frontPage
        self.card = card
        self.news = news
        self.vectors = vectors
        self.policyAreas = policyAreas
        self.targetGroups = targetGroups
    }
}

/// A transfer that a match led to.
public struct TakenFurther: Sendable, Equatable {
    public let href: String
    /// Where it stands, as a text key.
    public let stageKey: String

    public init(href: String, stageKey: String) {
        self.href = href
        self.stageKey = stageKey
    }
}

/// Whether a text is embedded as a question or as a text that answers one.
public typealias PassageKind = MatchPassages.InputType

/// A practice as matching reads it.
public struct PracticeFacts: Sendable, Equatable {
    public let id: PracticeID
    public let slug: String
    public let version: Int
    public let language: String
    public let title: Localized
    public let place: PlaceFacts
    public let startYear, endYear: Int?
    public let status: String
    public let areas, groups: [String]
    public let problem, solution, results, resources: String?
    public let preconditions: [(id: String, text: String)]
    public let askedBy: [String]
    public let evidenceLevel: Int
    /// 0.5…1: how much what is said of it still counts, since somebody last confirmed it.
    public let freshness: Double
    public let standing: String
    public let hasStudy: Bool
    public let budget: Money?
    public let beneficiaries: Int?
    public let funding: [String]
    public let sources: [(title: String, publisher: String?, url: String?)]
    public let takenUp: Int

    public init(
        id: PracticeID, slug: String, version: Int, language: String, title: Localized, place: PlaceFacts, startYear: Int?, endYear: Int?, status: String,
        areas: [String], groups: [String], problem: String?, solution: String?, results: String?, resources: String?,
        preconditions: [(id: String, text: String)], askedBy: [String], evidenceLevel: Int, freshness: Double = 1, standing: String, hasStudy: Bool, budget: Money?,
        beneficiaries: Int?, funding: [String], sources: [(title: String, publisher: String?, url: String?)], takenUp: Int
    ) {
        self.id = id
        self.slug = slug
        self.version = version
        self.language = language
        self.title = title
        self.place = place
        self.startYear = startYear
        self.endYear = endYear
        self.status = status
        self.areas = areas
        self.groups = groups
        self.problem = problem
        self.solution = solution
        self.results = results
        self.resources = resources
        self.preconditions = preconditions
        self.askedBy = askedBy
        self.evidenceLevel = evidenceLevel
        self.freshness = freshness
        self.standing = standing
        self.hasStudy = hasStudy
        self.budget = budget
        self.beneficiaries = beneficiaries
        self.funding = funding
        self.sources = sources
        self.takenUp = takenUp
    }

    public static func == (one: Self, other: Self) -> Bool { one.id == other.id && one.version == other.version }
}
