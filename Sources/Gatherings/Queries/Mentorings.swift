import Kernel
import Members
import Store
import Web

/// Questions about mentoring.
enum Mentorings {
    static func byID(_ id: MentoringID, _ reader: Reader) throws -> Mentoring? { try reader.first("SELECT * FROM mentoring WHERE id = \(id)", mentoring) }

    static func byIDs(_ ids: Set<String>, _ reader: Reader) throws -> [MentoringID: Mentoring] {
        let found = try reader.all("SELECT * FROM mentoring WHERE id IN \(list: ids.sorted())", mentoring)
        return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Those of a mentor, and of cities.
    static func of(_ person: PersonID, cities: [CityID], _ reader: Reader) throws -> [Mentoring] {
        try reader.all(
            """
            SELECT * FROM mentoring WHERE mentor_id = \(person) OR mentee_city_id IN \(list: cities) OR mentor_city_id IN \(list: cities) ORDER BY changed_at DESC, id DESC
            """, mentoring)
    }

    static func ofWish(_ wish: String, _ reader: Reader) throws -> [Mentoring] { try reader.all("SELECT * FROM mentoring WHERE wish_id = \(wish) ORDER BY id", mentoring) }

    private static func mentoring(_ row: Row) throws -> Mentoring {
        Mentoring(
            id: try row["id"], wish: try row["wish_id"], mentor: try row["mentor_id"], mentorCity: try row["mentor_city_id"], menteeCity: try row["mentee_city_id"],
            goals: try row["goals"], score: try row["score"], stage: try row["stage"], isWithdrawn: try row["is_withdrawn"], reason: try row["reason"], changedAt: try row["changed_at"])
    }

    static func entries(_ id: MentoringID, _ reader: Reader) throws -> [MentoringEntry] {
        try reader.all("SELECT * FROM mentoring_entry WHERE mentoring_id = \(id) ORDER BY day DESC, at DESC, id DESC") {
            MentoringEntry(
                id: try $0["id"], kind: try $0["kind"], day: try $0["day"], minutes: try $0["minutes"], topic: try $0["topic"], advice: try $0["advice"], agreed: try $0["agreed"],
                next: try $0["next"], by: try $0["by_id"])
        }
    }

    static func followUps(_ id: MentoringID, _ reader: Reader) throws -> [GatheringFollowUp] {
        try reader.all("SELECT * FROM mentoring_follow_up WHERE mentoring_id = \(id) ORDER BY due_day, id", Gatherings.followUp)
    }

    /// Who can see to what comes next: the mentor, and whoever arranges things for one of the two cities; others may not read it.
    static func owners(_ mentoring: Mentoring, at now: Instant, _ reader: Reader) throws -> [Owner] {
        let roles = Role.allCases.filter { AccessTable.permissions(of: $0).contains(.arrangeGatherings) }.map(\.rawValue)
        let ofCities: [(PersonID, CityID)] = try reader.all(
            """
            SELECT DISTINCT person_id, scope_id FROM role_grant WHERE scope_kind = 'city' AND scope_id IN \(list: [mentoring.mentorCity, mentoring.menteeCity])
                AND role IN \(list: roles) AND \(Grants.inForce(at: now)) ORDER BY person_id, scope_id
            """) { (try $0["person_id"], try $0["scope_id"]) }
        let cities = Dictionary(grouping: ofCities, by: \.0).mapValues { $0.map(\.1) }.merging([mentoring.mentor: [mentoring.mentorCity]]) { _, own in own }
        // Whose roles have all ended has left.
        return try reader.all(
            """
            SELECT id, name FROM person WHERE disabled_at IS NULL AND forgotten_at IS NULL AND id IN \(list: cities.keys.sorted())
                AND id IN (SELECT person_id FROM role_grant WHERE \(Grants.inForce(at: now))) ORDER BY name, id
            """
        ) {
            let id: PersonID = try $0["id"]
            return Owner(id: id, name: try $0["name"], cities: cities[id] ?? [])
        }
    }

    /// What keeps a mentor from taking another city on.
    enum Hindrance: Sendable, Equatable {
        case noOffer, wishClosed
        case full(taken: Int, places: Int)

        var reason: String {
            switch self {
            case .noOffer: "gatherings.problem.noMentor"
            case .wishClosed: "gatherings.problem.wishClosed"
            case .full: "gatherings.problem.mentorFull"
            }
        }
    }

    /// - Returns: nil when the mentor has a place for it.
    static func hindrance(to mentoring: Mentoring, at now: Instant, _ reader: Reader) throws -> Hindrance? {
        guard let offer = try offer(of: mentoring.mentor, at: now, reader) else { return .noOffer }
        let taken = try taken(reader)[mentoring.mentor] ?? 0
        guard taken < offer.capacity else { return .full(taken: taken, places: offer.capacity) }
        return try reader.number("SELECT count(*) AS n FROM mentor_wish WHERE id = \(mentoring.wish) AND is_open = 1") == 1 ? nil : .wishClosed
    }

    /// Minutes by mentoring.
    static func minutes(_ ids: [MentoringID], _ reader: Reader) throws -> [MentoringID: Int] {
        let sums: [(MentoringID, Int)] = try reader.all("SELECT mentoring_id, CAST(sum(minutes) AS bigint) AS n FROM mentoring_entry WHERE mentoring_id IN \(list: ids) GROUP BY mentoring_id") {
            (try $0["mentoring_id"], try $0["n"])
        }
        return Dictionary(uniqueKeysWithValues: sums)
    }

    /// How many places each mentor has taken.
    static func taken(_ reader: Reader) throws -> [PersonID: Int] {
        let counts: [(PersonID, Int)] = try reader.all("SELECT mentor_id, count(*) AS n FROM mentoring WHERE stage IN ('active', 'mentor-accepted') GROUP BY mentor_id") {
            (try $0["mentor_id"], try $0["n"])
        }
        return Dictionary(uniqueKeysWithValues: counts)
    }

    // MARK: offers and wishes

    /// Offers of those who still have a role.
    static func offers(_ condition: SQL = "1 = 1", at now: Instant, _ reader: Reader) throws -> [MentorOffer] {
        let items = try items("SELECT person_id AS id, kind, code FROM mentor_offer_item ORDER BY person_id, kind, code", reader)
        return try reader.all(
            """
            SELECT mentor_offer.* FROM mentor_offer JOIN person ON person.id = mentor_offer.person_id
            WHERE person.disabled_at IS NULL AND EXISTS (
                SELECT 1 FROM role_grant WHERE role_grant.person_id = mentor_offer.person_id AND \(Grants.inForce(at: now)))
                AND \(condition) ORDER BY mentor_offer.person_id
            """
        ) { row in
            let id: PersonID = try row["person_id"]
            let own = items[id.rawValue] ?? [:]
            return MentorOffer(
                person: id, city: try row["city_id"], capacity: try row["capacity"], isOpen: try row["is_open"], areas: own["area"] ?? [], factors: own["factor"] ?? [],
                languages: own["language"] ?? [], text: try row["text"])
        }
    }

    static func offer(of person: PersonID, at now: Instant, _ reader: Reader) throws -> MentorOffer? { try offers("mentor_offer.person_id = \(person)", at: now, reader).first }

    static func wishes(_ condition: SQL = "1 = 1", _ reader: Reader) throws -> [MentorWish] {
        let items = try items("SELECT wish_id AS id, kind, code FROM mentor_wish_item WHERE wish_id IN (SELECT id FROM mentor_wish WHERE \(condition)) ORDER BY wish_id, kind, code", reader)
        return try reader.all(
            """
            SELECT mentor_wish.*, (SELECT count(*) FROM mentoring WHERE mentoring.wish_id = mentor_wish.id AND mentoring.stage IN ('active', 'ended')) AS met
            FROM mentor_wish WHERE \(condition) ORDER BY created_at, id
            """
        ) { row in
            let id: String = try row["id"]
            let own = items[id] ?? [:]
            return MentorWish(
                id: id, city: try row["city_id"], goals: try row["goals"], isOpen: try row["is_open"], isMet: try row["met"] > 0, areas: own["area"] ?? [], factors: own["factor"] ?? [],
                languages: own["language"] ?? [], origin: (try row["origin"] as String?).flatMap(RecordReference.init), createdAt: try row["created_at"])
        }
    }

    private static func items(_ statement: SQL, _ reader: Reader) throws -> [String: [String: Set<String>]] {
        var items: [String: [String: Set<String>]] = [:]
        for row in try reader.rows(statement) { items[try row["id"], default: [:]][try row["kind"], default: []].insert(try row["code"]) }
        return items
    }

    /// The score of every open offer of another city for a wish, best first.
    static func proposals(for wish: MentorWish, _ offers: [MentorOffer], _ cities: [CityID: City]) -> [(offer: MentorOffer, score: MentorScore)] {
        offers.filter { $0.isOpen && $0.city != wish.city }
            .map { (offer: $0, score: MentorScore(wish, $0, menteeCity: cities[wish.city], mentorCity: cities[$0.city])) }
            .filter { ($0.score.parts[.theme] ?? 0) > 0 }.sorted { ($1.score.points, $0.offer.person) < ($0.score.points, $1.offer.person) }
    }
}
