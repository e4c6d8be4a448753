import Kernel
import Members
import Web

/// Who translates: whoever holds the permission for the practice's city, or for the whole network.
enum TranslationPermissions {
    static func canTranslate(practiceOf city: CityID, _ viewer: Viewer) -> Verdict {
        viewer.holds(.translate, inCity: city) ? .allowed : .denied(reason: "compendium.translations.problem.otherCity")
    }
}
