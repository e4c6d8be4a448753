import Foundation
import Kernel
import Members
import Store
import Trail
import Web

/// The door of partnerships: its routes, and what it tells other rooms.
public struct PartnershipsModule: Sendable {
    public let routes: [Route]

    public init(house: House, trail: Trail, ports: PartnershipsPorts) {
        routes = PartnershipsRoutes.all(PartnershipsRoom(house: house, trail: trail, ports: ports))
    }

    public static let resources = resourceFolder(Bundle.module)

    public static func migrations() throws -> [Migration] {
        try Migration.all(ofRoom: "partnerships", in: resources.appendingPathComponent("migrations"))
    }
}
