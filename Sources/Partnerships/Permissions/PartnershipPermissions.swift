import Kernel
import Members
import Web

/// Members of the network read a partnership, but for what is confidential to the city: contacts, the stakeholder map, relations, and
/// assessments until they are published. Whoever keeps it works for the city, or coordinates a programme that the city takes part in.
enum PartnershipPermissions {
    /// - Parameter programmes: those that the city takes part in.
    static func canKeep(_ city: CityID, _ programmes: [ProgrammeID], _ viewer: Viewer) -> Verdict {
        permissions(in: city, programmes, viewer).contains(.keepPartnerships) ? .allowed : .denied(reason: "partnerships.problem.notYours")
    }

    /// Everything that somebody may do in a city, by whatever role.
    static func permissions(in city: CityID, _ programmes: [ProgrammeID], _ viewer: Viewer) -> Set<Permission> {
        viewer.person?.grants.reduce(into: []) { all, grant in
            let holds =
                switch grant.scope {
                case .network: true
                case .city(let own): own == city
                case .programme(let own): programmes.contains(own)
                default: false
                }
            if holds { all.formUnion(grant.permissions) }
        } ?? []
    }
}
