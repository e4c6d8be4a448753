import Kernel
import Web

/// The roles of the network. A visitor has none.
public enum Role: String, CaseIterable, Sendable {
    case member
    case cityOfficer = "city-officer"
    case cityLead = "city-lead"
    case author
    case editor
    case translator
    case programmeCoordinator = "programme-coordinator"
    case administrator

    /// Whoever can publish for all or reach everybody's data signs in with a second factor.
    var needsSecondFactor: Bool { self == .administrator || self == .editor }
}

/// What each role may do: the one table. What is not here is not allowed.
public enum AccessTable {
    public static func permissions(of role: Role) -> Set<Permission> {
        switch role {
        case .member: [.readNetwork]
        case .cityOfficer: [.readNetwork, .writeNeeds, .keepPartnerships, .keepOrganisations, .writeTransfers, .arrangeGatherings, .workInProgrammes]
        case .cityLead: [.readNetwork, .writeNeeds, .leadCity, .keepPartnerships, .keepOrganisations, .writeTransfers, .arrangeGatherings, .workInProgrammes]
        case .author: [.readNetwork, .writePractices]
        case .editor: [.readNetwork, .writePractices, .publishPractices, .prepareSite, .writeNews]
        case .translator: [.readNetwork, .translate, .prepareSite]
        case .programmeCoordinator: [.readNetwork, .coordinateProgrammes, .keepPartnerships, .keepOrganisations, .arrangeGatherings, .workInProgrammes]
        case .administrator: [.readNetwork, .keepOrganisations, .managePeople, .readAudit, .runInstallation, .prepareSite, .writeNews, .editSite]
        }
    }
}

extension Permission {
    /// See what members see.
    public static let readNetwork: Permission = "network.read"
    /// Describe needs of a city, judge matches, share them with colleagues.
    public static let writeNeeds: Permission = "need.write"
    public static let leadCity: Permission = "city.lead"
    /// Take a match further: open transfers, rate, plan, close.
    public static let writeTransfers: Permission = "transfer.write"
    public static let writePractices: Permission = "practice.write"
    public static let publishPractices: Permission = "practice.publish"
    public static let translate: Permission = "translation.write"
    public static let coordinateProgrammes: Permission = "programme.coordinate"
    /// Do one's part in a programme: a city with what it owes, whoever runs it with everything.
    public static let workInProgrammes: Permission = "programme.work"
    /// Open the public site's workshop: write news, or translate what stands there.
    public static let prepareSite: Permission = "site.prepare"
    /// Write and publish news.
    public static let writeNews: Permission = "news.write"
    /// Write and publish pages, and change the menus.
    public static let editSite: Permission = "site.edit"
    public static let managePeople: Permission = "person.manage"
    /// Keep the local partnership of a city: members, stakeholders, relations, needs assessments, coordination.
    public static let keepPartnerships: Permission = "partnership.write"
    /// Put organisations on record and keep them true.
    public static let keepOrganisations: Permission = "organisation.write"
    public static let readAudit: Permission = "audit.read"
    /// Look after the installation: outbox, health.
    public static let runInstallation: Permission = "installation.run"
    /// Plan visits and meetings of a city or programme, ask for a mentor, and see them through.
    public static let arrangeGatherings: Permission = "gathering.arrange"
}
