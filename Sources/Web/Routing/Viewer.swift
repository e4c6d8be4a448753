import Kernel

/// Who is looking: a visitor, or a person with what they may do and where.
public struct Viewer: Sendable {
    public let person: Person?

    public struct Person: Sendable, Equatable {
        public let id: PersonID
        public let name: String
        public let email: String
        public let language: Language
        /// The session, as stored: a hash of the token.
        public let session: String
        public let grants: [Grant]
        /// Where the person is led before anything else that needs an account; nil: nowhere.
        public let firstStep: String?
        /// With what a program acts for the person; nil: the person is signed in.
        public let token: Token?

        public init(
            id: PersonID, name: String, email: String, language: Language, session: String, grants: [Grant], firstStep: String? = nil, token: Token? = nil
        ) {
            self.id = id
            self.name = name
            self.email = email
            self.language = language
            self.session = session
            self.grants = grants
            self.firstStep = firstStep
            self.token = token
        }
    }

    /// Permissions that hold in one scope.
    public struct Grant: Sendable, Equatable {
        public let role: String
        public let scope: Scope
        public let permissions: Set<Permission>
        /// nil: without end.
        public let until: Instant?

        public init(role: String, scope: Scope, permissions: Set<Permission>, until: Instant? = nil) {
            self.role = role
            self.scope = scope
            self.permissions = permissions
            self.until = until
        }
    }

    public static let visitor = Viewer(person: nil)

    public init(person: Person?) { self.person = person }

    public var isSignedIn: Bool { person != nil }

    public func holds(_ permission: Permission) -> Bool {
        person?.grants.contains { $0.permissions.contains(permission) } ?? false
    }

    /// Holds it for this city, or for the whole network.
    public func holds(_ permission: Permission, inCity city: CityID?) -> Bool {
        person?.grants.contains { grant in
            grant.permissions.contains(permission) && (grant.scope == .network || (city != nil && grant.scope == .city(city ?? CityID(""))))
        } ?? false
    }

    /// The cities in which the viewer holds a permission; nil: in all of them.
    public func cities(holding permission: Permission) -> [CityID]? {
        if holds(permission, inCity: nil) { return nil }
        return person?.grants.compactMap { if case .city(let id) = $0.scope, $0.permissions.contains(permission) { id } else { nil } } ?? []
    }

    /// Holds it for this programme, or for the whole network.
    public func holds(_ permission: Permission, inProgramme programme: ProgrammeID?) -> Bool {
        person?.grants.contains { grant in
            grant.permissions.contains(permission) && (grant.scope == .network || programme.map { grant.scope == .programme($0) } == true)
        } ?? false
    }

    /// The programmes in which the viewer holds a permission; nil: in all of them.
    public func programmes(holding permission: Permission) -> [ProgrammeID]? {
        if holds(permission, inProgramme: nil) { return nil }
        return person?.grants.compactMap { if case .programme(let id) = $0.scope, $0.permissions.contains(permission) { id } else { nil } } ?? []
    }

    /// The cities in which the viewer has any role.
    public var cities: [CityID] {
        person?.grants.compactMap { if case .city(let id) = $0.scope { id } else { nil } } ?? []
    }
}

/// Where a role holds.
public enum Scope: Sendable, Hashable {
    case network
    case programme(ProgrammeID)
    case city(CityID)
    case organisation(OrganisationID)
    case record(RecordReference)
}
