import Kernel
import Web

/// Members of the network read organisations. Whoever keeps them for a city changes those of that city and those of no city; who
/// coordinates a programme or runs the network changes all.
enum OrganisationPermissions {
    static func canKeep(in city: CityID?, _ viewer: Viewer) -> Verdict {
        let holds = viewer.person?.grants.contains { grant in
            guard grant.permissions.contains(.keepOrganisations) else { return false }
            return switch grant.scope {
            case .network, .programme: true
            case .city(let own): city == nil || city == own
            default: false
            }
        }
        return holds == true ? .allowed : .denied(reason: "members.organisations.problem.notYours")
    }
}
