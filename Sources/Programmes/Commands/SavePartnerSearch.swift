import Kernel
import Store
import Trail
import Web

/// Keeps what a programme says to those whom it looks for as partners.
struct SavePartnerSearch: Sendable {
    let programme: ProgrammeID
    let values: [String: String]
    /// The version the writer had before them; 0 where there was none.
    let basedOn: Int
    let person: PersonID

    enum Outcome: Sendable, Equatable { case saved, unchanged, conflict }

    func run(_ house: House, _ trail: Trail) async throws -> Outcome {
        try await house.database.write { writer in
            // The programme's row is there before the fiche is: two first savers wait for one another.
            try writer.run("UPDATE programme SET version = version WHERE id = \(programme)")
            let current = try PartnerSearches.of(programme, writer.reader)
            guard (current?.version ?? 0) == basedOn else { return .conflict }
            if let current, current.values == values { return .unchanged }
            let stage = values["searchStage"] ?? PartnerSearch.stages[0]
            try writer.run(
                """
                INSERT INTO partner_search (programme_id, stage, seeking, closes_day, pool, contact_name, contact_mail, contact_phone, is_public, version, changed_at, changed_by)
                VALUES (\(programme), \(stage), \(values["seeking"]), \(values["closesDay"]), \(values["pool"]), \(values["contactName"]), \(values["contactMail"]),
                    \(values["contactPhone"]), \(values["isPublic"] == "1"), \(basedOn + 1), \(trail.clock.now), \(person))
                ON CONFLICT (programme_id) DO UPDATE SET stage = excluded.stage, seeking = excluded.seeking, closes_day = excluded.closes_day, pool = excluded.pool,
                    contact_name = excluded.contact_name, contact_mail = excluded.contact_mail, contact_phone = excluded.contact_phone, is_public = excluded.is_public,
                    version = excluded.version, changed_at = excluded.changed_at, changed_by = excluded.changed_by
                """)
            try trail.record(
                Fact("programme.partnerSearch", RecordReference(programme), by: .person(person), after: "{\"public\":\(values["isPublic"] == "1"),\"version\":\(basedOn + 1)}"),
                in: writer)
            return .saved
        }
    }
}
