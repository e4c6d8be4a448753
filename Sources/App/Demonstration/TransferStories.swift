import Compendium
import Foundation
import Kernel
import Matching
import Members
import Store
import Trail
import Transfers
import Web

/// What the demonstration network has under way: one transfer of Catania in each stage. The practices and their cities are real; that Catania took them up is made up.
extension Starter {
    /// Tells it once.
    func tellTransfers(officer: PersonID, lead: PersonID) async throws {
        let setting = "demonstration-transfers"
        try await database.write { [ids, trail] writer in
            guard try InstallationSetting.value(setting, writer.reader) == nil, let catania = try Cities.bySlug("catania", writer.reader)?.id else { return }
            let teller = StoryTeller(ids: ids, trail: trail, writer: writer, catania: catania, officer: officer, lead: lead)
            try teller.understanding()
            try teller.adapting()
            try teller.reusing()
            try teller.closed()
            try teller.stopped()
            try InstallationSetting.set(setting, to: "told", in: writer)
        }
    }
}

private struct StoryTeller {
    let ids: IDSource
    let trail: Trail
    let writer: Writer
    let catania: CityID
    let officer, lead: PersonID

    func understanding() throws {
        guard
            var story = try story(
                "A women's cooperative for Catania", "malmo-yalla-trappan", opened: 25, end: .understand,
                need: "About 400 refugee women with little schooling live in San Berillo and Librino. Language courses exist, but there is no way from them into paid work.",
                reason: "It gives women permanent jobs in work they already know, and it has lasted since 2010.")
        else { return }
        story.raters = [
            TransferStory.Rater(officer, points: [["money": 1], ["partners": 2], ["will": 2], ["money": 2]], note: "The kitchen of the old market could be used; who pays the rent is open."),
            TransferStory.Rater(lead, points: [["money": 2, "will": 3], ["capacity": 2]]),
        ]
        try story.run(ids, trail, writer)
    }

    func adapting() throws {
        guard
            var story = try story(
                "One door for newcomers", "milan-welcome-center", opened: 75, end: .adapt,
                need: "People who arrive in Catania go from office to office: registry, health, school, jobs. They need one place that knows all of them.",
                reason: "It is a city of the same country, with the same law, and it joins offices that we have too.")
        else { return }
        story.raters = [
            TransferStory.Rater(officer, points: [["capacity": 2, "money": 2], ["data": 1, "partners": 3], ["money": 2]]),
            TransferStory.Rater(lead, points: [["capacity": 2], ["data": 1], ["will": 4]], note: "The mayor wants this before the end of the term."),
        ]
        story.decisions = [("adapt", "One morning a week at first, in the town hall, instead of a building of its own.", "There is no building yet, and waiting for one would cost a year.")]
        story.actions = [
            TransferStory.Action("Agree with the health authority on one desk", owner: "City of Catania, social services", due: 130, budget: 4000, risk: "The authority changes its director in autumn"),
            TransferStory.Action("Train four clerks in the work of the others", owner: "CPIA Catania", due: 160, budget: 6500, indicator: "Four clerks who can answer for all offices"),
        ]
        try story.run(ids, trail, writer)
    }

    func reusing() throws {
        guard
            var story = try story(
                "Neighbourhood mothers in Librino", "berlin-neighbourhood-mothers", opened: 260, end: .reuse,
                need: "Mothers of small children stay at home in Librino; nobody of the services speaks their languages or is let in.",
                reason: "Women of the same community are let in where officials are not, and the course is written down.")
        else { return }
        story.raters = [
            TransferStory.Rater(officer, points: [["money": 2], ["capacity": 3], ["partners": 4]]), TransferStory.Rater(lead, points: [["money": 2], ["will": 4], ["culture": 3]]),
        ]
        story.decisions = [
            ("keep", nil, "It is what made it work there, and nothing here speaks against it."), ("adapt", "Visits in pairs, and in the afternoon, when the women of Librino are at home.", "A visit by one stranger is not welcome here."),
            ("adapt", "A contract of the cooperative for ten hours a week instead of a job with the city.", "The city cannot hire at present."),
        ]
        story.added = ("A playroom beside the course", "Childcare by two students, in the room next door.", "In Berlin the children are in kindergarten; here there are too few places.")
        story.actions = [
            TransferStory.Action("Find twelve women for the first course", owner: "Parish of Librino and the women's association", due: 120, done: 118, budget: 1500, spent: 1200, indicator: "Twelve women, six languages"),
            TransferStory.Action("Run the course", owner: "CPIA Catania", due: 200, done: 221, reason: "The school was closed for three weeks", budget: 18_000, spent: 16_400),
            TransferStory.Action("Begin the home visits", owner: "Cooperative", due: 230, budget: 22_000, spent: 2100, risk: "Women find other work before the visits begin"),
        ]
        story.log = [
            (125, "Fourteen women came to the first morning; twelve stayed. The oldest had never been in a classroom."),
            (160, "The course had to move because of the leaking roof. Nobody dropped out."), (225, "Eleven certificates. The first pair visited two families this week."),
        ]
        story.isPublished = true
        try story.run(ids, trail, writer)
    }

    func closed() throws {
        guard
            var story = try story(
                "Health mediators of Catania", "hannover-mimi-health-mediators", opened: 800, end: .closed,
                need: "Newcomers come to the emergency room for what a family doctor would treat, and come too late for what cannot wait.",
                reason: "Mediators explain the health system in the language of those who ask, and the course can be bought with its material.")
        else { return }
        story.raters = [TransferStory.Rater(officer, points: Array(repeating: ["money": 2], count: 4)), TransferStory.Rater(lead, points: Array(repeating: ["will": 4], count: 4))]
        story.decisions = [
            ("keep", nil, "The course stands on its own, here as there."), ("adapt", "Half of the material was written anew for the Italian health service.", "The German system has other doors."), ("keep", nil, "Supervision is what keeps mediators at work."),
            ("drop", nil, "A guide in print was out of date before it was printed; a page in six languages took its place."),
        ]
        story.actions = [
            TransferStory.Action("Train twenty mediators", owner: "Health authority of Catania", due: 200, done: 240, reason: "Exams were moved", budget: 26_000, spent: 24_300, indicator: "Twenty certificates"),
            TransferStory.Action("Hold sixty evenings in their own languages", owner: "Mediators", due: 480, done: 470, budget: 9000, spent: 8800, indicator: "Sixty evenings, 700 people"),
        ]
        story.log = [(130, "Thirty people wanted to become mediators for twenty places."), (260, "First evening in Bengali: forty people."), (400, "Forty-one evenings so far.")]
        story.outcome = (
            kept: "The course and the evenings in people's own homes and associations.", changed: "The material, for the Italian system; the guide became a page in six languages.",
            failed: "We reached few men: one in six.", why: "Evenings were held where women meet; nobody had asked the men where they meet.")
        story.improvement = "Give the course half a day on reaching men: it is what every city we asked lacks."
        story.answer = "Fourteen of the twenty are still working; the health authority pays the evenings now."
        story.isPublished = true
        try story.run(ids, trail, writer)
    }

    func stopped() throws {
        guard
            var story = try story(
                "Rooms with a tutor", "rome-rico-housing-autonomy", opened: 120,
                end: .stopped("The diocese gave its empty rooms to families after the flood in spring. We come back to it when there are rooms."),
                need: "Young refugees leave reception at 18 and find nobody who lets a room to them.", reason: "Parishes in Catania have empty rooms too, and a tutor costs little.")
        else { return }
        story.raters = [TransferStory.Rater(officer, points: [["partners": 1], ["money": 2], ["capacity": 2]])]
        try story.run(ids, trail, writer)
    }

    /// - Returns: nil when the starter content has no such practice (any more).
    private func story(_ name: String, _ slug: String, opened: Int, end: TransferStory.End, need: String, reason: String) throws -> TransferStory? {
        guard let practice = try Installation.transfersPorts.practice(slug, writer.reader) else { return nil }
        let start = trail.clock.now.adding(.seconds(-(opened + 14) * 86_400))
        let id = try MatchingModule.describeForCity(
            NeedContent(title: name, text: need, language: "en", city: catania), person: officer, ids, Trail(clock: .fixed(start), hub: trail.hub), writer)
        let stated = ReceivingNeed(id: id, version: 1, name: name, text: need, city: catania, preconditions: [], mayWrite: true)
        return TransferStory(name, challenge: need, reason: reason, need: stated, practice: practice, person: officer, opened: opened, end: end)
    }
}
