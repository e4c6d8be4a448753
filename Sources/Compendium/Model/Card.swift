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
    /// What a list shows of its translations, by language.
    let translated: [Language: CardTranslation]
    /// How far it is translated into each language that readers have, its own left out.
    let tallies: [Language: TranslationTally]
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
    /// Whether somebody said that it is true; what was taken over from its sources waits for that.
    let isConfirmed: Bool
    let compared: ComparedRecord
    /// Its areas and groups, one bit each.
    let areaBits: UInt64
    let groupBits: UInt64
    /// How it looks in a list, made when it is first shown.
    let views = Kept<Look, View>(most: 12)

    struct Look: Hashable {
        let language: Language
        let picked: Bool?
    }

    /// - Parameter translations: all texts of the practice, by language.
    init(_ practice: Practice, city: City, assessment: Assessment, translations: [String: [Translation]] = [:], isConfirmed: Bool = false) {
        id = practice.id
        slug = practice.slug
        version = practice.version
        title = practice.title
        translated = CardTranslation.all(of: practice, translations)
        let titles = practice.title.texts.merging(translated.compactMap { language, card in card.title.map { (language.code, $0.text) } }) { own, _ in own }
        sortKeys = titles.mapValues(Folding.fold)
        let fields = practice.translatable
        tallies = Dictionary(
            uniqueKeysWithValues: TranslatableField.targets(from: practice.language).map { language in
                let own = practice.title.texts[language.code] == nil ? fields : fields.filter { $0.path != "title" }
                return (language, TranslationSheet(own, translations[language.code] ?? []).tally)
            })
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
        self.isConfirmed = isConfirmed
        compared = ComparedRecord(practice)
        areaBits = Self.bits(practice.policyAreas)
        groupBits = Self.bits(practice.targetGroups)
    }

    private static func bits<Code: CaseIterable & Equatable>(_ codes: [Code]) -> UInt64 {
        Code.allCases.enumerated().reduce(0) { $0 | (codes.contains($1.element) ? 1 << UInt64($1.offset) : 0) }
    }

    /// What the title is sorted by in a language.
    func sortKey(_ language: String) -> String { sortKeys[language] ?? sortKeys[title.text(in: language).language] ?? slug }

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

/// What a list shows of a practice's translation into one language.
struct CardTranslation: Sendable {
    /// nil: not translated, or the practice gives one itself.
    let title: PracticeReading.Said?
    let teaser: PracticeReading.Said?

    static func all(of practice: Practice, _ translations: [String: [Translation]]) -> [Language: CardTranslation] {
        var all: [Language: CardTranslation] = [:]
        for language in TranslatableField.targets(from: practice.language) {
            guard let kept = translations[language.code], !kept.isEmpty else { continue }
            let reading = PracticeReading(practice, in: language, kept)
            let text = reading.text("solution", practice.solution) ?? reading.text("problem", practice.problem)
            all[language] = CardTranslation(
                title: reading.title.state == nil ? nil : reading.title,
                teaser: text.flatMap { text in
                    text.state == nil ? nil : PracticeReading.Said(text: Card.teaser(of: text.text), language: text.language, state: text.state, isMachine: text.isMachine)
                })
        }
        return all
    }
}

extension Card {
    /// The title as lists show it; what a machine made must be marked where it is shown.
    func shownTitle(in language: Language) -> PracticeReading.Said {
        let own = title.text(in: language.code)
        guard own.language != language.code, let said = translated[language]?.title else {
            return PracticeReading.Said(text: own.text, language: own.language, state: nil, isMachine: false)
        }
        return said
    }

    /// The practice's own titles and those that people translated.
    public var titles: Localized {
        let people = translated.filter { $0.value.title?.isMachine == false }.compactMap { language, card in card.title.map { (language.code, $0.text) } }
        return Localized(source: title.source, texts: title.texts.merging(people) { own, _ in own })
    }

    /// The title where there is no room for a mark: the practice's own, or what a person made of it.
    func plainTitle(in language: Language) -> (text: String, language: String) {
        let said = shownTitle(in: language)
        return said.isMachine ? title.text(in: language.code) : (said.text, said.language)
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
