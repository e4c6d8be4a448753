import Kernel
import Members
import Text
import Web

/// What a list shows of a practice and filters by; kept in memory.
public final class Card: Sendable {
    public let id: PracticeID
    public let slug: String
    public let version: Int
    public let title: Localized
    /// Title by language, folded, for sorting.
    let sortKeys: [String: String]
    public let language: String
    public let teaser: String
    public let city: City
    public let leadOrganisation: String
    public let startYear: Int?
    public let endYear: Int?
    public let status: PracticeStatus
    public let areas: [PolicyArea]
    public let groups: [TargetGroup]
    public let languages: [String]
    public let funding: [FundingClass]
    public let budget: Money?
    public let evidenceLevel: Int
    public let standing: Standing.Name
    public let gateSum: Int
    public let preconditions: Int
    public let takenUp: Int
    public let sources: Int
    public let changedAt: Instant
    /// How it looks in a list, made when it is first shown.
    let views = Kept<Look, View>(most: 12)

    struct Look: Hashable {
        let language: Language
        let picked: Bool?
    }

    init(_ practice: Practice, city: City, assessment: Assessment) {
        id = practice.id
        slug = practice.slug
        version = practice.version
        title = practice.title
        sortKeys = practice.title.texts.mapValues(Folding.fold)
        language = practice.language
        teaser = Card.teaser(of: practice.solution ?? practice.problem ?? "")
        self.city = city
        leadOrganisation = practice.leadOrganisation
        startYear = practice.startYear
        endYear = practice.endYear
        status = practice.status
        areas = practice.policyAreas
        groups = practice.targetGroups
        languages = practice.languagesOfService ?? []
        funding = FundingClass.allCases.filter(Set(practice.funding.map(FundingClass.init(of:))).contains)
        budget = practice.budget
        evidenceLevel = assessment.evidence.level
        standing = assessment.standing.name
        gateSum = assessment.gates.sum
        preconditions = practice.preconditions.count
        takenUp = practice.takenUp.count
        sources = practice.sources.count
        changedAt = practice.changedAt
    }

    /// What the title is sorted by in a language.
    func sortKey(_ language: String) -> String { sortKeys[title.text(in: language).language] ?? slug }

    /// The first sentence or two, at most about 200 characters, never cut inside a word.
    static func teaser(of text: String, limit: Int = 200) -> String {
        guard text.count > limit else { return text }
        let head = text.prefix(limit)
        if let stop = head.lastIndex(where: { ".!?".contains($0) }), head.distance(from: head.startIndex, to: stop) > limit / 2 {
            return String(head[...stop])
        }
        return String(head[..<(head.lastIndex(of: " ") ?? head.endIndex)]) + "…"
    }
}

/// What practices can be narrowed by. The raw value is the name in the address.
public enum FacetName: String, CaseIterable, Sendable {
    case area, group, country, size, status, evidence, standing, year, language, funding, city

    /// The values of a card, as codes.
    func codes(of card: Card) -> [String] {
        switch self {
        case .area: card.areas.map(\.rawValue)
        case .group: card.groups.map(\.rawValue)
        case .country: [card.city.country]
        case .size: [card.city.size?.rawValue ?? FacetName.unknown]
        case .status: [card.status.rawValue]
        case .evidence: [String(card.evidenceLevel)]
        case .standing: [card.standing.rawValue]
        case .year: [card.startYear.map(YearBand.code(of:)) ?? FacetName.unknown]
        case .language: card.languages.isEmpty ? [FacetName.unknown] : card.languages
        case .funding: card.funding.isEmpty ? [FacetName.unknown] : card.funding.map(\.rawValue)
        case .city: [card.city.slug]
        }
    }

    /// The code for "the source does not say".
    static let unknown = "unknown"
    /// Those shown as a group of choices.
    static let shown = allCases.filter { $0 != .city }
}

/// Starting years in bands of five.
enum YearBand {
    static func code(of year: Int) -> String {
        switch year {
        case ..<2005: "before-2005"
        case 2005..<2010: "2005-2009"
        case 2010..<2015: "2010-2014"
        case 2015..<2020: "2015-2019"
        default: "from-2020"
        }
    }

    static let codes = ["from-2020", "2015-2019", "2010-2014", "2005-2009", "before-2005"]
}
