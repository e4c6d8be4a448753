import Foundation
import Kernel
import Members
import Store
import Trail
import Web

/// The demonstration's own year of gatherings: what Catania visited, hosts and plans, one in each stage, and a mentoring that is under way.
/// Cities and practices are real; who acts are the demonstration's people.
struct TellStory: Sendable {
    let house: House
    let trail: Trail
    let officer: PersonID
    let lead: PersonID
    let member: PersonID

    private static let setting = "gatherings-story"

    func run() async throws {
        guard try await house.database.read({ try InstallationSetting.value(Self.setting, $0) }) == nil else { return }
        let (cities, practices) = try await house.database.read { reader in
            (
                Dictionary(uniqueKeysWithValues: try Cities.all(reader).map { ($0.slug, $0) }),
                Dictionary(uniqueKeysWithValues: try reader.all("SELECT slug, id FROM practice") { (try $0["slug"] as String, try $0["id"] as PracticeID) })
            )
        }
        guard ["catania", "berlin", "bologna", "malmo", "rome", "budapest"].allSatisfy({ cities[$0] != nil }) else { return }
        let stage = Stage(story: self, cities: cities, practices: practices)
        try await stage.closed()
        try await stage.reported()
        try await stage.held()
        try await stage.announced()
        try await stage.planned()
        try await stage.cancelled()
        try await stage.mentoring()
        try await house.database.write { writer in
            // As if they had been sent: nobody of the story has an address.
            try writer.run(
                "UPDATE letter SET state = 'sent', content = '{}', link = NULL, ended_at = created_at WHERE state = 'waiting' AND kind LIKE 'gatherings.mail.%'")
            try InstallationSetting.set(Self.setting, to: "1", in: writer)
        }
    }

    /// Everything happens on its day: facts carry the date on which the story has them.
    fileprivate func trail(_ days: Int) -> Trail { Trail(clock: .fixed(trail.clock.now.adding(.seconds(days * 86_400))), hub: trail.hub) }
}

private struct Stage {
    let story: TellStory
    let cities: [String: City]
    let practices: [String: PracticeID]

    private var house: House { story.house }
    private func city(_ slug: String) throws -> CityID { try cities[slug].map(\.id) ?? { throw Problem.notFound }() }
    private func day(_ days: Int) -> Day { Day(daysSince1970: story.trail.clock.now.day.daysSince1970 + days) }

    /// - Parameters:
    ///   - days: from today; negative: so many days ago.
    ///   - hours: how long, from nine in the morning there.
    private func plan(
        _ kind: Gathering.Kind, _ title: String, in slug: String, place: String, days: Int, hours: Int, hosts: [String], visitors: [String], questions: [String] = [],
        practice: String? = nil, change: (inout GatheringPlan) -> Void = { _ in }
    ) throws -> GatheringPlan {
        let zone = ZoneClock.name(inCountry: cities[slug]?.country ?? "")
        let clock = ZoneClock(zone) ?? .utc
        guard let starts = clock.moments(showing: .init(day: day(days), minutes: 9 * 60)).first else { throw Problem.notFound }
        var plan = GatheringPlan(
            kind: kind, title: title, city: try city(slug), place: place, zone: zone, starts: starts, ends: starts.adding(.seconds(hours * 3600)), hosts: try hosts.map(city),
            visitors: try visitors.map(city), questions: questions, practice: practice.flatMap { practices[$0] })
        change(&plan)
        return plan
    }

    private func begin(_ plan: GatheringPlan, days: Int, announced: Bool = true) async throws -> GatheringID {
        guard case .saved(let id) = try await SaveGathering(plan: plan, id: nil, basedOn: 0, person: story.officer).run(house, story.trail(days)) else { throw Problem.notFound }
        if announced { try await step("announce", id, days: days + 1) }
        return id
    }

    private func step(_ step: String, _ id: GatheringID, days: Int, reason: String? = nil) async throws {
        _ = try await TakeStep(id: id, step: step, reason: reason, person: story.lead).run(house, story.trail(days))
    }

    private func agenda(_ id: GatheringID, _ plan: GatheringPlan, _ slots: [(from: Int, to: Int, title: String, place: String?)], days: Int) async throws {
        let items = slots.map { slot in
            AgendaSlot(
                id: house.ids.text(), starts: plan.starts.adding(.seconds(slot.from * 1800)), ends: plan.starts.adding(.seconds(slot.to * 1800)), title: slot.title, place: slot.place, who: nil)
        }
        let version = try await house.database.read { try Gatherings.byID(id, $0)?.version } ?? 0
        _ = try await SaveAgenda(id: id, slots: items, basedOn: version, person: story.officer).run(house, story.trail(days))
    }

    private func people(_ id: GatheringID, _ guests: [String], days: Int, officerComes: Bool = true) async throws {
        for guest in guests {
            let draft = RegistrationDraft(name: guest, email: "\(Slug.make(from: guest))@demo.ponte.example", organisation: nil, city: nil, needs: nil, language: .en)
            _ = try await Register(gathering: id, draft: draft, person: nil, isProven: true).run(house, story.trail(days))
        }
        guard officerComes else { return }
        let own = try await house.database.read { try People.correspondent(story.officer, $0) }
        let draft = RegistrationDraft(name: own?.name ?? "", email: own?.email ?? "", organisation: "City of Catania", city: try city("catania"), needs: nil, language: .en)
        _ = try await Register(gathering: id, draft: draft, person: story.officer, isProven: true).run(house, story.trail(days))
    }

    private func wereThere(_ id: GatheringID, days: Int) async throws {
        let all = try await house.database.read { try Registrations.all(id, $0) }
        let attended = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.id, $0 != 1) })
        try await NoteAttendance(gathering: id, attended: attended, by: story.officer).run(house, story.trail(days))
    }

    private func lesson(_ id: GatheringID, _ slug: String, _ text: String, _ block: String, _ intention: Lesson.Intention, guest: String? = nil, due: Int, days: Int) async throws {
        try await AddLesson(
            gathering: id, city: try city(slug), text: text, blockID: nil, block: block, intention: intention, owner: guest == nil ? story.officer : nil, due: day(due), by: story.officer, ownerName: guest
        ).run(house, story.trail(days))
    }

    private func followUp(_ id: GatheringID, _ text: String, due: Int, days: Int) async throws {
        try await AddFollowUp(gathering: id, followUp: GatheringFollowUp.Draft(text: text, owner: story.lead, due: day(due)), by: story.officer).run(house, story.trail(days))
    }

    private func account(_ id: GatheringID, _ plan: GatheringPlan, people: Int, spent: Int64?, report: String, days: Int, reason: String? = nil, change: (Gathering.Held) -> Gathering.Held = { $0 }) async throws {
        let held = change(Gathering.Held(starts: plan.starts, ends: plan.ends, place: plan.place, people: people, spent: spent.map { Money(euro: $0) }, reason: reason, report: report))
        let version = try await house.database.read { try Gatherings.byID(id, $0)?.version } ?? 0
        _ = try await SayHowItWent(id: id, held: held, basedOn: version, person: story.officer).run(house, story.trail(days))
    }

    // MARK: one in each stage

    func closed() async throws {
        let plan = try plan(
            .studyVisit, "How neighbourhood mothers reach families in Berlin", in: "berlin", place: "Nachbarschaftsheim Neukölln", days: -120, hours: 56, hosts: ["berlin"], visitors: ["catania"],
            questions: ["How are the mothers found, and what are they paid?", "What does the district do when a family needs more than a visit?", "What did not work?"],
            practice: "berlin-neighbourhood-mothers"
        ) { plan in
            plan.admission = .open
            plan.budget = Money(euro: 5200)
            plan.access = "Step-free from the street; interpreting German, Italian and Arabic."
        }
        let id = try await begin(plan, days: -170)
        try await agenda(id, plan, [(0, 3, "Who does what: the district and its partners", "Town hall Neukölln"), (4, 8, "A morning with two mothers and the families they visit", nil), (48, 52, "What failed in the first years", "Diakoniewerk Simeon")], days: -150)
        try await people(id, ["Guest of the school office", "Guest of the parents' association"], days: -140)
        try await step("hold", id, days: -115)
        try await wereThere(id, days: -115)
        try await account(
            id, plan, people: 3, spent: 4830,
            report: "We walked with two mothers through their week. What surprised us: the course is short, the supervision is not. The hosts said that our questions about pay made them look at their own contracts again.",
            days: -113, reason: "The second day began an hour later because of a strike; flights were cheaper than planned."
        ) { held in
            Gathering.Held(starts: held.starts.adding(.seconds(3600)), ends: held.ends, place: held.place, people: held.people, spent: held.spent, reason: held.reason, report: held.report)
        }
        try await step("report", id, days: -112)
        try await lesson(id, "catania", "Supervision every two weeks is what keeps the mothers: budget for it before the course.", "Supervision", .adapt, due: -30, days: -112)
        try await lesson(id, "catania", "Home visits in pairs in the first year.", "Home visits", .adopt, due: 40, days: -112)
        try await followUp(id, "Look with Berlin at what Catania has begun", due: 60, days: -112)
        try await step("close", id, days: -111)
    }

    func reported() async throws {
        let plan = try plan(
            .bilateralVisit, "Bologna looks at Catania's empty buildings", in: "catania", place: "Palazzo dei Chierici", days: -34, hours: 31, hosts: ["catania"], visitors: ["bologna"],
            questions: ["Who owns the houses, and who may decide?", "Which neighbours come to the table?"], practice: "bologna-salus-space"
        ) { $0.budget = Money(euro: 1900) }
        let id = try await begin(plan, days: -60)
        try await step("hold", id, days: -32)
        try await account(
            id, plan, people: 6, spent: 1850,
            report: "Bologna's architect walked three sites with us. Two are out: the heirs cannot be found. The third could house twelve families and a kitchen.", days: -30, reason: "One ticket was cheaper.")
        try await step("report", id, days: -29)
        try await lesson(id, "bologna", "Ask the land registry before anything is drawn.", "Choice of the building", .adopt, guest: "Guest of the housing office", due: 5, days: -29)
    }

    func held() async throws {
        let plan = try plan(
            .empowermentWorkshop, "What Librino wants from a neighbourhood desk", in: "catania", place: "Librino school centre", days: -6, hours: 7, hosts: ["catania"], visitors: [],
            questions: ["What should nobody have to explain twice?"]
        ) { plan in
            plan.admission = .open
            plan.access = "Ground floor, childcare on site, interpreting Arabic and Bangla."
        }
        let id = try await begin(plan, days: -25)
        try await agenda(id, plan, [(0, 2, "What you wait for today", nil), (3, 7, "Four tables: residents, officers, helpers, shops", nil), (9, 13, "Who does what by autumn", nil)], days: -20)
        try await people(id, ["Guest of the residents", "Guest of the health centre", "Guest of the Bangla association"], days: -12)
        let notes = ["Letters from three offices about the same child; nobody can read which one matters.", "The shop at the corner already translates letters, for nothing.", "Ten o'clock is the wrong hour: children, market, shifts."]
        for (place, text) in notes.enumerated() {
            try await KeepNote(
                id: NoteID(house.ids.text()), gathering: id, slot: nil, text: text, writtenAt: plan.starts.adding(.seconds(2700 * (place + 1))), author: story.officer
            ).run(house, story.trail(-5))
        }
        try await step("hold", id, days: -5)
        try await wereThere(id, days: -5)
    }

    func announced() async throws {
        let seminar = try plan(
            .trainingSeminar, "Recognise discrimination and act: two days for front desks", in: "catania", place: "Ex Monastero dei Benedettini", days: 24, hours: 32, hosts: ["catania"], visitors: [],
            questions: ["What do I say at the counter, today?"], practice: "bologna-spad-anti-discrimination-desk"
        ) { plan in
            plan.admission = .open
            plan.capacity = 4
            plan.registerUntil = day(20)
            plan.access = "Step-free, hearing loop in the main hall; please tell us what you need."
            plan.logistics = "Lunch is provided. Bring a case from your own desk, without names."
        }
        let id = try await begin(seminar, days: -10)
        try await agenda(id, seminar, [(0, 3, "What discrimination is in law, and what it feels like", nil), (4, 7, "Cases from your own desks", nil), (48, 52, "What our office changes on Monday", nil)], days: -9)
        try await people(id, ["Guest of the registry office", "Guest of the housing office", "Guest of the job centre", "Guest of a school", "Guest of a clinic"], days: -3, officerComes: false)
        let conference = try plan(
            .conference, "Cities that learn from one another", in: "rome", place: "Campidoglio", days: 96, hours: 30, hosts: ["rome"], visitors: ["catania", "bologna"],
            questions: ["What did each pair of cities take over, and what not?"]
        ) { plan in
            plan.admission = .open
            plan.capacity = 180
            plan.access = "Step-free entrance from Piazza del Campidoglio; sign language, Italian, English and Arabic."
        }
        _ = try await begin(conference, days: -8)
    }

    func planned() async throws {
        let plan = try plan(
            .studyVisit, "Yalla Trappan: work and a common table", in: "malmo", place: "Rosengård", days: 62, hours: 54, hosts: ["malmo"], visitors: ["catania"],
            questions: ["What does it take until a cooperative pays wages?", "Who buys from it?"], practice: "malmo-yalla-trappan"
        ) { plan in
            plan.capacity = 5
            plan.budget = Money(euro: 6400)
        }
        _ = try await begin(plan, days: -4, announced: false)
    }

    func cancelled() async throws {
        let plan = try plan(.meeting, "Three receiving cities compare notes", in: "budapest", place: "City hall", days: 12, hours: 4, hosts: ["budapest"], visitors: ["catania"])
        let id = try await begin(plan, days: -20)
        try await step("cancel", id, days: -2, reason: "Two of the three cities have elections that week; we look for a day in spring.")
    }

    func mentoring() async throws {
        let offer = MentorOffer(
            person: story.member, city: try city("bologna"), capacity: 2, isOpen: true, areas: ["housing", "participation", "anti-racism"], factors: ["partners", "participation", "organisation"],
            languages: ["en", "it"], text: "Fifteen years of housing and participation in a city of 390,000.")
        try await OfferMentoring(offer: offer).run(house, story.trail(-90))
        let wish = try await WishForMentor(
            city: try city("catania"), goals: "Turn one empty building into homes for twelve families, with the neighbours at the table from the first day.", areas: ["housing", "participation"],
            factors: ["partners", "organisation"], languages: ["it"], person: story.officer
        ).run(house, story.trail(-85))
        guard let found = try await house.database.read({ try Mentorings.wishes("id = \(wish)", $0).first }) else { return }
        let id = try await ProposeMentoring(wish: found, mentor: story.member, person: story.officer).run(house, story.trail(-84))
        try await StepMentoring(id: id, step: "accept", hands: [.mentor], reason: nil, person: story.member).run(house, story.trail(-80))
        let contacts: [(MentoringEntry.Kind, Int, Int, String, String?, String?)] = [
            (.call, -70, 50, "What a city must own before it promises anything", "Begin with the land registry, not with the architect.", "Catania asks for the extracts of three sites."),
            (.flash, -52, 15, "Which of the three sites", "Leave the two without known heirs.", nil),
            (.visit, -34, 480, "Walking the sites", "Ask the neighbours before the drawing is nice.", "A first evening with the neighbours in the school."),
            (.mail, -12, 10, "A model contract with the cooperative", nil, "Bologna sends its contract, Catania's legal office reads it."),
        ]
        for (kind, ago, minutes, topic, advice, agreed) in contacts {
            try await LogContact(mentoring: id, kind: kind, day: day(ago), minutes: minutes, topic: topic, advice: advice, agreed: agreed, next: nil, person: story.member).run(house, story.trail(ago))
        }
    }
}
