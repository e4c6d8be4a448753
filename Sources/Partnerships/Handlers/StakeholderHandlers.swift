import Kernel
import Members
import Store
import Web

/// The map of stakeholders, and how it was before.
struct StakeholderHandlers: Sendable {
    let room: PartnershipsRoom

    func map(_ visit: Visit) async throws -> Answer {
        let slug = try visit.parameter("city")
        let (opened, entries, snapshots) = try await room.house.database.read { reader in
            let opened = try PartnershipsRoom.open(slug, visit.viewer, reader)
            try opened.requireKeeping()
            return (opened, try Entries.all(.stakeholders, of: opened.id, reader), try Partnerships.snapshots(of: opened.id, opened.partnership.organisations, reader))
        }
        let since = snapshots.first { $0.id == visit.query["since"] }
        return .page(StakeholdersPage(opened: opened, entries: entries, snapshots: snapshots, since: since ?? snapshots.first, telling: room.telling(visit, opened)).page())
    }

    func freeze(_ visit: Visit) async throws -> Answer {
        let opened = try await room.openForKeeping(visit)
        let day = Format(visit.language).day(room.today)
        let name = String((visit.form.text("name") ?? day).prefix(120))
        let actor = try visit.person().actor
        let id = try await room.house.database.write { [room] in
            try TakeSnapshot(partnership: opened.id, name: name, actor: actor).run(room.house.ids, room.trail, in: $0)
        }
        return Answer.seeOther(PartnershipsPaths.stakeholders(opened.city, since: id)).with(notice: "partnerships.notice.frozen")
    }
}
