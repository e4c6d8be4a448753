import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
@testable import Partnerships

/// Whatever of this room hangs on the thread is told there, also when it was taken off.
@Suite struct ThreadTests {
    @Test(arguments: Engines.all) func `Every record with lineage is told to those who keep the partnership`(engine: Engine) async throws {
        try await withHouse(engine, .starter) { house in
            try await LoadStarterPartnerships().run(house.database, house.ids, house.trail)
            let lead = try await house.signIn(as: .cityLead, in: "catania")
            let member = try await house.signIn(as: .member)
            let hung = try await house.database.read { reader in
                let partnership = try #require(try Partnerships.ofCity("catania", reader))
                let own = try Lineage.children(of: RecordReference(partnership.id), reader).map(\.child)
                return try own + own.filter { $0.kind == AssessmentKind.name }.flatMap { try Lineage.children(of: $0, reader).map(\.child) }
            }
            #expect(Set(hung.map(\.kind)) == Set(PartnershipsModule.threadKinds).subtracting([PartnershipKind.name]))
            #expect(hung.count { $0.kind == StakeholderKind.name } == 7, "who was only on an earlier map is no record")
            for record in hung { #expect(try await lead.get("/thread/\(record.kind)/\(record.id)").status == 200, "\(record)") }
            let gone = try #require(hung.first { $0.kind == StakeholderKind.name })
            let removal = "/partnerships/catania/entries/stakeholders/\(gone.id)/removal"
            #expect(try await lead.post(removal, from: "/partnerships/catania/entries/stakeholders/\(gone.id)").status == 303)
            let page = try await lead.get("/thread/stakeholder/\(gone.id)")
            #expect(page.status == 200 && page.says("No longer on record: Catania"))
            let odense = try await house.signIn(as: .cityLead, in: "odense")
            for outsider in [member, odense] { #expect(try await outsider.get("/thread/stakeholder/\(gone.id)").status == 404) }
            #expect(try await lead.get("/thread/stakeholder/nobody").status == 404)
        }
    }
}
