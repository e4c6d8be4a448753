import Kernel

/// What differs between the city of a need and the city of a practice, and the small effect it has on the ranking.
public struct ContextFit: Sendable, Equatable {
    public enum Size: Sendable, Equatable {
        case same
        /// How many times as large the other city is.
        case larger(Double)
        /// How many times as large this city is.
        case smaller(Double)
    }
    public enum Share: Sendable, Equatable { case same, higher, lower, unknown }
    public enum Cost: Sendable, Equatable { case within, above, unknown }

    public let size: Size?
    /// nil when the need names no city.
    public let isSameCountry: Bool?
    public let share: Share?
    /// nil when the need names no budget.
    public let cost: Cost?
    /// All areas of the practice are areas the city says it is not competent for.
    public let isOutsideCompetence: Bool

    public init(need: NeedContent, city: PlaceFacts?, practice: PracticeContext, notCompetentAreas: Set<String>) {
        if let mine = city?.population, let theirs = practice.place.population {
            let ratio = Double(theirs) / Double(mine)
            size = ratio >= 1.5 ? .larger(ratio) : ratio <= 1 / 1.5 ? .smaller(1 / ratio) : .same
        } else {
            size = nil
        }
        isSameCountry = city.map { $0.country == practice.place.country }
        if let city {
            if let mine = city.foreignShare, let theirs = practice.place.foreignShare, city.foreignShareDefinition == practice.place.foreignShareDefinition || city.country == practice.place.country {
                share = abs(theirs - mine) <= 5 ? .same : theirs > mine ? .higher : .lower
            } else {
                share = .unknown
            }
        } else {
            share = nil
        }
        cost = need.budget.map { mine in practice.budget.map { $0 <= mine ? .within : .above } ?? .unknown }
        isOutsideCompetence = !practice.areas.isEmpty && notCompetentAreas.isSuperset(of: practice.areas)
    }

    /// Points added to the score, within ±0.12: context orders what is alike, it never decides what fits.
    var adjustment: Double {
        var points = 0.0
        switch size {
        case .same: points += 0.015
        case .larger(let factor), .smaller(let factor): points -= factor > 10 ? 0.02 : factor > 4 ? 0.01 : 0
        case nil: break
        }
        if isSameCountry == true { points += 0.01 }
        if cost == .within { points += 0.015 }
        if cost == .above { points -= 0.02 }
        if isOutsideCompetence { points -= 0.08 }
        return points
    }
}

/// What matching knows of a city.
public struct PlaceFacts: Sendable, Equatable {
    public let id: CityID
    public let slug: String
    /// The English name, and what other languages say where that differs.
    public let name: String
    public let names: [Language: String]
    public let country: String
    public let population: Int?
    public let foreignShare: Double?
    public let foreignShareDefinition: String?

    public init(
        id: CityID, slug: String, name: String, names: [Language: String], country: String, population: Int?, foreignShare: Double?, foreignShareDefinition: String?
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.names = names
        self.country = country
        self.population = population
        self.foreignShare = foreignShare
        self.foreignShareDefinition = foreignShareDefinition
    }

    public func name(in language: Language) -> String { names[language] ?? name }
}

/// What the ranking weighs of a practice besides its texts; kept in memory for all of them.
public struct PracticeContext: Sendable, Equatable {
    public struct Precondition: Sendable, Equatable {
        public let id, text: String
        let naming: Naming
    }

    public let id: PracticeID
    public let slug: String
    public let place: PlaceFacts
    public let budget: Money?
    public let areas: [String]
    public let preconditions: [Precondition]
}
