import Kernel
import Store
import Trail
import Web

/// Where an administrator begins, and the audit record.
struct AdministrationHandlers: Sendable {
    let house: House
    let trail: Trail
    let ports: MembersPorts

    static let pageLength = 100

    func show(_ visit: Visit) async throws -> Answer {
        let now = house.clock.now
        let counts = try await house.database.read { reader in
            AdministrationPage.Counts(
                letters: try Outbox.counts(reader), people: try reader.number("SELECT count(*) AS n FROM person WHERE forgotten_at IS NULL"),
                providers: try reader.number("SELECT count(*) AS n FROM provider"), entries: Int(try Audit.position(reader)),
                kinds: ports.kept.filter { $0.processing != nil }.count, tokens: try Tokens.countInUse(at: now, reader), webhooks: try Webhooks.all(reader).count,
                signedIn: try reader.number("SELECT count(*) AS n FROM session WHERE expires_at > \(now)"))
        }
        // A demonstration is not set up for anybody.
        let left = house.site.isDemonstration ? 0 : try await steps(visit).left
        return .page(
            AdministrationPage.page(counts, others: ports.rooms, try await ports.health(), isMailSet: ports.isMailSet, stepsLeft: left, house.words(visit.language)))
    }

    /// Where the first run ends: what is left to do, with what is done ticked.
    func nextSteps(_ visit: Visit) async throws -> Answer { .page(NextStepsPage.page(try await steps(visit), house.words(visit.language))) }

    private func steps(_ visit: Visit) async throws -> NextSteps {
        let (person, hasLegal, asksSecondFactor) = (try visit.person().id, house.facade.legal != nil, !house.site.isDemonstration)
        return try await house.database.read { try NextSteps.of(person, hasLegal: hasLegal, asksSecondFactor: asksSecondFactor, $0) }
    }

    func audit(_ visit: Visit) async throws -> Answer {
        let filter = AuditFilter(visit.query)
        let (entries, names) = try await house.database.read { reader in
            let entries = try Audit.entries(
                of: filter.record, by: filter.actor, action: filter.action, before: filter.before, limit: Self.pageLength + 1, reader)
            return (entries, try People.names(Array(Set(entries.compactMap { PersonID(actor: $0.actor) })), reader))
        }
        return .page(AuditPage.page(entries, names, filter, house.words(visit.language)))
    }
}

/// What somebody looks for in the audit record.
struct AuditFilter {
    /// `need`, or `need/01jx…`.
    let record: String?
    /// `person:01jx…`, `system:import`.
    let actor: String?
    /// `need.shared`, or the beginning of it.
    let action: String?
    let before: Int64?

    init(_ query: Fields) {
        record = query.text("record")
        actor = query.text("actor")
        action = query.text("action")
        before = query.text("before").flatMap { Int64($0) }
    }

    var fields: Fields {
        Fields([("record", record), ("actor", actor), ("action", action)].compactMap { name, value in value.map { (name, $0) } })
    }
}

extension PersonID {
    /// The person in `person:01jx…`; nil for a system.
    init?(actor: String) {
        guard actor.hasPrefix("person:") else { return nil }
        // `person:01jx… token:01jy…` when a program acted for them.
        self.init(String(actor.dropFirst("person:".count).prefix { $0 != " " }))
    }
}
