import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
@testable import Partnerships

/// The partnership of Catania, with one of each thing that has an address.
struct PartnershipWorld {
    let organisation = "porta-aperta"
    /// With a decision, so that it cannot be taken off.
    let meeting: String
    let assessment: String
    let need: String

    static func settle(in house: TestHouse) async throws -> PartnershipWorld {
        try await house.database.write { [ids = house.ids, trail = house.trail] writer in
            let actor = Actor.system("test")
            let city = try #require(try Cities.bySlug("catania", writer.reader))
            func keep(_ name: String, _ sector: Organisation.Sector, _ areas: [String]) throws -> String {
                guard case .saved(let id, _) = try KeepOrganisation(
                    OrganisationContent(name: name, sector: sector, country: "IT", city: city.id, areas: areas, isWomenLed: true, website: "https://porta.example"), by: actor
                ).run(ids, trail, in: writer) else { throw Problem.notFound }
                return id.rawValue
            }
            let (one, other) = (try keep("Porta Aperta", .civic, ["housing"]), try keep("Scuola", .knowledge, ["adult-education"]))
            _ = try keep("Consulta", .civic, [])
            let partnership = try BeginPartnership(city: city.id, actor: actor).run(ids, trail, in: writer)
            let itself = EntryContent(["lead": one, "charter": "We meet.", "decisionRule": "consensus"])
            _ = try SaveEntry(shape: .partnership, partnership: partnership, id: partnership.rawValue, basedOn: 1, content: itself, actor: actor).run(ids, trail, in: writer)
            let assessment = try BeginAssessment(
                partnership: partnership, content: EntryContent(["name": "Women at home", "startDay": "2026-01-01", "endDay": "2026-02-01", "summary": "In short"]), actor: actor
            ).run(ids, trail, in: writer)
            func add(_ shape: Shape, _ values: [String: String]) throws -> String {
                let saved = try SaveEntry(
                    shape: shape, partnership: partnership, assessment: shape.owner == .assessment ? assessment : nil, id: nil, basedOn: 0,
                    content: EntryContent(values.mapValues { [$0] }), actor: actor
                ).run(ids, trail, in: writer)
                guard case .saved(let id) = saved else { throw Problem.notFound }
                return id
            }
            for organisation in [one, other] {
                _ = try add(.members, ["organisation": organisation, "role": "member"])
                _ = try add(.stakeholders, ["organisation": organisation, "power": "4", "interest": "4", "attitude": "-1"])
            }
            _ = try add(.contacts, ["name": "Giulia", "organisation": one, "basis": "consent", "basisDay": "2026-01-01"])
            _ = try add(.groups, ["name": "Housing", "area": "housing", "chair": one])
            let today = trail.clock.now.day
            for (name, days) in [("Old", -10), ("Soon", 10), ("Later", 300)] {
                _ = try add(
                    .agreements,
                    ["name": name, "kind": "cooperation", "organisation": other, "signedDay": "2020-01-01", "endDay": Day(daysSince1970: today.daysSince1970 + days).description])
            }
            for level in 0...4 { _ = try add(.mechanisms, ["name": "Mechanism \(level)", "kind": "protocol", "maturity": "\(level)", "chair": one, "reviewDay": "2020-01-01"]) }
            let meeting = try add(.meetings, ["name": "First", "plannedDay": "2025-01-01", "heldDay": "2025-01-09", "reason": "Snow"])
            _ = try add(.meetings, ["name": "Second", "plannedDay": "2025-02-01"])
            _ = try add(.decisions, ["decision": "A list", "meeting": meeting, "owner": one, "dueDay": "2025-03-01"])
            let kind = try add(.relationKinds, ["name": "Refers people"])
            _ = try add(.relations, ["organisation": one, "other": other, "kind": kind, "claimed": "one"])
            _ = try TakeSnapshot(partnership: partnership, name: "Before", actor: actor).run(ids, trail, in: writer)
            _ = try add(.stakeholders, ["organisation": try keep("Newcomer", .privateFirm, []), "power": "1", "interest": "2", "attitude": "2"])
            _ = try add(.instruments, ["kind": "interviews", "who": "Staff", "people": "3", "women": "2", "men": "1"])
            _ = try add(.figures, ["name": "Residents", "value": "300736", "year": "2023", "source": "Istat"])
            _ = try add(.findings, ["side": "threat", "finding": "Rents"])
            let need = try add(.needs, ["area": "housing", "statement": "Flats", "affected": "150", "groupName": "Families", "severity": "5", "mandateLevel": "shared"])
            return PartnershipWorld(meeting: meeting, assessment: assessment.rawValue, need: need)
        }
    }

    /// A pattern of this room as an address that exists.
    func address(_ pattern: String) -> String {
        pattern.replacingOccurrences(of: "{city}", with: "catania").replacingOccurrences(of: "{list}", with: "meetings").replacingOccurrences(of: "{entry}", with: meeting)
            .replacingOccurrences(of: "{assessment}", with: assessment).replacingOccurrences(of: "{need}", with: need)
    }
}
