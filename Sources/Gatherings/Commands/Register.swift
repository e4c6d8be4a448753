import Kernel
import Store
import Trail
import Web

/// What somebody says when they register.
struct RegistrationDraft: Sendable {
    var name: String
    /// In lower case.
    var email: String
    var organisation: String?
    var city: CityID?
    var needs: String?
    var language: Language
}

/// Registers somebody, with or without an account. The seats are counted while nobody else can take one, so there are never more people
/// than seats; who comes later waits.
struct Register: Sendable {
    let gathering: GatheringID
    let draft: RegistrationDraft
    /// nil: without an account.
    let person: PersonID?
    /// The address is theirs: they are signed in, or hold the link of a letter that went there.
    let isProven: Bool

    /// - Throws: `Problem.refused` when it is too late, or by invitation only.
    func run(_ house: House, _ trail: Trail) async throws -> Registration {
        let id: RegistrationID = house.ids.next()
        return try await house.database.write { writer in
            let now = trail.clock.now
            guard try writer.run("UPDATE gathering SET version = version WHERE id = \(gathering)") == 1, let found = try Gatherings.byID(gathering, writer.reader) else { throw Problem.notFound }
            try found.admits(at: now).require()
            let known = try person.flatMap { try Registrations.of($0, at: gathering, writer.reader) } ?? Registrations.of(email: draft.email, at: gathering, writer.reader)
            let letters = GatheringLetters(house: house, trail: trail)
            if let known, known.state == .registered || known.state == .waiting {
                if let person, known.person == nil { try writer.run("UPDATE registration SET person_id = \(person) WHERE id = \(known.id)") }
                // Whoever registers an address again is not told that it is known here: its owner is, by letter.
                try letters.write(Self.letter(known.state), found, to: known, in: writer)
                return known
            }
            if let known, !isProven {
                // Invited, or withdrawn: whose address it is decides, by the link of the letter.
                try letters.write("gatherings.mail.again", found, to: known, in: writer)
                return known
            }
            guard found.plan.admission == .open || known?.state == .invited else { throw Problem.refused(reason: "gatherings.problem.byInvitation") }
            let isFree = try found.plan.capacity.map { try Registrations.seatsTaken(gathering, writer.reader) < $0 } ?? true
            let state: Registration.State = isFree ? .registered : .waiting
            if let known {
                try writer.run(
                    """
                    UPDATE registration SET state = \(state), name = \(draft.name), person_id = coalesce(person_id, \(person)), organisation = \(draft.organisation),
                        city_id = \(draft.city), needs = \(draft.needs), language = \(draft.language.code), at = \(now)
                    WHERE id = \(known.id)
                    """)
            } else {
                try writer.run(
                    """
                    INSERT INTO registration (id, gathering_id, person_id, name, email, city_id, organisation, role, needs, language, state, at, expires_at)
                    VALUES (\(id), \(gathering), \(person), \(draft.name), \(draft.email), \(draft.city), \(draft.organisation), 'participant', \(draft.needs), \(draft.language.code),
                        \(state), \(now), \(found.plan.ends.adding(.seconds(Registration.keptDays * 86_400))))
                    """)
            }
            guard let registration = try Registrations.byID(known?.id ?? id, writer.reader) else { throw Problem.notFound }
            try letters.write(Self.letter(state), found, to: registration, in: writer)
            let actor: Actor = person.map { .person($0) } ?? .system("registration")
            try trail.record(Fact("registration.\(state.rawValue)", RecordReference(registration.id), by: actor), in: writer)
            return registration
        }
    }
}

extension Register {
    /// What whoever has a place is written, and what whoever waits.
    private static func letter(_ state: Registration.State) -> String { state == .registered ? "gatherings.mail.registered" : "gatherings.mail.waiting" }
}

/// Changes what somebody told of themselves, until the gathering is over.
struct ChangeRegistration: Sendable {
    let id: RegistrationID
    let name: String
    let organisation: String?
    let needs: String?

    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            guard let known = try Registrations.byID(id, writer.reader), let gathering = try Gatherings.byID(known.gathering, writer.reader) else { throw Problem.notFound }
            if gathering.stage.isOver { throw Problem.refused(reason: gathering.stage == .cancelled ? "gatherings.problem.cancelled" : "gatherings.problem.over") }
            let changed = try writer.run("UPDATE registration SET name = \(name), organisation = \(organisation), needs = \(needs) WHERE id = \(id) AND state <> 'withdrawn'")
            guard changed == 1 else { throw Problem.notFound }
            try trail.record(Fact("registration.changed", RecordReference(id), by: .system("registration")), in: writer)
        }
    }
}

/// Takes a registration back. Of somebody without an account nothing is kept. Whoever waits longest gets the seat.
struct Withdraw: Sendable {
    let id: RegistrationID

    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            guard let known = try Registrations.byID(id, writer.reader), known.state != .withdrawn else { return }
            guard try writer.run("UPDATE gathering SET version = version WHERE id = \(known.gathering)") == 1 else { return }
            if known.person == nil {
                try writer.run("DELETE FROM registration WHERE id = \(id)")
            } else {
                try writer.run("UPDATE registration SET state = 'withdrawn', needs = NULL WHERE id = \(id)")
            }
            try trail.record(Fact("registration.withdrawn", RecordReference(id), by: .system("registration")), in: writer)
            if let gathering = try Gatherings.byID(known.gathering, writer.reader) { try FillSeats.fill(gathering, house, trail, in: writer) }
        }
    }
}

/// Gives free seats to those who wait, in the order in which they came.
struct FillSeats: Sendable {
    /// Every gathering where a seat came free without anybody noticing, as when somebody was forgotten.
    func run(_ house: House, _ trail: Trail) async throws {
        let now = trail.clock.now
        let waited = try await house.database.read { reader in
            try Gatherings.load("stage = 'announced' AND starts_at > \(now) AND EXISTS (SELECT 1 FROM registration WHERE gathering_id = gathering.id AND state = 'waiting')", reader).map(\.id)
        }
        for id in waited {
            try await house.database.write { writer in
                guard try writer.run("UPDATE gathering SET version = version WHERE id = \(id)") == 1, let gathering = try Gatherings.byID(id, writer.reader) else { return }
                try Self.fill(gathering, house, trail, in: writer)
            }
        }
    }

    /// The caller has taken the row of the gathering.
    static func fill(_ gathering: Gathering, _ house: House, _ trail: Trail, in writer: Writer) throws {
        guard gathering.stage == .announced, gathering.plan.starts > trail.clock.now else { return }
        let waiting = try Registrations.all(gathering.id, writer.reader).filter { $0.state == .waiting }
        guard !waiting.isEmpty else { return }
        let free = try gathering.plan.capacity.map { max(0, $0 - (try Registrations.seatsTaken(gathering.id, writer.reader))) } ?? waiting.count
        for next in waiting.prefix(free) {
            try writer.run("UPDATE registration SET state = 'registered' WHERE id = \(next.id)")
            try GatheringLetters(house: house, trail: trail).write("gatherings.mail.movedUp", gathering, to: next, in: writer)
            try trail.record(Fact("registration.movedUp", RecordReference(next.id), by: .system("registration")), in: writer)
        }
    }
}
