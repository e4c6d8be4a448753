import Kernel
import Members
import Web

/// Who may see and who may work on a need: its owner, those it is shared with, and everyone of the city when it is shared with
/// the city. Nobody else learns that it exists.
enum NeedPermissions {
    static func canRead(_ need: Need, sharedWith: [PersonID], _ viewer: Viewer) -> Bool {
        guard let person = viewer.person else { return false }
        switch need.visibility {
        case _ where need.owner == person.id: return true
        case .owner: return false
        case .people: return sharedWith.contains(person.id)
        case .city: return need.content.city.map { viewer.cities.contains($0) } ?? false
        }
    }

    /// - Precondition: the viewer may read it.
    static func canWrite(_ need: Need, _ viewer: Viewer) -> Verdict {
        guard viewer.person?.id == need.owner || viewer.holds(.writeNeeds, inCity: need.content.city) else {
            return .denied(reason: "matching.decide.notAllowed")
        }
        return .allowed
    }

    static func canShare(_ need: Need, _ viewer: Viewer) -> Verdict {
        viewer.person?.id == need.owner || viewer.holds(.leadCity, inCity: need.content.city) ? .allowed : .denied(reason: "matching.share.notYours")
    }
}
