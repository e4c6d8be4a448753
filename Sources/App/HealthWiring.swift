import Compendium
import Kernel
import Matching
import Members
import Store
import Web

/// What an administrator is told of the state of the installation.
extension Installation {
    static func health(_ house: House, _ compendium: CompendiumModule, _ matching: MatchingModule) async throws -> InstallationHealth {
        InstallationHealth(
            database: try await engineVersion(house.database), migrations: try await house.database.applied().count,
            practices: compendium.catalogue.cards.count, usesMeaning: matching.matcher.usesMeaning)
    }
}
