import Kernel
import Members

/// A city's partnership, as every page of it begins: which city, what it says of itself, and the organisations it may name.
struct Partnership: Sendable {
    let id: PartnershipID
    let city: City
    let entry: Entry
    let programmes: [ProgrammeID]
    let organisations: OrganisationDirectory

    var lead: OrganisationID? { entry.content.organisation("lead").map(organisations.canonical) }
}

/// The organisations of the network, with second records read as what they stand for.
struct OrganisationDirectory: Sendable {
    /// By name.
    let all: [Organisation]
    private let merged: [OrganisationID: OrganisationID]
    private let byID: [OrganisationID: Organisation]

    init(_ all: [Organisation], merged: [OrganisationID: OrganisationID]) {
        self.all = all
        self.merged = merged
        byID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func canonical(_ id: OrganisationID) -> OrganisationID { merged[id] ?? id }
    subscript(_ id: OrganisationID) -> Organisation? { byID[canonical(id)] }
}
