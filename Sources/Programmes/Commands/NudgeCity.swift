import Kernel
import Members
import Store
import Trail
import Web

/// Writes to the people of a city who answer for its part in a programme, with the reasons. Never twice in a week.
struct NudgeCity: Sendable {
    let programme: Programme
    let city: CityID
    let reasons: [CityStanding.Reason]
    let person: PersonID

    /// - Returns: how many people were written to.
    /// - Throws: `Problem.refused` when the city was written to within the week, when there is nothing to write, or when the city has nobody
    ///   to write to.
    func run(_ house: House, _ trail: Trail) async throws -> Int {
        guard !reasons.isEmpty else { throw Problem.refused(reason: "programmes.problem.nothingToNudge") }
        let now = trail.clock.now
        let since = now.adding(.seconds(-86_400 * CityStanding.pauseDays))
        return try await house.database.write { writer in
            // Two coordinators who press at once: the second waits here, and then finds the letter of the first.
            try writer.run("UPDATE programme SET version = version WHERE id = \(programme.id)")
            let lately = try writer.reader.number(
                "SELECT count(*) AS n FROM programme_nudge WHERE programme_id = \(programme.id) AND city_id = \(city) AND at > \(since)")
            guard lately == 0 else { throw Problem.refused(reason: "programmes.problem.nudgedThisWeek") }
            let people = try People.inCity(city, at: now, writer.reader).filter { $0.roles.contains { [.cityOfficer, .cityLead].contains($0) } }
            let readers = try People.languages(people.map(\.id), writer.reader)
            guard !readers.isEmpty else { throw Problem.refused(reason: "programmes.problem.nobodyToNudge") }
            for (reader, language) in readers {
                let words = house.words(language)
                let told = reasons.map { "– \(words.count($0.key, $0.number))" }.joined(separator: "\n")
                try SendMail("programmes.mail.nudge", to: reader, in: language, values: ["programme": programme.name, "reasons": told], link: ProgrammesPaths.coordination)
                    .run(house.ids, trail, by: .person(person), in: writer)
            }
            try writer.run(
                "INSERT INTO programme_nudge (programme_id, city_id, at, by_id, letters) VALUES (\(programme.id), \(city), \(now), \(person), \(readers.count))")
            try trail.record(
                Fact("programme.nudged", RecordReference(programme.id), by: .person(person), after: "{\"city\":\"\(city)\",\"letters\":\(readers.count)}"), in: writer)
            return readers.count
        }
    }
}
