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

    /// By English or local name, as people write it.
    public static func named(_ name: String, _ reader: Reader) throws -> City? {
        let slug = Slug.make(from: name)
        return try all(reader).first { Slug.make(from: $0.name) == slug || Slug.make(from: $0.localName) == slug || $0.slug == slug }
    }
}
