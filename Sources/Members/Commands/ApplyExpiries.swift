import Kernel
import Store
import Trail

/// Takes away what has been kept for as long as was declared. Several processes may do it at once: what one has taken away, another
/// does not find.
public struct ApplyExpiries: Sendable {
    let kept: [KeptTable]

    public init(kept: [KeptTable]) { self.kept = kept }

    /// - Returns: how many rows went, by table; tables of which none went are left out.
    @discardableResult
    public func run(_ database: Database, _ trail: Trail) async throws -> [String: Int] {
        let now = trail.clock.now
        // Only asked first, so that an hour in which nothing ran out costs no write.
        let due = try await database.read { reader in
            try kept.filter { table in try Self.condition(table, at: now).map { try reader.number(SQL(trusted: "SELECT count(*) AS n FROM \(table.name) WHERE ") + $0) > 0 } ?? false }
        }
        guard !due.isEmpty else { return [:] }
        return try await database.write { writer in
            var gone: [String: Int] = [:]
            for table in due {
                guard let condition = Self.condition(table, at: now) else { continue }
                gone[table.name] = try table.processing.map { if case .forgets = $0.expiry { try forget(condition, trail, writer) } else { try delete(table, condition, writer) } }
            }
            gone = gone.filter { $0.value > 0 }
            for (table, rows) in gone.sorted(by: { $0.key < $1.key }) {
                try trail.record(Fact("table.expired", RecordReference(kind: "table", id: table), by: .system("expiry"), after: "{\"rows\":\(rows)}"), in: writer)
            }
            return gone
        }
    }

    private func delete(_ table: KeptTable, _ condition: SQL, _ writer: Writer) throws -> Int {
        try writer.run(SQL(trusted: "DELETE FROM \(table.name) WHERE ") + condition)
    }

    /// Somebody whose account is disabled does not count among the administrators, so nobody needs to be asked for.
    private func forget(_ condition: SQL, _ trail: Trail, _ writer: Writer) throws -> Int {
        let people: [PersonID] = try writer.reader.all("SELECT id FROM person WHERE forgotten_at IS NULL AND \(condition) ORDER BY id") { try $0["id"] }
        for person in people { try ForgetPerson(person, kept: kept).run(trail, by: .system("expiry"), isAgain: true, in: writer) }
        return people.count
    }

    /// Which rows have been kept long enough; nil where nothing goes by itself.
    static func condition(_ table: KeptTable, at now: Instant) -> SQL? {
        func before(_ column: String, days: Int) -> SQL { SQL(trusted: "\(column) IS NOT NULL AND \(column) < ") + "\(now.adding(.seconds(-days * 86_400)))" }
        return switch table.processing?.expiry {
        case .runsOut(let column, _): before(column, days: 0)
        case .days(let days, let column): before(column, days: days)
        case .forgets(let days, let column): SQL(trusted: "forgotten_at IS NULL AND ") + before(column, days: days)
        case .withAccount, .withRecord, .never, nil: nil
        }
    }
}
