import Kernel
import Store
import Trail
import Web

/// Letters about a gathering, each in its reader's language, with the link by which a registration is changed or withdrawn.
struct GatheringLetters {
    let house: House
    let trail: Trail

    func write(_ kind: String, _ gathering: Gathering, to states: [Registration.State], in writer: Writer) throws {
        for registration in try Registrations.all(gathering.id, writer.reader) where states.contains(registration.state) { try write(kind, gathering, to: registration, in: writer) }
    }

    func write(_ kind: String, _ gathering: Gathering, to registration: Registration, in writer: Writer) throws {
        let telling = GatheringTelling(house.words(registration.language))
        let city = try Gatherings.cities([gathering.plan.city], writer.reader)[gathering.plan.city]
        try SendMail(
            kind, to: registration.correspondent, in: registration.language,
            values: ["gathering": gathering.plan.title, "when": telling.span(gathering.plan), "where": telling.whereText(gathering, city), "reason": gathering.cancelReason ?? ""],
            link: GatheringsPaths.registration(registration.token(house.site.key))
        ).run(house.ids, trail, by: .system("gatherings"), in: writer)
    }
}
