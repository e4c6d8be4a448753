import Kernel
import Store

/// A city and what is known of it, each figure with its year and source. Cities are never ranked.
public struct City: Sendable, Equatable, Identifiable {
    public let id: CityID
    public let slug: String
    /// The English name.
    public let name: String
    public let localName: String
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
        id: CityID, slug: String, name: String, localName: String, country: String, latitude: Double, longitude: Double, population: Int?,
        populationYear: Int?, foreignShare: Double?, foreignShareYear: Int?, foreignShareDefinition: String?, source: String
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.localName = localName
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

    init(row: Row) throws {
        self.init(
            id: try row["id"], slug: try row["slug"], name: try row["name"], localName: try row["local_name"], country: try row["country"],
            latitude: try row["latitude"], longitude: try row["longitude"], population: try row["population"],
            populationYear: try row["population_year"], foreignShare: try row["foreign_share"], foreignShareYear: try row["foreign_share_year"],
            foreignShareDefinition: try row["foreign_share_definition"], source: try row["source"])
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
