/// Who mentors whom, so that no city and mentor would both rather have one another (Gale and Shapley 1962, cities proposing; mentors take as
/// many as they have places). Both sides prefer the higher score. Of equal ones a city asks first whoever has more free places, then by id; a
/// mentor takes whoever asked for one earlier.
struct StableMatching: Sendable {
    struct Mentor: Sendable, Equatable {
        let id: String
        let places: Int
    }

    /// A city's choice among mentors whose score was the same.
    struct Tie: Sendable, Equatable {
        let wish: String
        let chosen: String
        let equals: [String]
    }

    struct Outcome: Sendable, Equatable {
        /// Mentor by wish; a wish without one is not in it.
        let mentors: [String: String]
        let ties: [Tie]
    }

    /// In the order in which they were made: of equal ones the earlier is preferred.
    let wishes: [String]
    let mentors: [Mentor]
    /// Points by wish and mentor; a pair that is not there is not wanted.
    let points: [String: [String: Int]]

    /// A wish's mentors, dearest first.
    func preferences(of wish: String) -> [String] {
        let known = Dictionary(uniqueKeysWithValues: mentors.map { ($0.id, $0.places) })
        let scores = points[wish] ?? [:]
        return scores.keys.filter { (known[$0] ?? 0) > 0 }.sorted { one, other in
            let (first, second) = (scores[one] ?? 0, scores[other] ?? 0)
            if first != second { return first > second }
            let (room, otherRoom) = (known[one] ?? 0, known[other] ?? 0)
            return room != otherRoom ? room > otherRoom : one < other
        }
    }

    /// Whether a mentor would rather have one wish than another.
    func prefers(_ mentor: String, _ one: String, to other: String) -> Bool {
        let (first, second) = (points[one]?[mentor] ?? 0, points[other]?[mentor] ?? 0)
        if first != second { return first > second }
        return (wishes.firstIndex(of: one) ?? 0) < (wishes.firstIndex(of: other) ?? 0)
    }

    func run() -> Outcome {
        let lists = Dictionary(uniqueKeysWithValues: wishes.map { ($0, preferences(of: $0)) })
        let places = Dictionary(uniqueKeysWithValues: mentors.map { ($0.id, $0.places) })
        var next: [String: Int] = [:]
        var held: [String: [String]] = [:]
        var asking = Array(wishes.reversed())
        while let wish = asking.popLast() {
            let list = lists[wish] ?? []
            let place = next[wish] ?? 0
            guard place < list.count else { continue }
            next[wish] = place + 1
            let mentor = list[place]
            let all = ((held[mentor] ?? []) + [wish]).sorted { prefers(mentor, $0, to: $1) }
            held[mentor] = Array(all.prefix(places[mentor] ?? 0))
            asking += all.dropFirst(places[mentor] ?? 0)
        }
        var chosen: [String: String] = [:]
        for (mentor, wishes) in held { for wish in wishes { chosen[wish] = mentor } }
        let ties = wishes.compactMap { wish -> Tie? in
            guard let mentor = chosen[wish], let score = points[wish]?[mentor] else { return nil }
            let equals = (lists[wish] ?? []).filter { $0 != mentor && points[wish]?[$0] == score }
            return equals.isEmpty ? nil : Tie(wish: wish, chosen: mentor, equals: equals)
        }
        return Outcome(mentors: chosen, ties: ties)
    }
}
