import Compendium
import Gatherings
import Kernel
import Matching
import Partnerships
import Programmes
import Transfers
import Web

extension Installation {
    /// Whoever knows records of a kind says how they stand in a thread. A new room adds its kinds here.
    static let threadRooms: [String: ThreadRoom] = {
        let rooms: [([String], ThreadRoom)] = [
            ([NeedKind.name], MatchingModule.threadRecords), ([PracticeKind.name], CompendiumModule.threadRecords),
            (
                [TransferKind.name, FollowUpKind.name],
                { try TransfersModule.threadRecords($0, for: $1, practices: transfersPorts.practices, $2) }
            ),
            (GatheringsModule.threadKinds, GatheringsModule.threadRecords),
            (PartnershipsModule.threadKinds, PartnershipsModule.threadRecords), (ProgrammesModule.threadKinds, ProgrammesModule.threadRecords),
        ]
        return Dictionary(uniqueKeysWithValues: rooms.flatMap { kinds, room in kinds.map { ($0, room) } })
    }()
}
