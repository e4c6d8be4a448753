import Kernel
import Store

/// A city and what is known of it, each figure with its year and source. Cities are never ranked.
public struct City: Sendable, Equatable, Identifiable {
    public let id: CityID
    public let slug: String
    /// The English name.
    public let name: String
    public let localName: String
    /// What other languages call it, where that is not the English name.
    public let names: [Language: String]
    /// ISO 3166-1 alpha-2.
    public let country: String
    public let latitude: Double
    public let longitude: Double
    public let population: Int?
    public let populationYear: Int?
    /// Share of residents without the country's citizenship (or as `foreignShareDefinition` says), in per cent.
    public let foreignShare: Double?
    public let foreignShareYear: Int?
    public let foreignShareDefinition: String?
    public let source: String

    public init(
        id: CityID, slug: String, name: String, localName: String, names: [Language: String], country: String, latitude: Double, longitude: Double,
        population: Int?, populationYear: Int?, foreignShare: Double?, foreignShareYear: Int?, foreignShareDefinition: String?, source: String
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.localName = localName
        self.names = names
        self.country = country
        self.latitude = latitude
        self.longitude = longitude
        self.population = population
        self.populationYear = populationYear
        self.foreignShare = foreignShare
        self.foreignShareYear = foreignShareYear
        self.foreignShareDefinition = foreignShareDefinition
        self.source = source
    }

    public init(row: Row) throws {
        self.init(
            id: try row["id"], slug: try row["slug"], name: try row["name"], localName: try row["local_name"],
            names: try CityNames.read(try row["names"]), country: try row["country"], latitude: try row["latitude"], longitude: try row["longitude"],
            population: try row["population"], populationYear: try row["population_year"], foreignShare: try row["foreign_share"], foreignShareYear: try row["foreign_share_year"],
            foreignShareDefinition: try row["foreign_share_definition"], source: try row["source"])
    }

    /// As people who write this language call it.
    public func name(in language: Language) -> String { names[language] ?? name }

    /// Its name in every language of the interface.
    public var naming: Localized {
        Localized(source: Language.en.code, texts: Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0.code, name(in: $0)) }))
    }

    /// Everything that it is called, each once: the English name, its own, and those of other languages.
    public var allNames: [String] {
        ([name, localName] + names.sorted { $0.key < $1.key }.map(\.value)).reduce(into: []) { all, name in if !all.contains(name) { all.append(name) } }
    }

    public var size: CitySize? { population.map(CitySize.init(population:)) }
}

/// Size classes by inhabitants. The limits follow the OECD/EU city definition (Dijkstra and Poelman 2012), with its classes of
/// small and medium-sized areas drawn together.
public enum CitySize: String, CaseIterable, Sendable {
    case small, medium, large, metropolis

    public init(population: Int) {
        self =
            switch population {
            case ..<50_000: .small
            case ..<250_000: .medium
            case ..<1_000_000: .large
            default: .metropolis
            }
    }
}
