import Foundation
import Kernel
import Store
import Trail

/// Reads a file of cities and puts them on record; run again, it brings them up to date.
public struct ImportCities: Sendable {
    let cities: [City]
    public var count: Int { cities.count }

    /// - Throws: `ImportProblems` naming file, record and field.
    public init(file: String, data: Data) throws {
        var problems: [ImportProblem] = []
        cities = try RecordReader.objects(in: data, file: file).enumerated().map { position, object in
            let reader = RecordReader(object, file: file, identity: "name", position: position)
            let name = reader.text("name", limit: 120)
            let country = reader.text("country", limit: 2)
            let city = City(
                id: CityID(""), slug: Slug.make(from: name), name: name, localName: reader.text("local_name", limit: 120), names: Self.names(reader),
                country: country, latitude: reader.decimal("latitude", in: -90...90), longitude: reader.decimal("longitude", in: -180...180),
                population: reader.optionalInteger("population", in: 1...50_000_000),
                populationYear: reader.optionalInteger("population_year", in: 1900...2100),
                foreignShare: reader.optionalDecimal("foreign_share_percent", in: 0...100),
                foreignShareYear: reader.optionalInteger("foreign_share_year", in: 1900...2100),
                foreignShareDefinition: reader.optionalText("foreign_share_definition", limit: 500), source: reader.text("source", limit: 2000))
            if country.count != 2 || country != country.uppercased() { reader.report("country", "must be a code of two letters (ISO 3166-1)") }
            problems += reader.finish()
            return city
        }
        for (slug, same) in Dictionary(grouping: cities, by: \.slug) where same.count > 1 {
            problems.append(ImportProblem(file: file, record: same[0].name, field: "name", message: "stands \(same.count) times in the file (\(slug))"))
        }
        if !problems.isEmpty { throw ImportProblems(problems) }
    }

    private static func names(_ reader: RecordReader) -> [Language: String] {
        var names: [Language: String] = [:]
        for (code, name) in reader.textsByKey("names", limit: 120) {
            if let language = Language(rawValue: code), language != .en {
                names[language] = name
            } else {
                reader.report("names.\(code)", "must be a language that the pages are shown in, other than English: the English name is \"name\"")
            }
        }
        return names
    }

    /// - Returns: how many were new and how many changed.
    public func run(_ database: Database, _ ids: IDSource, _ trail: Trail) async throws -> (new: Int, changed: Int) {
        try await database.write { writer in
            let known = Dictionary(uniqueKeysWithValues: try Cities.all(writer.reader).map { ($0.slug, $0) })
            var new = 0
            var changed = 0
            for city in cities {
                let old = known[city.slug]
                let id = old?.id ?? ids.next()
                if let old, old == city.with(id: old.id) { continue }
                if old == nil { new += 1 } else { changed += 1 }
                try writer.run(
                    """
                    INSERT INTO city (id, slug, name, local_name, names, country, latitude, longitude, population, population_year,
                        foreign_share, foreign_share_year, foreign_share_definition, source)
                    VALUES (\(id), \(city.slug), \(city.name), \(city.localName), \(try CityNames.written(city.names)), \(city.country), \(city.latitude),
                        \(city.longitude), \(city.population), \(city.populationYear), \(city.foreignShare), \(city.foreignShareYear), \(city.foreignShareDefinition), \(city.source))
                    ON CONFLICT (id) DO UPDATE SET name = excluded.name, local_name = excluded.local_name, names = excluded.names,
                        country = excluded.country, latitude = excluded.latitude, longitude = excluded.longitude, population = excluded.population,
                        population_year = excluded.population_year, foreign_share = excluded.foreign_share,
                        foreign_share_year = excluded.foreign_share_year, foreign_share_definition = excluded.foreign_share_definition,
                        source = excluded.source
                    """)
                try trail.record(Fact("city.imported", RecordReference(id), by: .system("import")), in: writer)
            }
            return (new, changed)
        }
    }
}

extension City {
    func with(id: CityID) -> City {
        City(
            id: id, slug: slug, name: name, localName: localName, names: names, country: country, latitude: latitude, longitude: longitude,
            population: population, populationYear: populationYear, foreignShare: foreignShare, foreignShareYear: foreignShareYear,
            foreignShareDefinition: foreignShareDefinition, source: source)
    }
}
