import Kernel
import Store
import Trail

/// Forgets a person, at once and for good: what every room declared is carried out in one transaction, and the erasure is noted, so
/// that it can be done again on a backup from before. The audit chain names people by id alone and stays as it is.
public struct ForgetPerson: Sendable {
    let person: PersonID
    let kept: [KeptTable]

    /// - Parameter kept: the tables of all rooms, those that refer to others first.
    public init(_ person: PersonID, kept: [KeptTable]) {
        self.person = person
        self.kept = kept
    }

    /// - Parameter isAgain: on a restored backup, where what was decided once is only carried out.
    /// - Throws: `Problem.notFound` when there is no such person, or no longer; `Problem.conflict` when nobody would be left to administer.
    public func run(_ trail: Trail, by actor: Actor, isAgain: Bool = false, in writer: Writer) throws {
        guard try writer.reader.number("SELECT count(*) AS n FROM person WHERE id = \(person) AND forgotten_at IS NULL") > 0 else { throw Problem.notFound }
        let isAdministrator = try writer.reader.number("SELECT count(*) AS n FROM role_grant WHERE person_id = \(person) AND role = 'administrator'") > 0
        // The fact first: it makes others wait, so that the last two administrators cannot leave at once.
        try trail.record(Fact("person.forgotten", RecordReference(person), by: actor), in: writer)
        let now = trail.clock.now
        for table in kept {
            for statement in table.processing?.erasing(person, now) ?? [] { try writer.run(statement) }
        }
        try writer.run("INSERT INTO erasure (person_id, at) VALUES (\(person), \(now)) ON CONFLICT (person_id) DO UPDATE SET at = excluded.at, cleaned_at = NULL")
        if isAdministrator, !isAgain { try Administrators.checkOneIsLeft(writer.reader) }
    }
}

/// Whom the installation has forgotten: ids without meaning, and since when.
public struct Erasure: Sendable, Codable, Equatable {
    public let person: String
    public let at: String

    public init(person: String, at: String) {
        self.person = person
        self.at = at
    }

    public static func all(_ reader: Reader) throws -> [Erasure] {
        try reader.all("SELECT person_id, at FROM erasure ORDER BY at, person_id") { Erasure(person: try $0["person_id"], at: try $0["at"]) }
    }

    /// Those of whom something may still be in the files of the database.
    public static func uncleaned(_ reader: Reader) throws -> [PersonID] {
        try reader.all("SELECT person_id FROM erasure WHERE cleaned_at IS NULL ORDER BY person_id") { try $0["person_id"] }
    }

    public static func noteCleaned(_ people: [PersonID], at now: Instant, in writer: Writer) throws {
        try writer.run("UPDATE erasure SET cleaned_at = \(now) WHERE cleaned_at IS NULL AND person_id IN \(list: people)")
    }

    /// Carries out on this database what a register says and the database does not know: it came from a backup from before.
    /// - Returns: how many people were forgotten again. People whom the database does not know are left out.
    public static func carryOut(_ register: [Erasure], kept: [KeptTable], _ trail: Trail, in writer: Writer) throws -> Int {
        var done = 0
        for one in register {
            let person = PersonID(one.person)
            guard try writer.reader.number("SELECT count(*) AS n FROM person WHERE id = \(person) AND forgotten_at IS NULL") > 0 else { continue }
            try ForgetPerson(person, kept: kept).run(trail, by: .system("restore"), isAgain: true, in: writer)
            done += 1
        }
        return done
    }
}
