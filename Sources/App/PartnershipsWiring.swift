import Compendium
import Kernel
import Matching
import Members
import Partnerships
import Web

/// Fills the ports of Partnerships, and what Members asks of organisations.
extension Installation {
    static func partnershipsPorts(_ matching: MatchingModule) -> PartnershipsPorts {
        PartnershipsPorts(
            describe: { found, person, writer in
                let text = [found.statement, found.group].compactMap(\.self).joined(separator: "\n\n")
                let content = NeedContent(text: text, city: found.city, areas: [found.area].compactMap(\.self), people: found.people)
                return try matching.describe(content, by: person, in: writer)
            },
            needHref: { MatchingPaths.need($0.rawValue) }, policyAreas: PolicyArea.allCases.map(\.rawValue))
    }

    static func fillOrganisationPorts(_ ports: inout MembersPorts) {
        ports.policyAreas = PolicyArea.allCases.map(\.rawValue)
        ports.organisationLinks = { id, language, reader in
            let cities = try Partnerships.ofOrganisation(id, reader)
            return Format(language).sorted(cities).map { (label: $0.name(in: language), href: PartnershipsPaths.overview($0.slug)) }
        }
    }
}
