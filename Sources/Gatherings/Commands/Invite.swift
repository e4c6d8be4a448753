import Kernel
import Store
import Trail
import Web

/// Puts somebody on the list of those who are asked to come: speakers, experts, people of the visiting city. Once the gathering is
/// announced they are written to at once. Whoever has withdrawn can be asked again.
struct Invite: Sendable {
    let gathering: GatheringID
    let name: String
    /// In lower case.
    let email: String
    let role: Registration.Role
    let city: CityID?
    /// Of letters to somebody without an account; whoever has one is written to in their own.
    let language: Language
    let by: PersonID

    /// - Throws: `Problem.invalid` when the address is on the list.
    func run(_ house: House, _ trail: Trail) async throws {
        let new: RegistrationID = house.ids.next()
        try await house.database.write { writer in
            guard try writer.run("UPDATE gathering SET version = version WHERE id = \(gathering)") == 1, let found = try Gatherings.byID(gathering, writer.reader) else { throw Problem.notFound }
            guard [.planned, .announced].contains(found.stage) else { throw Problem.refused(reason: "gatherings.problem.over") }
            let account: (id: PersonID, language: Language)? = try writer.reader.first(
                "SELECT id, language FROM person WHERE email = \(email) AND disabled_at IS NULL AND forgotten_at IS NULL"
            ) { (id: try $0["id"], language: Language(rawValue: try $0["language"]) ?? language) }
            let known = try Registrations.of(email: email, at: gathering, writer.reader) ?? account.flatMap { try Registrations.of($0.id, at: gathering, writer.reader) }
            guard known.map({ $0.state == .withdrawn }) ?? true else { throw Problem.invalid([FieldProblem("email", "gatherings.problem.onTheList")]) }
            let id = known?.id ?? new
            let spoken = (account?.language ?? language).code
            if known == nil {
                try writer.run(
                    """
                    INSERT INTO registration (id, gathering_id, person_id, name, email, city_id, role, language, state, at, expires_at)
                    VALUES (\(id), \(gathering), \(account?.id), \(name), \(email), \(city), \(role), \(spoken), 'invited', \(trail.clock.now),
                        \(found.plan.ends.adding(.seconds(Registration.keptDays * 86_400))))
                    """)
            } else {
                // What they told of themselves stays theirs.
                try writer.run(
                    "UPDATE registration SET state = 'invited', role = \(role), city_id = coalesce(\(city), city_id), language = \(spoken), at = \(trail.clock.now) WHERE id = \(id)")
            }
            if found.stage == .announced, let registration = try Registrations.byID(id, writer.reader) {
                try GatheringLetters(house: house, trail: trail).write("gatherings.mail.invited", found, to: registration, in: writer)
            }
            try trail.record(Fact("registration.invited", RecordReference(id), by: .person(by), after: "{\"role\":\"\(role.rawValue)\"}"), in: writer)
        }
    }
}

/// Notes who was there and in which part; whoever is not named stays unsaid.
struct NoteAttendance: Sendable {
    let gathering: GatheringID
    let attended: [RegistrationID: Bool]
    let by: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            for (id, wasThere) in attended.sorted(by: { $0.key < $1.key }) {
                try writer.run("UPDATE registration SET attended = \(wasThere) WHERE id = \(id) AND gathering_id = \(gathering)")
            }
            let there = try writer.reader.number("SELECT count(*) AS n FROM registration WHERE gathering_id = \(gathering) AND attended = 1")
            try trail.record(Fact("gathering.attendance", RecordReference(gathering), by: .person(by), after: "{\"there\":\(there)}"), in: writer)
        }
    }
}

/// Ticks an item of a check list, or takes the tick away; adds one of their own.
struct KeepTask: Sendable {
    enum Change: Sendable {
        case done(String), open(String), add(GatheringTask.Side, String)
    }

    let gathering: GatheringID
    let change: Change
    let by: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        let new = house.ids.text()
        try await house.database.write { writer in
            let now = trail.clock.now
            guard let found = try Gatherings.byID(gathering, writer.reader) else { throw Problem.notFound }
            guard !found.stage.isOver else { throw Problem.refused(reason: "gatherings.problem.over") }
            switch change {
            case .done(let id): try writer.run("UPDATE gathering_task SET done_at = \(now), done_by = \(by) WHERE id = \(id) AND gathering_id = \(gathering) AND done_at IS NULL")
            case .open(let id): try writer.run("UPDATE gathering_task SET done_at = NULL, done_by = NULL WHERE id = \(id) AND gathering_id = \(gathering)")
            case .add(let side, let text):
                let last = try writer.reader.number("SELECT coalesce(max(position), 0) AS n FROM gathering_task WHERE gathering_id = \(gathering)")
                try writer.run("INSERT INTO gathering_task (id, gathering_id, side, position, text) VALUES (\(new), \(gathering), \(side), \(last + 1), \(text))")
            }
            try trail.record(Fact("gathering.checked", RecordReference(gathering), by: .person(by)), in: writer)
        }
    }
}
