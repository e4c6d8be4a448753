import Foundation
import Kernel
import Members
import Store
import Trail
import Web

/// The door of transfers: its routes, and what it tells the house and other rooms.
public struct TransfersModule: Sendable {
    public let routes: [Route]

    public init(house: House, trail: Trail, ports: TransfersPorts) {
        routes = TransfersRoutes.all(TransfersRoom(house: house, trail: trail, ports: ports))
    }

    public static let resources = resourceFolder(Bundle.module)

    public static func migrations() throws -> [Migration] {
        try Migration.all(ofRoom: "transfers", in: resources.appendingPathComponent("migrations"))
    }

    /// Transfers of a need that the viewer may read, by practice: where each stands.
    public static func ofNeed(_ need: NeedID, for viewer: Viewer, _ reader: Reader) throws -> [PracticeID: (id: TransferID, stageKey: String)] {
        let open = try Transfers.ofNeed(need, reader).filter { TransferPermissions.canRead($0, viewer) }
        return Dictionary(open.map { ($0.practice, ($0.id, "transfers.stage.\($0.stage.rawValue)")) }, uniquingKeysWith: { first, _ in first })
    }

    /// The name of a transfer that somebody works on, in one of its cities or for its programme; nil for everybody else.
    public static func name(of id: TransferID, worksOn viewer: Viewer, _ reader: Reader) throws -> String? {
        try Transfers.byID(id, reader).flatMap { TransferPermissions.parts($0, viewer).isEmpty ? nil : $0.name }
    }

    /// How transfers and their follow-ups stand in a thread; those that the viewer may not read are left out.
    public static func threadRecords(
        _ references: [RecordReference], for viewer: Viewer, practices: TransfersPorts.Practices, _ reader: Reader
    ) throws -> [RecordReference: ThreadRecord] {
        let direct = references.filter { $0.kind == TransferKind.name }.map { TransferID($0.id) }
        let followUps: [(FollowUpID, TransferID, Int, FollowUp.State?)] = try reader.all(
            "SELECT id, transfer_id, months, state FROM transfer_follow_up WHERE id IN \(list: references.filter { $0.kind == FollowUpKind.name }.map(\.id))"
        ) { (try $0["id"], try $0["transfer_id"], try $0["months"], try $0["state"]) }
        let all = try Transfers.byIDs(Array(Set(direct + followUps.map(\.1))), reader)
        let owners = try all.isEmpty ? [:] : practices(Array(Set(all.map(\.practice))), reader).compactMapValues(\.owner)
        let found = all.filter { TransferPermissions.canRead($0, viewer, owner: owners[$0.practice]) }
        let transfers = Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var records: [RecordReference: ThreadRecord] = [:]
        for id in direct {
            guard let transfer = transfers[id] else { continue }
            records[RecordReference(id)] = ThreadRecord(
                title: transfer.name, href: TransfersPaths.transfer(id), stageKey: "transfers.stage.\(transfer.stage.rawValue)")
        }
        for (id, of, months, state) in followUps {
            guard let transfer = transfers[of] else { continue }
            records[RecordReference(id)] = ThreadRecord(
                title: transfer.name, titleKey: "transfers.followUp.month\(months)", href: TransfersPaths.part(of, "closing"),
                stageKey: state.map { "transfers.followUp.state.\($0.rawValue)" } ?? "transfers.followUp.open")
        }
        return records
    }
}
