import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
import Web
@testable import Gatherings

extension TestHouse {
    func city(_ slug: String) async throws -> CityID { try #require(try await database.read { try Cities.bySlug(slug, $0) }).id }

    /// A study visit of Odense to Catania that begins in so many days, at nine in the morning there.
    func visit(
        by person: PersonID, inDays days: Int = 20, admission: Gathering.Admission = .open, capacity: Int? = nil, kind: Gathering.Kind = .studyVisit, announced: Bool = true,
        title: String = "How Catania reaches mothers"
    ) async throws -> GatheringID {
        let (catania, odense) = (try await city("catania"), try await city("odense"))
        let day = Day(daysSince1970: clock.now.day.daysSince1970 + days)
        let rome = try #require(ZoneClock("Europe/Rome"))
        let starts = try #require(rome.moments(showing: .init(day: day, minutes: 9 * 60)).first)
        let plan = GatheringPlan(
            kind: kind, title: title, city: catania, place: "Palazzo degli Elefanti", zone: "Europe/Rome", starts: starts, ends: starts.adding(.seconds(32 * 3600)), hosts: [catania],
            visitors: [odense], questions: ["Who opens the door?"], admission: admission, capacity: capacity)
        let outcome = try await SaveGathering(plan: plan, id: nil, basedOn: 0, person: person).run(installation.house, trail)
        guard case .saved(let id) = outcome else { throw Problem.notFound }
        if announced { #expect(try await TakeStep(id: id, step: "announce", reason: nil, person: person).run(installation.house, trail) == []) }
        return id
    }

    /// A visit that took place and was reported, five days after it began.
    func reportedVisit(by person: PersonID, title: String = "How Catania reaches mothers") async throws -> GatheringID {
        let id = try await visit(by: person, inDays: 1, title: title)
        clock.advance(by: .seconds(6 * 86_400))
        let plan = try await gathering(id).plan
        let held = Gathering.Held(starts: plan.starts, ends: plan.ends, place: plan.place, people: 3, spent: nil, reason: nil, report: "We saw a lot.")
        #expect(try await SayHowItWent(id: id, held: held, basedOn: 2, person: person).run(installation.house, trail))
        for step in ["hold", "report"] { #expect(try await TakeStep(id: id, step: step, reason: nil, person: person).run(installation.house, trail) == []) }
        return id
    }

    /// The same, closed with a lesson of Odense and a follow-up.
    func closedVisit(by person: PersonID, lesson owner: PersonID, followUp: PersonID, due: Day) async throws -> GatheringID {
        let id = try await reportedVisit(by: person)
        try await AddLesson(
            gathering: id, city: try await city("odense"), text: "Pay for childcare", blockID: nil, block: "Course", intention: .adapt, owner: owner, due: due, by: person
        ).run(installation.house, trail)
        try await AddFollowUp(gathering: id, followUp: GatheringFollowUp.Draft(text: "Call Odense", owner: followUp, due: due), by: person).run(installation.house, trail)
        #expect(try await TakeStep(id: id, step: "close", reason: nil, person: person).run(installation.house, trail) == [])
        return id
    }

    func gathering(_ id: GatheringID) async throws -> Gathering { try #require(try await database.read { try Gatherings.byID(id, $0) }) }

    func register(_ name: String, at id: GatheringID, person: PersonID? = nil) async throws -> Registration {
        let draft = RegistrationDraft(name: name, email: Self.email(name), organisation: nil, city: nil, needs: nil, language: .en)
        return try await Register(gathering: id, draft: draft, person: person, isProven: person != nil).run(installation.house, trail)
    }

    func letters(_ kind: String) async throws -> [Letter] {
        try await database.read { try Outbox.letters(.waiting, before: nil, limit: 200, $0) }.filter { $0.kind == "gatherings.mail.\(kind)" }
    }
}

/// What the form of a gathering sends.
let planFields = [
    ("kind", "study-visit"), ("title", "A look at the nursery"), ("city", "catania"), ("starts", "2027-05-10T09:00"), ("ends", "2027-05-11T16:00"), ("host", "catania"),
    ("visiting", "odense"), ("questions", "Who pays?\nWho comes?"), ("admission", "open"), ("capacity", "12"), ("budget", "1.500"), ("version", "0"),
]
