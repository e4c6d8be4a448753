import Kernel
import Members
import Store
import Trail
import Web

/// Reads on in the chain and notes, for each need, the practices that were published or changed after it and fit it well; then tells its
/// owner by letter, at most once a day for a need. Where it stopped is kept in the database; noting twice changes nothing, and a letter is
/// written in the transaction that marks it as written, so several processes may do it.
struct NoteNewFits: Sendable {
    static let position = "fits-position"
    /// The shortest time between two letters about one need.
    static let pause = Duration.seconds(20 * 3600)

    let matcher: Matcher
    let ports: MatchingPorts

    func run(_ house: House, _ trail: Trail) async throws {
        try await note(house)
        try await tell(house, trail)
    }

    private func note(_ house: House) async throws {
        // A practice whose vectors are still to be made would be judged by its words alone.
        if matcher.usesMeaning, matcher.vectorsLeft > 0 { return }
        let (start, news) = try await house.database.read { reader in
            let start = try InstallationSetting.value(Self.position, reader).flatMap { Int64($0) }
            return (start, try start.map { try Audit.news(after: $0, reader) } ?? [])
        }
        guard let start else {
            try await house.database.write { try InstallationSetting.set(Self.position, to: String(Audit.position($0.reader)), in: $0) }
            return
        }
        guard let end = news.last?.seq, end > start else { return }
        let changed = Set(news.filter { $0.record.kind == PracticeKind.name }.compactMap { matcher.slug(PracticeID($0.record.id)) })
        let found = changed.isEmpty ? [] : try await fits(changed, house)
        let now = house.clock.now
        try await house.database.write { writer in
            for (need, practice) in found {
                try writer.run("INSERT INTO need_notice (need_id, practice_id, at) VALUES (\(need), \(practice), \(now)) ON CONFLICT DO NOTHING")
            }
            try InstallationSetting.set(Self.position, to: String(end), in: writer)
        }
    }

    /// Which of the changed practices fit which needs well.
    private func fits(_ changed: Set<String>, _ house: House) async throws -> [(need: NeedID, practice: PracticeID)] {
        let cities = Dictionary(ports.cities().map { ($0.id, PlaceFacts($0)) }, uniquingKeysWith: { first, _ in first })
        var found: [(need: NeedID, practice: PracticeID)] = []
        var last: NeedID?
        while true {
            let (needs, works) = try await house.database.read { [last] reader in
                let needs = try Needs.all(after: last, limit: 200, reader)
                return (needs, try Needs.works(on: needs.map(\.id), reader))
            }
            for need in needs {
                let work = works[need.id] ?? NeedWork()
                let decided = Set(work.decisions.map(\.practice))
                let answer = await matcher.answer(need.content, city: need.content.city.flatMap { cities[$0] }, work: work, excluded: work.aside, limit: 50) { _ in [] }
                for fit in answer.ranked where changed.contains(fit.id) && [.strong, .good].contains(fit.band) {
                    guard let news = ports.news(fit.id, .en), news.at > need.changedAt, let practice = matcher.context(fit.id)?.id, !decided.contains(practice) else { continue }
                    found.append((need.id, practice))
                }
            }
            guard needs.count == 200 else { return found }
            last = needs.last?.id
        }
    }

    private func tell(_ house: House, _ trail: Trail) async throws {
        let now = house.clock.now
        let since = now.adding(.zero - Self.pause)
        let untold = Dictionary(grouping: try await house.database.read { try NewFits.untold(since: since, $0) }, by: \.need)
        for (need, fits) in untold.sorted(by: { $0.key < $1.key }) {
            try await house.database.write { writer in
                let marked = try writer.run("UPDATE need_notice SET told_at = \(now) WHERE need_id = \(need) AND told_at IS NULL AND practice_id IN \(list: fits.map(\.practice))")
                guard marked == fits.count, let (owner, language) = try People.languages([fits[0].owner], writer.reader).first,
                    let name = try Needs.byID(need, writer.reader)?.name
                else { return }
                let titles = fits.compactMap { fit in matcher.slug(fit.practice).flatMap { ports.news($0, language) }?.title }
                try SendMail(
                    "matching.mail.fits", to: owner, in: language, values: ["need": name, "practices": titles.map { "– \($0)" }.joined(separator: "\n")],
                    link: MatchingPaths.need(need.rawValue)
                ).run(house.ids, trail, by: .system("fits"), in: writer)
            }
        }
    }
}

/// Notes that the owner has looked at what is new for a need. A mark of their own, no fact.
struct MarkFitsSeen: Sendable {
    let need: NeedID

    func run(_ house: House) async throws {
        let now = house.clock.now
        try await house.database.write { try $0.run("UPDATE need_notice SET seen_at = \(now) WHERE need_id = \(need) AND seen_at IS NULL") }
    }
}
