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
        case .cityOfficer: [.readNetwork, .writeNeeds]
        case .cityLead: [.readNetwork, .writeNeeds, .leadCity]
        case .author: [.readNetwork, .writePractices]
        case .editor: [.readNetwork, .writePractices, .publishPractices]
        case .translator: [.readNetwork, .translate]
        case .programmeCoordinator: [.readNetwork, .coordinateProgrammes]
        case .administrator: [.readNetwork, .managePeople, .readAudit, .runInstallation]
        }
    }
}

extension Permission {
    /// See what members see.
    public static let readNetwork: Permission = "network.read"
    /// Describe needs of a city, judge matches, share them with colleagues.
    public static let writeNeeds: Permission = "need.write"
    public static let leadCity: Permission = "city.lead"
    public static let writePractices: Permission = "practice.write"
    public static let publishPractices: Permission = "practice.publish"
    public static let translate: Permission = "translation.write"
    public static let coordinateProgrammes: Permission = "programme.coordinate"
    public static let managePeople: Permission = "person.manage"
    public static let readAudit: Permission = "audit.read"
    /// Look after the installation: outbox, health.
    public static let runInstallation: Permission = "installation.run"
}
