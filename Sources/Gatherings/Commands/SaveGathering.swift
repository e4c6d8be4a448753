import Kernel
import Store
import Trail
import Web

/// Plans a gathering, or changes its plan. Who wrote on top of an older version gets a conflict; nothing is overwritten. Whoever is
/// registered is told when time or place change; the agenda moves along. Once it has taken place, what was planned stays as it was.
struct SaveGathering: Sendable {
    let plan: GatheringPlan
    /// nil for a new one.
    let id: GatheringID?
    let basedOn: Int
    let person: PersonID
    /// What it is planned for: a transfer, a need.
    var origin: RecordReference?

    enum Outcome: Sendable, Equatable {
        case saved(GatheringID), unchanged(GatheringID)
        /// Somebody else saved first.
        case conflict
    }

    func run(_ house: House, _ trail: Trail) async throws -> Outcome { try await house.database.write { try run(house, trail, $0) } }

    func run(_ house: House, _ trail: Trail, _ writer: Writer) throws -> Outcome {
        guard let id else { return .saved(try begin(house, trail, writer)) }
        let now = trail.clock.now
        // Taking the row first makes two savers wait for one another on both engines.
        guard try writer.run("UPDATE gathering SET version = version WHERE id = \(id)") == 1, let before = try Gatherings.byID(id, writer.reader) else { throw Problem.notFound }
        guard before.version == basedOn else { return before.plan == plan ? .unchanged(id) : .conflict }
        guard before.plan != plan else { return .unchanged(id) }
        guard !before.stage.isOver else { throw Problem.refused(reason: "gatherings.problem.over") }
        let known = try Gatherings.slots(id, writer.reader)
        let agenda = MovedAgenda(known, from: before.plan, to: plan)
        let problems = try problems(before, agenda, writer.reader)
        guard problems.isEmpty else { throw Problem.invalid(problems) }
        for (slot, old) in zip(agenda.slots, known) where slot != old { try writer.run("UPDATE agenda_slot SET starts_at = \(slot.starts), ends_at = \(slot.ends) WHERE id = \(slot.id)") }
        try writer.run(
            """
            UPDATE gathering SET version = version + 1, kind = \(plan.kind), title = \(plan.title), city_id = \(plan.city), place = \(plan.place), zone = \(plan.zone),
                starts_at = \(plan.starts), ends_at = \(plan.ends), practice_id = \(plan.practice), programme_id = \(plan.programme), admission = \(plan.admission),
                capacity = \(plan.capacity), register_until = \(plan.registerUntil), budget_cents = \(plan.budget), logistics = \(plan.logistics), access = \(plan.access),
                changed_at = \(now), changed_by = \(person)
            WHERE id = \(id)
            """)
        try writer.run("UPDATE registration SET expires_at = \(plan.ends.adding(.seconds(Registration.keptDays * 86_400))) WHERE gathering_id = \(id)")
        for table in ["gathering_city", "gathering_question"] { try writer.run(SQL(trusted: "DELETE FROM \(table) WHERE ") + "gathering_id = \(id)") }
        try writeLists(id, writer)
        try link(id, trail, writer)
        try trail.record(
            Fact("gathering.changed", RecordReference(id), by: .person(person), before: "{\"version\":\(before.version)}", after: "{\"version\":\(before.version + 1)}"), in: writer)
        if before.stage == .announced, let after = try Gatherings.byID(id, writer.reader) {
            let moved = before.plan.starts != plan.starts || before.plan.ends != plan.ends || before.plan.place != plan.place || before.plan.city != plan.city
            if moved { try GatheringLetters(house: house, trail: trail).write("gatherings.mail.changed", after, to: [.registered, .waiting], in: writer) }
            try FillSeats.fill(after, house, trail, in: writer)
        }
        return .saved(id)
    }

    /// Why the plan cannot become this one.
    private func problems(_ before: Gathering, _ agenda: MovedAgenda, _ reader: Reader) throws -> [FieldProblem] {
        let settled = before.stage.isSettled ? plan.settledChanges(from: before.plan) : []
        guard settled.isEmpty else { return settled.map { FieldProblem($0, "gatherings.problem.settled") } }
        guard let capacity = plan.capacity, capacity != before.plan.capacity else { return agenda.problems }
        let taken = try Registrations.seatsTaken(before.id, reader)
        return agenda.problems + (capacity < taken ? [FieldProblem("capacity", "gatherings.problem.fewerThanTaken", ["taken": String(taken)])] : [])
    }

    private func begin(_ house: House, _ trail: Trail, _ writer: Writer) throws -> GatheringID {
        let (id, now): (GatheringID, Instant) = (house.ids.next(), trail.clock.now)
        try writer.run(
            """
            INSERT INTO gathering (id, version, kind, title, city_id, place, zone, starts_at, ends_at, practice_id, programme_id, admission, capacity, register_until,
                budget_cents, logistics, access, stage, created_at, created_by, changed_at, changed_by)
            VALUES (\(id), 1, \(plan.kind), \(plan.title), \(plan.city), \(plan.place), \(plan.zone), \(plan.starts), \(plan.ends), \(plan.practice), \(plan.programme),
                \(plan.admission), \(plan.capacity), \(plan.registerUntil), \(plan.budget), \(plan.logistics), \(plan.access), 'planned', \(now), \(person), \(now), \(person))
            """)
        try writeLists(id, writer)
        for (position, task) in GatheringTask.template(plan.kind).enumerated() {
            try writer.run("INSERT INTO gathering_task (id, gathering_id, side, position, code) VALUES (\(house.ids.text()), \(id), \(task.side), \(position), \(task.code))")
        }
        try link(id, trail, writer)
        if let origin { try trail.link(RecordReference(id), to: origin, as: "visits for", in: writer) }
        try trail.record(Fact("gathering.planned", RecordReference(id), by: .person(person), after: "{\"version\":1,\"kind\":\"\(plan.kind.rawValue)\"}"), in: writer)
        return id
    }

    /// What it is planned for now; what it was planned for before stays in its thread.
    private func link(_ id: GatheringID, _ trail: Trail, _ writer: Writer) throws {
        if let practice = plan.practice { try trail.link(RecordReference(id), to: RecordReference(practice), as: "visits", in: writer) }
        if let programme = plan.programme { try trail.link(RecordReference(id), to: RecordReference(programme), as: "part of", in: writer) }
    }

    private func writeLists(_ id: GatheringID, _ writer: Writer) throws {
        for (part, cities) in [("host", plan.hosts), ("visiting", plan.visitors)] {
            for city in cities { try writer.run("INSERT INTO gathering_city (gathering_id, part, city_id) VALUES (\(id), \(part), \(city))") }
        }
        for (position, text) in plan.questions.enumerated() {
            try writer.run("INSERT INTO gathering_question (gathering_id, position, text) VALUES (\(id), \(position), \(text))")
        }
    }
}

/// Puts the order of the day on record.
struct SaveAgenda: Sendable {
    let id: GatheringID
    let slots: [AgendaSlot]
    let basedOn: Int
    let person: PersonID

    /// - Returns: false when somebody else changed the gathering first.
    func run(_ house: House, _ trail: Trail) async throws -> Bool {
        try await house.database.write { writer in
            guard try writer.run("UPDATE gathering SET version = version WHERE id = \(id)") == 1, let before = try Gatherings.byID(id, writer.reader) else { throw Problem.notFound }
            let known = try Gatherings.slots(id, writer.reader)
            guard before.version == basedOn else { return known == slots }
            guard known != slots else { return true }
            guard !before.stage.isOver else { throw Problem.refused(reason: "gatherings.problem.over") }
            // Notes stay where they were; those of a slot that went stand for themselves.
            try writer.run("UPDATE note SET slot_id = NULL WHERE gathering_id = \(id) AND slot_id IS NOT NULL AND slot_id NOT IN \(list: slots.map(\.id))")
            try writer.run("DELETE FROM agenda_slot WHERE gathering_id = \(id)")
            for slot in slots {
                try writer.run(
                    """
                    INSERT INTO agenda_slot (id, gathering_id, starts_at, ends_at, title, place, who)
                    VALUES (\(slot.id), \(id), \(slot.starts), \(slot.ends), \(slot.title), \(slot.place), \(slot.who))
                    """)
            }
            try writer.run("UPDATE gathering SET version = version + 1, changed_at = \(trail.clock.now), changed_by = \(person) WHERE id = \(id)")
            try trail.record(Fact("gathering.arranged", RecordReference(id), by: .person(person), after: "{\"slots\":\(slots.count)}"), in: writer)
            return true
        }
    }
}
