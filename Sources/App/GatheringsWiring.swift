import Compendium
import Gatherings
import Kernel
import Matching
import Members
import Programmes
import Store
import Transfers

/// Fills the ports of Gatherings from the compendium.
extension Installation {
    static func gatheringsPorts(_ compendium: CompendiumModule, _ clock: Clock) -> GatheringsPorts {
        GatheringsPorts(
            practices: { language in
                compendium.catalogue.cards.map { GatheringsPorts.PracticeChoice(id: $0.id, slug: $0.slug, title: $0.title.text(in: language.code).text) }
            },
            practice: { id, language, reader in
                guard let slug = try Practices.slug(of: id, reader), let found = try Practices.bySlug(slug, reader) else { return nil }
                return GatheringsPorts.PracticeChoice(id: id, slug: slug, title: found.title.text(in: language.code).text)
            },
            blocks: { id, reader in try Practices.byIDs([id], reader).first.map { $0.blocks.map { (id: $0.id, title: $0.title) } } ?? [] },
            policyAreas: PolicyArea.allCases.map(\.rawValue),
            duties: { person, until, reader in
                try TransfersModule.duties(of: person, until: until, reader).map {
                    Duty(.task, $0.id, textKey: $0.textKey, text: $0.text, due: $0.due, person: $0.person, href: $0.href, from: $0.transfer)
                }
                    + ProgrammesModule.duties(of: person, until: until, at: clock.now, reader).map {
                        Duty(.task, "deliverable-\($0.id)", text: $0.text, due: $0.due, person: $0.person, href: $0.href, from: $0.programme)
                    }
            },
            origin: { record, viewer, reader in
                switch record.kind {
                case TransferKind.name: try TransfersModule.name(of: TransferID(record.id), worksOn: viewer, reader)
                case NeedKind.name: try MatchingModule.need(NeedID(record.id), for: viewer, reader).flatMap { $0.mayWrite ? $0.need.name : nil }
                default: nil
                }
            })
    }

    /// What happened in the demonstration's year, told with its people.
    public func tellStories(with accounts: [Starter.DemoAccount]) async throws {
        let people = try await house.database.read { reader in
            try [Role.cityOfficer, .cityLead, .member].compactMap { role -> PersonID? in
                guard let email = accounts.first(where: { $0.role == role.rawValue })?.email else { return nil }
                return try reader.first("SELECT id FROM person WHERE email = \(email) AND forgotten_at IS NULL") { try $0["id"] }
            }
        }
        if people.count == 3 { try await gatherings.tellStory(officer: people[0], lead: people[1], member: people[2]) }
    }
}
