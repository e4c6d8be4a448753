import Kernel
import Store
import Trail
import Web

/// Says what somebody offers as a mentor.
struct OfferMentoring: Sendable {
    let offer: MentorOffer

    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            try writer.run(
                """
                INSERT INTO mentor_offer (person_id, city_id, capacity, is_open, text, changed_at)
                VALUES (\(offer.person), \(offer.city), \(offer.capacity), \(offer.isOpen), \(offer.text), \(trail.clock.now))
                ON CONFLICT (person_id) DO UPDATE SET city_id = excluded.city_id, capacity = excluded.capacity, is_open = excluded.is_open, text = excluded.text,
                    changed_at = excluded.changed_at
                """)
            try writer.run("DELETE FROM mentor_offer_item WHERE person_id = \(offer.person)")
            for (kind, codes) in [("area", offer.areas), ("factor", offer.factors), ("language", offer.languages)] {
                for code in codes.sorted() { try writer.run("INSERT INTO mentor_offer_item (person_id, kind, code) VALUES (\(offer.person), \(kind), \(code))") }
            }
            try trail.record(Fact("mentoring.offered", RecordReference(offer.person), by: .person(offer.person), after: "{\"capacity\":\(offer.capacity)}"), in: writer)
        }
    }
}

/// Says what a city looks for in a mentor.
struct WishForMentor: Sendable {
    let city: CityID
    let goals: String
    let areas: Set<String>
    let factors: Set<String>
    let languages: Set<String>
    /// What the mentor is looked for: a transfer, a need.
    var origin: RecordReference?
    let person: PersonID

    /// Open ones of a city.
    static let most = 20

    /// - Throws: `Problem.refused` when the city looks for as many as it may already.
    func run(_ house: House, _ trail: Trail) async throws -> String {
        let id = house.ids.text()
        try await house.database.write { writer in
            guard try writer.reader.number("SELECT count(*) AS n FROM mentor_wish WHERE city_id = \(city) AND is_open = 1") < Self.most else {
                throw Problem.refused(reason: "gatherings.problem.tooManyWishes")
            }
            try writer.run(
                """
                INSERT INTO mentor_wish (id, city_id, goals, is_open, origin, created_at, created_by)
                VALUES (\(id), \(city), \(goals), 1, \(origin?.description), \(trail.clock.now), \(person))
                """)
            for (kind, codes) in [("area", areas), ("factor", factors), ("language", languages)] {
                for code in codes.sorted() { try writer.run("INSERT INTO mentor_wish_item (wish_id, kind, code) VALUES (\(id), \(kind), \(code))") }
            }
            try trail.record(Fact("mentoring.wished", RecordReference(city), by: .person(person)), in: writer)
        }
        return id
    }
}

/// Asks a mentor on behalf of a city. The city has thereby accepted.
struct ProposeMentoring: Sendable {
    let wish: MentorWish
    let mentor: PersonID
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws -> MentoringID {
        let id: MentoringID = house.ids.next()
        return try await house.database.write { writer in
            let now = trail.clock.now
            guard let offer = try Mentorings.offer(of: mentor, at: now, writer.reader), offer.isOpen, offer.city != wish.city else {
                throw Problem.refused(reason: "gatherings.problem.noMentor")
            }
            guard try writer.run("UPDATE mentor_wish SET is_open = is_open WHERE id = \(wish.id) AND is_open = 1") == 1 else { throw Problem.refused(reason: "gatherings.problem.wishClosed") }
            let known = try Mentorings.ofWish(wish.id, writer.reader)
            if known.contains(where: { $0.mentor == mentor && ![.declined, .ended].contains($0.stage) }) { throw Problem.refused(reason: "gatherings.problem.alreadyAsked") }
            let cities = try Gatherings.cities([wish.city, offer.city], writer.reader)
            let score = MentorScore(wish, offer, menteeCity: cities[wish.city], mentorCity: cities[offer.city])
            try writer.run(
                """
                INSERT INTO mentoring (id, wish_id, mentor_id, mentor_city_id, mentee_city_id, goals, score, stage, created_at, created_by, changed_at)
                VALUES (\(id), \(wish.id), \(mentor), \(offer.city), \(wish.city), \(wish.goals), \(score.points), 'mentee-accepted', \(now), \(person), \(now))
                """)
            let language: Language = try writer.reader.first("SELECT language FROM person WHERE id = \(mentor)") { Language(rawValue: try $0["language"]) ?? .en } ?? .en
            try SendMail(
                "gatherings.mail.mentoring", to: mentor, in: language, values: ["city": cities[wish.city]?.name(in: language) ?? "", "goals": wish.goals],
                link: GatheringsPaths.path(GatheringsPaths.mentoringPattern, id)
            ).run(house.ids, trail, by: .person(person), in: writer)
            if let origin = wish.origin { try trail.link(RecordReference(id), to: origin, as: "mentors for", in: writer) }
            try trail.record(Fact("mentoring.proposed", RecordReference(id), by: .person(person), after: "{\"score\":\(score.points)}"), in: writer)
            return id
        }
    }
}

/// Accepts, declines or ends a mentoring. A mentor takes no more cities than they have places for.
struct StepMentoring: Sendable {
    let id: MentoringID
    let step: String
    let hands: Set<Mentoring.Hand>
    let reason: String?
    let person: PersonID
    /// What comes next: nothing ends without it.
    var followUp: GatheringFollowUp.Draft?

    func run(_ house: House, _ trail: Trail) async throws {
        let new = house.ids.text()
        try await house.database.write { writer in
            guard let first = try Mentorings.byID(id, writer.reader) else { throw Problem.notFound }
            let now = trail.clock.now
            // All who want a place with this mentor wait for one another here.
            try writer.run("UPDATE mentor_offer SET capacity = capacity WHERE person_id = \(first.mentor)")
            guard let before = try Mentorings.byID(id, writer.reader) else { throw Problem.notFound }
            let stage = try Mentoring.life.take(step, at: before.stage, as: hands)
            if stage.isTakingPlace, !before.stage.isTakingPlace {
                // Two mentors of one wish wait for one another here.
                try writer.run("UPDATE mentor_wish SET is_open = is_open WHERE id = \(before.wish)")
                if let hindrance = try Mentorings.hindrance(to: before, at: now, writer.reader) { throw Problem.refused(reason: hindrance.reason) }
            }
            if stage == .ended {
                let missing = [reason == nil ? "reason" : nil, followUp == nil ? "followUp" : nil].compactMap { $0 }
                guard missing.isEmpty else { throw Problem.invalid(missing.map { FieldProblem($0, "web.field.missing") }) }
            }
            let isWithdrawn = stage == .declined && before.isOwnRequest(of: hands)
            try writer.run("UPDATE mentoring SET stage = \(stage), is_withdrawn = \(isWithdrawn), reason = \(reason), changed_at = \(now) WHERE id = \(id)")
            if stage == .active { try writer.run("UPDATE mentor_wish SET is_open = 0 WHERE id = \(before.wish)") }
            if stage == .ended, let followUp {
                try writer.run(
                    """
                    INSERT INTO mentoring_follow_up (id, mentoring_id, text, owner_id, due_day, created_at, created_by)
                    VALUES (\(new), \(id), \(followUp.text), \(followUp.owner), \(followUp.due), \(now), \(person))
                    """)
            }
            try trail.record(
                Fact("mentoring.\(stage.rawValue)", RecordReference(id), by: .person(person), before: "{\"stage\":\"\(before.stage.rawValue)\"}", after: "{\"stage\":\"\(stage.rawValue)\"}"),
                in: writer)
        }
    }
}

/// Writes a contact into the log.
struct LogContact: Sendable {
    let mentoring: MentoringID
    let kind: MentoringEntry.Kind
    let day: Day
    let minutes: Int
    let topic: String
    let advice: String?
    let agreed: String?
    let next: String?
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        let id: MentoringEntryID = house.ids.next()
        try await house.database.write { writer in
            guard let found = try Mentorings.byID(mentoring, writer.reader) else { throw Problem.notFound }
            guard found.stage == .active else { throw Problem.refused(reason: "gatherings.problem.notActive") }
            try writer.run(
                """
                INSERT INTO mentoring_entry (id, mentoring_id, kind, day, minutes, topic, advice, agreed, next, by_id, at)
                VALUES (\(id), \(mentoring), \(kind), \(day), \(minutes), \(topic), \(advice), \(agreed), \(next), \(person), \(trail.clock.now))
                """)
            try trail.link(RecordReference(id), to: RecordReference(mentoring), as: "logged in", in: writer)
            try trail.record(Fact("mentoring-entry.logged", RecordReference(id), by: .person(person), after: "{\"minutes\":\(minutes)}"), in: writer)
        }
    }
}
