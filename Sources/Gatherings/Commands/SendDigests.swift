import Kernel
import Store
import Trail
import Web

/// Writes to everybody whom something awaits, in one letter and in their language. What somebody was told once is not told again.
struct SendDigests: Sendable {
    /// How long before it is due somebody is reminded.
    static let ahead = 7
    /// Somebody gets at most one letter in so long.
    static let pause = Duration.seconds(20 * 3600)

    /// One thing that awaits somebody.
    struct Item: Sendable, Equatable {
        enum Kind: String, CaseIterable, Sendable { case lesson, followUp, late, coming, invited }
        let kind: Kind
        let person: PersonID
        /// The same thing at the same date is the same subject.
        let subject: String
        /// A text key that stands before the title.
        var titleKey: String?
        let title: String
        let day: Day
        /// In whose zone a gathering begins; nil for a day.
        let plan: GatheringPlan?
    }

    let ports: GatheringsPorts

    /// - Returns: how many letters were written.
    func run(_ house: House, _ trail: Trail) async throws -> Int {
        let now = trail.clock.now
        let items = try await house.database.read { try Self.items(at: now, ports, $0) }
        var letters = 0
        for (person, own) in Dictionary(grouping: items, by: \.person).sorted(by: { $0.key < $1.key }) {
            let isWritten = try await house.database.write { try Self.write(own, to: person, house, trail, in: $0) }
            letters += isWritten ? 1 : 0
        }
        return letters
    }

    /// Everything that awaits anybody now and that they were not told of.
    static func items(at now: Instant, _ ports: GatheringsPorts, _ reader: Reader) throws -> [Item] {
        let today = now.day
        let horizon = Day(daysSince1970: today.daysSince1970 + ahead)
        var items = try PersonalAgenda.duties(until: horizon, at: now, ports, reader).map { duty in
            let isLate = duty.due < today
            return Item(
                kind: isLate ? .late : kind(of: duty), person: duty.person, subject: "\(duty.kind.rawValue)/\(duty.id)/\(duty.due)\(isLate ? "/late" : "")",
                titleKey: duty.textKey, title: duty.text, day: duty.due, plan: nil)
        }
        let soon = now.adding(.seconds(ahead * 86_400))
        let gatherings = try Gatherings.load("gathering.stage = 'announced' AND gathering.starts_at > \(now) AND gathering.starts_at <= \(soon)", reader)
        for gathering in gatherings {
            for registration in try Registrations.all(gathering.id, reader) {
                guard let person = registration.person, registration.state == .registered || registration.state == .invited else { continue }
                let kind: Item.Kind = registration.state == .invited ? .invited : .coming
                items.append(
                    Item(
                        kind: kind, person: person, subject: "\(kind.rawValue)/\(gathering.id)/\(gathering.plan.starts)", title: gathering.plan.title,
                        day: gathering.plan.clock.day(of: gathering.plan.starts), plan: gathering.plan))
            }
        }
        let told: [(PersonID, String)] = try reader.all("SELECT person_id, subject FROM reminder") { (try $0["person_id"], try $0["subject"]) }
        let known = Set(told.map { "\($0.0) \($0.1)" })
        return items.filter { !known.contains("\($0.person) \($0.subject)") }
    }

    private static func kind(of duty: Duty) -> Item.Kind {
        switch duty.kind {
        case .lesson: .lesson
        case .followUp: .followUp
        case .task: .coming
        }
    }

    /// - Returns: false when there was nothing to say, or they do not want to hear of it.
    private static func write(_ items: [Item], to person: PersonID, _ house: House, _ trail: Trail, in writer: Writer) throws -> Bool {
        let now = trail.clock.now
        let wants = try writer.reader.number("SELECT count(*) AS n FROM reminder_choice WHERE person_id = \(person)") == 0
        guard wants,
            let language: Language = try writer.reader.first(
                "SELECT language FROM person WHERE id = \(person) AND disabled_at IS NULL AND forgotten_at IS NULL", { Language(rawValue: try $0["language"]) ?? .en })
        else { return false }
        guard try writer.reader.number("SELECT count(*) AS n FROM reminder WHERE person_id = \(person) AND at > \(now.adding(.zero - pause))") == 0 else { return false }
        var fresh: [Item] = []
        for item in items {
            // Another process may have said it in the meantime.
            if try writer.run("INSERT INTO reminder (person_id, subject, at) VALUES (\(person), \(item.subject), \(now)) ON CONFLICT (person_id, subject) DO NOTHING") == 1 { fresh.append(item) }
        }
        guard !fresh.isEmpty else { return false }
        let telling = GatheringTelling(house.words(language))
        let lines = fresh.sorted { ($0.day, $0.subject) < ($1.day, $1.subject) }.map { item in
            let title = item.titleKey.map { "\(telling.words($0)): \(item.title)" } ?? item.title
            return telling.words("gatherings.digest.\(item.kind.rawValue)", ["title": title, "date": item.plan.map { telling.moment($0.starts, $0.clock) } ?? telling.format.day(item.day)])
        }
        try SendMail(
            "gatherings.mail.digest", to: person, in: language, values: ["items": lines.map { "– \($0)" }.joined(separator: "\n"), "count": telling.format.number(fresh.count)],
            link: GatheringsPaths.calendar
        ).run(house.ids, trail, by: .system("digest"), in: writer)
        return true
    }
}
