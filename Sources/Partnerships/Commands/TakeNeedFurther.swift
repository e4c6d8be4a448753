import Kernel
import Store
import Trail
import Web

/// Turns an assessed need into a need that practices are matched with. Once: whoever asks again is led to the one that is there.
struct TakeNeedFurther: Sendable {
    let partnership: PartnershipID
    let city: CityID
    let need: AssessedNeedID
    let person: PersonID
    let describe: PartnershipsPorts.Describe

    func run(_ house: House, _ trail: Trail) async throws -> NeedID {
        try await house.database.write { writer in
            guard try writer.run("UPDATE partnership SET version = version WHERE id = \(partnership)") == 1,
                let entry = try Entries.one(.needs, need.rawValue, of: partnership, writer.reader)
            else { throw Problem.notFound }
            if let there = try writer.reader.first("SELECT need_id FROM assessed_need WHERE id = \(need)", { try $0["need_id"] as NeedID? }) ?? nil { return there }
            let made = try describe(
                PartnershipsPorts.FoundNeed(
                    statement: entry.content["statement"] ?? "", group: entry.content["groupName"], area: entry.content["area"], people: entry.content.number("affected"), city: city),
                person, writer)
            try writer.run("UPDATE assessed_need SET need_id = \(made) WHERE id = \(need)")
            try trail.link(RecordReference(made), to: RecordReference(need), as: "answers", in: writer)
            try trail.record(Fact("assessed-need.taken-further", RecordReference(need), by: .person(person), after: "{\"need\":\"\(made)\"}"), in: writer)
            return made
        }
    }
}
