import Kernel
import Testing
@testable import Gatherings

@Suite struct StableMatchingTests {
    /// Numbers that are the same at every run.
    struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private func random(_ seed: UInt64) -> StableMatching {
        var dice = Dice(state: seed)
        let wishes = (0..<Int.random(in: 1...9, using: &dice)).map { "wish-\($0)" }
        let mentors = (0..<Int.random(in: 1...6, using: &dice)).map { StableMatching.Mentor(id: "mentor-\($0)", places: Int.random(in: 0...3, using: &dice)) }
        var points: [String: [String: Int]] = [:]
        // Few different scores, so that many are equal.
        for wish in wishes { for mentor in mentors where Bool.random(using: &dice) { points[wish, default: [:]][mentor.id] = Int.random(in: 1...4, using: &dice) * 100 } }
        return StableMatching(wishes: wishes, mentors: mentors, points: points)
    }

    @Test func `No city and mentor would both rather have one another, and nobody has more than they have places for`() {
        var matched = 0
        for seed in 1...2000 {
            let matching = random(UInt64(seed))
            let outcome = matching.run()
            matched += outcome.mentors.count
            for mentor in matching.mentors { #expect(outcome.mentors.values.count { $0 == mentor.id } <= mentor.places, "seed \(seed)") }
            for wish in matching.wishes {
                let list = matching.preferences(of: wish)
                let own = outcome.mentors[wish].flatMap { list.firstIndex(of: $0) } ?? list.count
                #expect(outcome.mentors[wish].map(list.contains) ?? true, "seed \(seed): only who is wanted")
                for dearer in list[..<own] {
                    let places = matching.mentors.first { $0.id == dearer }?.places ?? 0
                    let held = matching.wishes.filter { outcome.mentors[$0] == dearer }
                    let isBlocking = held.count < places || held.contains { matching.prefers(dearer, wish, to: $0) }
                    #expect(!isBlocking, "seed \(seed): \(wish) and \(dearer)")
                }
            }
        }
        #expect(matched > 2000, "something is matched at all")
    }

    @Test func `The order in which mentors are listed changes nothing`() {
        for seed in 1...300 {
            let matching = random(UInt64(seed))
            let turned = StableMatching(wishes: matching.wishes, mentors: matching.mentors.reversed(), points: matching.points)
            #expect(matching.run() == turned.run(), "seed \(seed)")
        }
    }

    @Test func `Of equal mentors the one with more places is asked, and the page can say so`() {
        let matching = StableMatching(
            wishes: ["a"], mentors: [.init(id: "one", places: 1), .init(id: "two", places: 2)], points: ["a": ["one": 500, "two": 500]])
        #expect(matching.run() == .init(mentors: ["a": "two"], ties: [.init(wish: "a", chosen: "two", equals: ["one"])]))
    }

    @Test func `Of equal cities the mentor takes the one that asked first`() {
        let points = ["late": ["one": 500], "early": ["one": 500]]
        #expect(StableMatching(wishes: ["early", "late"], mentors: [.init(id: "one", places: 1)], points: points).run().mentors == ["early": "one"])
    }

    @Test func `The parts of a score weigh as the method says`() {
        func offer(_ areas: Set<String>, _ factors: Set<String>, _ languages: Set<String>) -> MentorOffer {
            MentorOffer(person: PersonID("m"), city: CityID("x"), capacity: 1, isOpen: true, areas: areas, factors: factors, languages: languages, text: nil)
        }
        let wish = MentorWish(
            id: "w", city: CityID("y"), goals: "", isOpen: true, isMet: false, areas: ["housing", "health"], factors: ["money", "data"], languages: ["it"], origin: nil, createdAt: Instant(milliseconds: 0))
        let score = MentorScore(wish, offer(["housing"], ["money", "data", "will"], ["it", "en"]), menteeCity: nil, mentorCity: nil)
        #expect(score.parts == [.theme: 0.5, .strength: 1, .context: 0, .language: 1] && score.points == 600)
        #expect(abs(MentorScore.Part.allCases.reduce(0) { $0 + $1.weight } - 1) < 1e-9)
    }
}
