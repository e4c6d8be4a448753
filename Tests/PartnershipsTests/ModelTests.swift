import Foundation
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
        let mechanism = Steadiness(meetings: meetings, decisions: decisions, mechanism: entry([:], id: "m"), on: today)
        #expect(mechanism.due == 1 && mechanism.held == 1 && mechanism.decided == 1 && mechanism.late == 1 && mechanism.rhythm == nil)
    }

    private func steadiness(_ mechanism: [String: String], _ meetings: [[String: String]]) -> Steadiness {
        Steadiness(meetings: meetings.map { entry($0.merging(["mechanism": "m"]) { $1 }) }, decisions: [], mechanism: entry(mechanism, id: "m"), on: today)
    }

    @Test func `A mechanism that agreed to meet so often is measured by that, since its start or over the last year`() {
        let held = ["plannedDay": "2026-04-20", "heldDay": "2026-04-20"]
        let fourMonths = steadiness(["meetingsAYear": "12", "startDay": "2026-02-01"], [held])
        #expect(fourMonths.due == 3 && fourMonths.held == 1 && fourMonths.rhythm?.since == Day("2026-02-01"))
        let long = steadiness(["meetingsAYear": "4", "startDay": "2020-01-01"], [held, ["plannedDay": "2024-04-20", "heldDay": "2024-04-20"]])
        #expect(long.due == 4 && long.held == 1 && long.rhythm?.since == Day("2025-06-01"), "what is longer ago counts neither way")
        let keen = steadiness(["meetingsAYear": "1", "startDay": "2026-04-01"], [held])
        #expect(keen.due == 1 && keen.held == 1, "no fewer than were planned")
        #expect(steadiness(["meetingsAYear": "12", "startDay": "2026-05-28"], []).due == 0)
        #expect(steadiness(["meetingsAYear": "12", "startDay": "2026-07-01"], []).rhythm == nil, "it has not begun")
        #expect(steadiness(["meetingsAYear": "12"], [held]).rhythm?.since == Day("2026-04-20"), "the first meeting stands for the start")
        #expect(steadiness(["meetingsAYear": "0", "startDay": "2026-02-01"], [held]).due == 1)
    }
}

@Suite struct AssessmentModelTests {
    private func need(_ id: String, _ severity: Int, _ people: Int, _ mandate: String) -> AssessedNeed {
        AssessedNeed(id: AssessedNeedID(id), entry: entry(["severity": "\(severity)", "affected": "\(people)", "mandateLevel": mandate], id: id), need: nil)
    }

    @Test func `Evidence is one source on a line`() {
        let need = AssessedNeed(id: AssessedNeedID("a"), entry: entry(["evidence": "A focus group\n\n  The waiting list \n"]), need: nil)
        #expect(need.evidence == ["A focus group", "The waiting list"])
    }

    @Test func `The checklist asks of the civil service and of contracts with others, in every language`() throws {
        let civilSociety = ["Civil society", "società civile", "Zivilgesellschaft", "sociedad civil", "société civile", "المجتمع المدني"]
        for language in Language.allCases {
            let point = try Installation.words(language)("partnerships.choice.point.6")
            #expect(!civilSociety.contains { point.localizedCaseInsensitiveContains($0) }, "\(point)")
        }
        let words = try Installation.words(.en)
        #expect(words("partnerships.choice.point.6").contains("civil service") && words("partnerships.choice.point.7").contains("non-state actors"))
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
