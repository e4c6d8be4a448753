import Compendium
import Files
import Kernel
import Store
import Web

extension Installation {
    /// What files ask of the rooms and of this machine.
    static func filesPorts(_ database: Database, _ studio: PictureStudio) -> FilesPorts {
        FilesPorts(
            mayRead: { owner, viewer in
                switch owner.kind {
                case ManuscriptKind.name: try await database.read { try CompendiumModule.mayRead(ManuscriptID(owner.id), viewer, $0) }
                default: false
                }
            },
            makePictures: { try await studio.make($0, $1) })
    }
}
