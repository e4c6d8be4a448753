import Kernel
import Members
import Store
import Trail
import Web

/// Publishes, schedules, withdraws or archives a page.
struct SetPageState: Sendable {
    let page: SitePageID
    let step: String
    /// For scheduling: when it is to be published.
    let at: Instant?
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            guard let before = try SitePages.one(page, writer.reader) else { throw Problem.notFound }
            // Twice is once: whoever presses a button again, or second, finds it done.
            if SitePage.life.steps.contains(where: { $0.name == step && $0.to == before.state }) { return }
            let state = try SitePage.life.take(step, at: before.state, as: [.editSite, .writeNews])
            if state == .scheduled, at == nil { throw Problem.invalid([FieldProblem("publishAt", "publishing.problem.dayMissing")]) }
            // The state is in the condition: of two who decide at once, the second is told.
            let changed = try writer.run(
                """
                UPDATE site_page SET state = \(state), publish_at = \(state == .scheduled ? at : nil), changed_at = \(trail.clock.now), changed_by = \(person)
                WHERE id = \(page) AND state = \(before.state)
                """)
            guard changed == 1 else { throw Problem.conflict(reason: "web.error.409.message") }
            try trail.record(
                Fact("page.\(state.rawValue)", RecordReference(page), by: .person(person), before: "{\"state\":\"\(before.state.rawValue)\"}",
                    after: "{\"state\":\"\(state.rawValue)\"}"), in: writer)
        }
    }
}

/// Publishes what was scheduled and is due. Several processes may do it at once: each page is published by one.
enum PublishDue {
    static func run(_ house: House, _ trail: Trail) async throws -> Int {
        let now = trail.clock.now
        // Only asked first, so that nothing to do costs no write.
        guard try await house.database.read({ try $0.number("SELECT count(*) AS n FROM site_page WHERE state = 'scheduled' AND publish_at <= \(now)") }) > 0 else { return 0 }
        return try await house.database.write { writer in
            let due: [SitePageID] = try writer.reader.all(
                "UPDATE site_page SET state = 'published', publish_at = NULL, changed_at = \(now) WHERE state = 'scheduled' AND publish_at <= \(now) RETURNING id"
            ) { try $0["id"] }
            for page in due {
                try trail.record(
                    Fact("page.published", RecordReference(page), by: .system("schedule"), before: "{\"state\":\"scheduled\"}", after: "{\"state\":\"published\"}"), in: writer)
            }
            return due.count
        }
    }
}
