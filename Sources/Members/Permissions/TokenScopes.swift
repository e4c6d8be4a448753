import Web

extension TokenScope {
    public static let readNeeds: TokenScope = "needs:read"
    public static let writeNeeds: TokenScope = "needs:write"
    public static let readDrafts: TokenScope = "drafts:read"
    public static let writeDrafts: TokenScope = "drafts:write"
    public static let readPartnerships: TokenScope = "partnerships:read"
    public static let readSearches: TokenScope = "searches:read"
    public static let readTransfers: TokenScope = "transfers:read"
}

/// What a token can be made for: the one table. What is not here no token opens.
public enum TokenScopes {
    /// In the order of the form.
    public static let all: [TokenScope] = [.readNeeds, .writeNeeds, .readDrafts, .writeDrafts, .readSearches, .readPartnerships, .readTransfers]

    /// What is left of somebody's permissions while a program acts for them.
    static func permissions(of scope: TokenScope) -> Set<Permission> {
        switch scope {
        case .readNeeds: [.readNetwork]
        case .writeNeeds: [.readNetwork, .writeNeeds]
        case .readDrafts, .readPartnerships: [.readNetwork]
        // Whoever coordinates a programme reads its transfers.
        case .readTransfers: [.readNetwork, .coordinateProgrammes]
        // Publishing is decided by people at the page.
        case .writeDrafts: [.readNetwork, .writePractices]
        default: []
        }
    }

    /// What somebody must hold, anywhere, to make a token for it; nil: an account is enough.
    static func needed(for scope: TokenScope) -> Permission? {
        switch scope {
        case .readNeeds, .readPartnerships, .readTransfers: .readNetwork
        case .writeNeeds: .writeNeeds
        case .readDrafts, .writeDrafts: .writePractices
        default: nil
        }
    }

    /// Whoever may write may read what they wrote.
    static func withIncluded(_ scopes: Set<TokenScope>) -> Set<TokenScope> {
        var all = scopes
        if scopes.contains(.writeNeeds) { all.insert(.readNeeds) }
        if scopes.contains(.writeDrafts) { all.insert(.readDrafts) }
        return all
    }

    /// Those that a person can make a token for.
    static func open(to viewer: Viewer) -> [TokenScope] { all.filter { needed(for: $0).map(viewer.holds) ?? true } }

    /// Roles as they hold now, cut down to what the token was made for.
    static func narrow(_ grants: [Viewer.Grant], to scopes: Set<TokenScope>) -> [Viewer.Grant] {
        let permissions = scopes.reduce(into: Set<Permission>()) { $0.formUnion(self.permissions(of: $1)) }
        return grants.map { Viewer.Grant(role: $0.role, scope: $0.scope, permissions: $0.permissions.intersection(permissions), until: $0.until) }
    }
}
