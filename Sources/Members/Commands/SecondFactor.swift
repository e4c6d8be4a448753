import Kernel
import Store
import Trail
import Web

/// The second factor of one person: set up, confirmed, asked for, ended.
struct SecondFactor: Sendable {
    let seal: SealedSecret
    let trail: Trail

    struct Record: Sendable {
        let secret: String
        let isConfirmed: Bool
        let lastStep: Int64
        let recoveryCodes: Int
    }

    static func of(_ person: PersonID, _ reader: Reader) throws -> Record? {
        let left = try reader.number("SELECT count(*) AS n FROM recovery_code WHERE person_id = \(person)")
        return try reader.first("SELECT secret, confirmed_at, last_step FROM second_factor WHERE person_id = \(person)") { row in
            let confirmed: Instant? = try row["confirmed_at"]
            return Record(secret: try row["secret"], isConfirmed: confirmed != nil, lastStep: try row["last_step"], recoveryCodes: left)
        }
    }

    /// Makes a secret that counts once it is confirmed. Begun again, it replaces one that was not.
    func begin(for person: PersonID, _ writer: Writer) throws {
        if try Self.of(person, writer.reader)?.isConfirmed == true { throw Problem.conflict(reason: "members.second.already") }
        try writer.run("DELETE FROM second_factor WHERE person_id = \(person)")
        try writer.run(
            """
            INSERT INTO second_factor (person_id, secret, created_at, confirmed_at, last_step)
            VALUES (\(person), \(seal.seal(OneTimeCode.newSecret())), \(trail.clock.now), NULL, 0)
            """)
        try trail.record(Fact("secondFactor.begun", RecordReference(person), by: .person(person)), in: writer)
    }

    /// The first code shows that the app and we agree.
    /// - Returns: recovery codes, to be shown this once; nil when the code is wrong.
    func confirm(_ code: String, for person: PersonID, _ writer: Writer) throws -> [String]? {
        guard let record = try Self.of(person, writer.reader), !record.isConfirmed else { throw Problem.conflict(reason: "members.second.already") }
        guard try take(code, record, of: person, writer) else { return nil }
        try writer.run("UPDATE second_factor SET confirmed_at = \(trail.clock.now) WHERE person_id = \(person)")
        try trail.record(Fact("secondFactor.confirmed", RecordReference(person), by: .person(person)), in: writer)
        return try makeCodes(for: person, writer)
    }

    /// New recovery codes; the old ones no longer work.
    func makeCodes(for person: PersonID, _ writer: Writer) throws -> [String] {
        let codes = (0..<RecoveryCode.count).map { _ in RecoveryCode.make() }
        try writer.run("DELETE FROM recovery_code WHERE person_id = \(person)")
        for code in codes {
            try writer.run(
                """
                INSERT INTO recovery_code (person_id, digest, created_at)
                VALUES (\(person), \(seal.digest(RecoveryCode.plain(code), of: person.rawValue)), \(trail.clock.now))
                """)
        }
        try trail.record(Fact("recoveryCodes.made", RecordReference(person), by: .person(person)), in: writer)
        return codes
    }

    /// Whether a typed code is good: of the app, or one of the recovery codes, which is then used up.
    func accepts(_ typed: String, of person: PersonID, _ writer: Writer) throws -> Bool {
        guard let record = try Self.of(person, writer.reader), record.isConfirmed else { return false }
        let digits = String(typed.compactMap { $0.wholeNumberValue.map(String.init) }.joined())
        if digits.count == 6, RecoveryCode.plain(typed).count == 6 { return try take(digits, record, of: person, writer) }
        let digest = seal.digest(RecoveryCode.plain(typed), of: person.rawValue)
        guard try writer.run("DELETE FROM recovery_code WHERE person_id = \(person) AND digest = \(digest)") > 0 else { return false }
        try trail.record(Fact("recoveryCode.used", RecordReference(person), by: .person(person)), in: writer)
        return true
    }

    func end(for person: PersonID, by actor: PersonID, _ writer: Writer) throws {
        try writer.run("DELETE FROM recovery_code WHERE person_id = \(person)")
        guard try writer.run("DELETE FROM second_factor WHERE person_id = \(person)") > 0 else { return }
        try trail.record(Fact("secondFactor.ended", RecordReference(person), by: .person(actor)), in: writer)
    }

    /// Takes the code of a step that is newer than the last one taken: of two that come with the same code at once, one is refused.
    private func take(_ code: String, _ record: Record, of person: PersonID, _ writer: Writer) throws -> Bool {
        guard let secret = seal.open(record.secret), let step = OneTimeCode.step(of: code, secret, at: trail.clock.now, after: record.lastStep) else { return false }
        return try writer.run("UPDATE second_factor SET last_step = \(step) WHERE person_id = \(person) AND last_step < \(step)") > 0
    }
}
