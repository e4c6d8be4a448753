import Foundation
import Kernel
import Members
import Store
import Trail

/// What is declared of people's data is carried out: what has been kept long enough goes, and of those who were forgotten nothing is
/// left in the files of the database.
extension Installation {
    /// Takes away at once what has been kept long enough.
    /// - Returns: how many rows went, by table.
    @discardableResult
    public func applyExpiries() async throws -> [String: Int] { try await ApplyExpiries(kept: Self.kept).run(house.database, trail) }

    /// Writes down who was forgotten, and cleans the files of the database after it. What is not done when a process ends is done by the next.
    public func followErasures() async throws { try await Self.followErasures(settings, house.database, trail) }

    /// The same without an installation, for commands.
    public static func followErasures(_ settings: Settings, _ database: Database, _ trail: Trail = Trail(clock: .live)) async throws {
        try await ErasureRegister(in: settings.dataFolder).bringInStep(database, trail)
        let people = try await database.read { try Erasure.uncleaned($0) }
        guard !people.isEmpty else { return }
        try await database.clean()
        try await database.write { try Erasure.noteCleaned(people, at: trail.clock.now, in: $0) }
    }
}
