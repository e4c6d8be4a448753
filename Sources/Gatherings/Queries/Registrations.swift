import Kernel
import Store
import Web

/// Questions about who comes.
enum Registrations {
    static func byID(_ id: RegistrationID, _ reader: Reader) throws -> Registration? {
        try reader.first("SELECT * FROM registration WHERE id = \(id)", registration)
    }

    static func of(_ person: PersonID, at gathering: GatheringID, _ reader: Reader) throws -> Registration? {
        try reader.first("SELECT * FROM registration WHERE gathering_id = \(gathering) AND person_id = \(person)", registration)
    }

    static func of(email: String, at gathering: GatheringID, _ reader: Reader) throws -> Registration? {
        try reader.first("SELECT * FROM registration WHERE gathering_id = \(gathering) AND email = \(email)", registration)
    }

    static func all(_ gathering: GatheringID, _ reader: Reader) throws -> [Registration] {
        try reader.all("SELECT * FROM registration WHERE gathering_id = \(gathering) ORDER BY state, at, id", registration)
    }

    /// How many there are in each state, by gathering.
    static func counts(_ gatherings: [GatheringID], _ reader: Reader) throws -> [GatheringID: [Registration.State: Int]] {
        var counts: [GatheringID: [Registration.State: Int]] = [:]
        for row in try reader.rows("SELECT gathering_id, state, count(*) AS n FROM registration WHERE gathering_id IN \(list: gatherings) GROUP BY gathering_id, state") {
            counts[try row["gathering_id"], default: [:]][try row["state"]] = try row["n"]
        }
        return counts
    }

    static func seatsTaken(_ gathering: GatheringID, _ reader: Reader) throws -> Int {
        try reader.number("SELECT count(*) AS n FROM registration WHERE gathering_id = \(gathering) AND state = 'registered'")
    }

    private static func registration(_ row: Row) throws -> Registration {
        let attended: Int? = try row["attended"]
        return Registration(
            id: try row["id"], gathering: try row["gathering_id"], person: try row["person_id"], name: try row["name"], email: try row["email"],
            organisation: try row["organisation"], city: try row["city_id"], role: try row["role"], needs: try row["needs"],
            language: Language(rawValue: try row["language"]) ?? .en, state: try row["state"], attended: attended.map { $0 != 0 }, at: try row["at"])
    }
}
