import Kernel
import Store

/// Questions about cities.
public enum Cities {
    public static func all(_ reader: Reader) throws -> [City] {
        try reader.all("SELECT * FROM city ORDER BY country, name", City.init(row:))
    }

    public static func bySlug(_ slug: String, _ reader: Reader) throws -> City? {
        try reader.first("SELECT * FROM city WHERE slug = \(slug)", City.init(row:))
    }

    public static func byID(_ id: CityID, _ reader: Reader) throws -> City? {
        try reader.first("SELECT * FROM city WHERE id = \(id)", City.init(row:))
    }

    /// By any of its names, as people write it.
    public static func named(_ name: String, _ reader: Reader) throws -> City? {
        let cities = try all(reader)
        return Gazetteer(cities).city(called: name) ?? cities.first { $0.slug == name }
    }
}
