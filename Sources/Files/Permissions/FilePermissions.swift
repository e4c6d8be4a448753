import Kernel
import Web

/// Who may read a file: everybody once a published version has it; before that, whoever may see the record it is part of.
enum FilePermissions {
    enum Reading { case everybody, concerned, nobody }

    static func reading(_ owners: [(owner: RecordReference, version: Int)], _ viewer: Viewer, _ ports: FilesPorts) async throws -> Reading {
        if owners.contains(where: { $0.version > 0 }) { return .everybody }
        guard viewer.isSignedIn else { return .nobody }
        for owner in owners where try await ports.mayRead(owner.owner, viewer) { return .concerned }
        return .nobody
    }
}
