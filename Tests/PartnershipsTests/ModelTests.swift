import Kernel
import Members
import Testing
import Web
@testable import App
@testable import Partnerships

@Suite struct StakeholderTests {
    private func place(_ id: String, _ power: Int, _ interest: Int, _ attitude: Int = 0) -> StakeholderMap.Place {
        StakeholderMap.Place(organisation: OrganisationID(id), power: power, interest: interest, attitude: attitude)
    }

    @Test func `High is above 3`() {
        #expect(place("a", 4, 4).quadrant == .manageClosely && place("a", 4, 3).quadrant == .keepSatisfied)
        #expect(place("a", 3, 4).quadrant == .keepInformed && place("a", 3, 3).quadrant == .monitor)
    }

    @Test func `A map says who came, who left and who moved`() {
        let before = StakeholderMap([place("stays", 3, 3), place("moves", 2, 5, 1), place("leaves", 1, 1)])
        let now = StakeholderMap([place("stays", 3, 3), place("moves", 4, 5, 1), place("comes", 5, 5)])
        #expect(now.changes(since: before) == [.moved(from: place("moves", 2, 5, 1), to: place("moves", 4, 5, 1)), .came(place("comes", 5, 5)), .left(place("leaves", 1, 1))])
        #expect(now.changes(since: now).isEmpty)
    }

    @Test func `Missing voices are named until somebody brings them`() {
        let all = [organisation("a", .publicBody, []), organisation("b", .civic, ["housing"], migrants: true, women: true), organisation("c", .privateFirm, [])]
        let directory = OrganisationDirectory(all, merged: [:])
        #expect(StakeholderMap([]).missing(directory) == StakeholderMap.Voice.allCases)
        #expect(StakeholderMap([place("a", 1, 1), place("b", 1, 1)]).missing(directory) == [.employers])
        #expect(StakeholderMap([place("b", 1, 1), place("c", 1, 1)]).missing(directory) == [])
    }
}

@Suite struct DeadlineTests {
    private let today = Day("2026-06-01")!

    @Test(arguments: [("2026-05-31", AgreementState.ended), ("2026-06-01", .endsSoon), ("2026-08-30", .endsSoon), ("2026-08-31", .inForce)])
    func `An agreement ends soon from ninety days on`(end: String, state: AgreementState) {
        #expect(AgreementState(entry(["signedDay": "2025-01-01", "endDay": end]), on: today) == state)
    }

    @Test func `An agreement that begins later is not in force`() {
        #expect(AgreementState(entry(["signedDay": "2026-06-02", "endDay": "2026-07-01"]), on: today) == .notYet)
    }

    @Test func `Meetings held are counted against those whose day has come, for the partnership and for each mechanism`() {
        let meetings = [
            entry(["plannedDay": "2026-05-01", "heldDay": "2026-05-01"], id: "held"), entry(["plannedDay": "2026-05-01", "heldDay": "2026-05-09", "reason": "r"], id: "moved"),
            entry(["plannedDay": "2026-05-02"], id: "unsaid"), entry(["plannedDay": "2026-05-03", "isCancelled": "1", "reason": "r"], id: "cancelled"),
            entry(["plannedDay": "2026-07-01"], id: "planned"), entry(["plannedDay": "2026-05-01", "heldDay": "2026-05-01", "mechanism": "m"], id: "other"),
        ]
        let decisions = [
            entry(["meeting": "held", "dueDay": "2026-05-20", "doneDay": "2026-05-30"]), entry(["dueDay": "2026-05-20"]), entry(["dueDay": "2026-06-20"]),
            entry(["meeting": "other", "dueDay": "2026-05-20"]),
        ]
        let own = Steadiness(meetings: meetings, decisions: decisions, mechanism: nil, on: today)
        #expect(own.due == 4 && own.held == 2 && own.decided == 3 && own.carriedOut == 1 && own.late == 1)
        let mechanism = Steadiness(meetings: meetings, decisions: decisions, mechanism: "m", on: today)
        #expect(mechanism.due == 1 && mechanism.held == 1 && mechanism.decided == 1 && mechanism.late == 1)
    }
}

@Suite struct AssessmentModelTests {
    private func need(_ id: String, _ severity: Int, _ people: Int, _ mandate: String) -> AssessedNeed {
        AssessedNeed(id: AssessedNeedID(id), entry: entry(["severity": "\(severity)", "affected": "\(people)", "mandateLevel": mandate], id: id), need: nil)
    }

    @Test func `Priority is severity times reach times mandate`() {
        #expect(need("a", 4, 400, "own").priority == 1600 && need("a", 5, 151, "shared").priority == 377.5 && need("a", 5, 1000, "none").priority == 0)
        let sorted = AssessedNeed.byPriority([need("c", 5, 100, "none"), need("b", 2, 100, "own"), need("a", 4, 100, "shared")])
        #expect(sorted.map(\.id.rawValue) == ["a", "b", "c"], "of two alike the graver first")
    }

    @Test func `Every path of an assessment's life is walked, and every other step refused`() throws {
        for step in ["publish", "withdraw"] {
            for stage in Assessment.Stage.allCases {
                for permission in [Permission.leadCity, .keepPartnerships] {
                    let named = Assessment.life.steps.first { $0.name == step && $0.from == stage }
                    if let named, permission == .leadCity {
                        #expect(try Assessment.life.take(step, at: stage, as: [permission]) == named.to)
                    } else {
                        let reason = named == nil ? "web.problem.noSuchStep" : "web.problem.stepNotYours"
                        #expect(throws: Problem.refused(reason: reason)) { try Assessment.life.take(step, at: stage, as: [permission]) }
                    }
                }
            }
        }
    }
}

@Suite struct ShapeTests {
    @Test(arguments: Language.allCases) func `Every field, choice and list has its words`(language: Language) throws {
        let words = try Installation.words(language)
        for shape in Shape.all {
            #expect(words.has("partnerships.list.\(shape.name).title"), "\(shape.name)")
            if ![Shape.partnership, .points].contains(shape) {
                for key in ["add", "empty"] { #expect(words.has("partnerships.list.\(shape.name).\(key)"), "\(shape.name).\(key)") }
            }
            #expect(words.has("partnerships.place.\(shape.place.rawValue)"))
            for field in shape.fields {
                #expect(words.has("partnerships.field.\(field.name)"), "\(shape.name).\(field.name)")
                switch field.kind {
                case .choice(let set, let codes): for code in codes { #expect(words.has("partnerships.choice.\(set).\(code)"), "\(set).\(code)") }
                case .scale(let set, let numbers): for number in numbers { #expect(words.has("partnerships.choice.\(set).\(number)"), "\(set).\(number)") }
                case .entry(let name): #expect(Shape.named(name) != nil)
                default: break
                }
            }
        }
        for voice in StakeholderMap.Voice.allCases { #expect(words.has("partnerships.work.voice.\(voice.rawValue)")) }
        for state in AgreementState.allCases { #expect(words.has("partnerships.agreement.\(state.rawValue)")) }
        for state in MeetingState.allCases { #expect(words.has("partnerships.meeting.\(state.rawValue)")) }
        for state in DecisionState.allCases { #expect(words.has("partnerships.decision.\(state.rawValue)")) }
    }

    @Test func `The names of shapes and of their fields are told apart`() {
        #expect(Set(Shape.all.map(\.name)).count == Shape.all.count && Set(Shape.all.map(\.table)).count == Shape.all.count)
        for shape in Shape.all {
            #expect(Set(shape.fields.map(\.column)).count == shape.fields.count)
            #expect(shape.field(shape.head) != nil, "\(shape.name) has no field to be called by")
            #expect(shape.field(shape.distinct) != nil, "\(shape.name)")
        }
    }
}
