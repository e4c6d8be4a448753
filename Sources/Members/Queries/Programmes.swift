import Kernel
import Store
import Web

/// Questions about programmes.
public enum Programmes {
    public static func all(_ reader: Reader) throws -> [Programme] {
        try reader.all("SELECT * FROM programme ORDER BY start_day, name", Programme.init(row:))
    }

    /// Those that somebody may count what they do to: they coordinate it, or one of their cities takes part.
    public static func open(to viewer: Viewer, _ reader: Reader) throws -> [Programme] {
        guard let own = viewer.programmes(holding: .coordinateProgrammes) else { return try all(reader) }
        return try reader.all(
            """
            SELECT * FROM programme WHERE id IN \(list: own)
                OR EXISTS (SELECT 1 FROM programme_city WHERE programme_city.programme_id = programme.id AND programme_city.city_id IN \(list: viewer.cities))
            ORDER BY start_day, name
            """, Programme.init(row:))
    }

    public static func bySlug(_ slug: String, _ reader: Reader) throws -> Programme? {
        try reader.first("SELECT * FROM programme WHERE slug = \(slug)", Programme.init(row:))
    }

    public static func byID(_ id: ProgrammeID, _ reader: Reader) throws -> Programme? {
        try reader.first("SELECT * FROM programme WHERE id = \(id)", Programme.init(row:))
    }

    /// Which version the record has, and who made it when; who is nil where it came from a file.
    public static func version(of id: ProgrammeID, _ reader: Reader) throws -> (number: Int, at: Instant?, by: PersonID?)? {
        try reader.first("SELECT version, changed_at, changed_by FROM programme WHERE id = \(id)") { (try $0["version"], try $0["changed_at"], try $0["changed_by"]) }
    }

    /// The programmes a city takes or took part in, with its part.
    public static func ofCity(_ id: CityID, _ reader: Reader) throws -> [(programme: Programme, part: Programme.Place.Part)] {
        try reader.all(
            """
            SELECT programme.*, programme_city.part AS part FROM programme
            JOIN programme_city ON programme_city.programme_id = programme.id
            WHERE programme_city.city_id = \(id) ORDER BY programme.start_day, programme.name
            """
        ) { (programme: try Programme(row: $0), part: try $0["part"]) }
    }

    public static func places(of id: ProgrammeID, _ reader: Reader) throws -> [Programme.Place] {
        try reader.all("SELECT part, city_id, name FROM programme_city WHERE programme_id = \(id) ORDER BY position") {
            Programme.Place(part: try $0["part"], city: try $0["city_id"], name: try $0["name"])
        }
    }

    public static func lists(of id: ProgrammeID, _ reader: Reader) throws -> [Programme.ListKind: [String]] {
        let rows: [(Programme.ListKind, String)] = try reader.all(
            "SELECT kind, text FROM programme_text WHERE programme_id = \(id) ORDER BY kind, position"
        ) { (try $0["kind"], try $0["text"]) }
        return Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }
    }

    public static func changes(of id: ProgrammeID, _ reader: Reader) throws -> [ProgrammeChange] {
        try reader.all("SELECT what, planned, actual, reason, source FROM programme_change WHERE programme_id = \(id) ORDER BY position") {
            ProgrammeChange(what: try $0["what"], planned: try $0["planned"], actual: try $0["actual"], reason: try $0["reason"], source: try $0["source"])
        }
    }

    /// The places of every programme, in one statement.
    public static func allPlaces(_ reader: Reader) throws -> [ProgrammeID: [Programme.Place]] {
        let rows: [(ProgrammeID, Programme.Place)] = try reader.all(
            "SELECT programme_id, part, city_id, name FROM programme_city ORDER BY programme_id, position"
        ) { (try $0["programme_id"], Programme.Place(part: try $0["part"], city: try $0["city_id"], name: try $0["name"])) }
        return Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }
    }

    public static func allThemes(_ reader: Reader) throws -> [ProgrammeID: [String]] {
        let rows: [(ProgrammeID, String)] = try reader.all(
            "SELECT programme_id, text FROM programme_text WHERE kind = 'theme' ORDER BY programme_id, position"
        ) { (try $0["programme_id"], try $0["text"]) }
        return Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }
    }
}
