import Foundation
import Kernel
import Store
import Trail
import Web

/// The door of files: where they are read, and the pages on which rooms let people add them.
public struct FilesModule: Sendable {
    public let routes: [Route]
    public let shelf: FileShelf
    public let store: FileStore
    private let house: House
    private let trail: Trail

    /// - Parameter limit: of one file, in bytes.
    public init(house: House, trail: Trail, store: FileStore, limit: Int, ports: FilesPorts) {
        self.house = house
        self.trail = trail
        self.store = store
        shelf = FileShelf(house: house, trail: trail, intake: Intake(store: store, ports: ports, limit: limit))
        routes = FilesRoutes.all(FileHandlers(house: house, store: store, ports: ports))
    }

    public static let resources = resourceFolder(Bundle.module)

    public static func migrations() throws -> [Migration] {
        try Migration.all(ofRoom: "files", in: resources.appendingPathComponent("migrations"))
    }

    /// Whether files can be told apart on this machine.
    public static var knowsTypes: Bool { Magic.isThere }

    /// Forgets and clears what nobody names any more.
    @discardableResult
    public func sweep(today: Date = Date()) async throws -> SweepFiles.Swept {
        try await SweepFiles(store: store, trail: trail).run(house.database, today: today)
    }

    /// The bytes of the pictures that stand in a document, each in the widest form that documents can show, up to a width.
    public func pictures(of files: [AttachedFile], width: Int = 960) -> [FileID: [UInt8]] {
        Dictionary(
            files.present.compactMap { attached -> (FileID, [UInt8])? in
                let jpegs = attached.file.renditions.filter { $0.format == .jpeg }
                guard let chosen = jpegs.last(where: { $0.width <= width }) ?? jpegs.first, let bytes = try? Data(contentsOf: store.file(chosen.sha256)) else { return nil }
                return (attached.file.id, [UInt8](bytes))
            }, uniquingKeysWith: { first, _ in first })
    }
}
