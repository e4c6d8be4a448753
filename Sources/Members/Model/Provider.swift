import Kernel
import Store

/// Where people of one city sign in: a provider of OpenID Connect, as an administrator has set it up.
struct Provider: Sendable {
    enum Admits: String, CaseIterable, Sendable {
        /// Only who is on record already.
        case known
        /// Also who is not: they become members, in the provider's city.
        case everyone
    }

    let id: ProviderID
    let city: CityID
    /// As people know it: "City of Trieste".
    let label: String
    /// The provider's name for itself, to the last character.
    let issuer: String
    let clientID: String
    /// Sealed.
    let secret: String
    let admits: Admits
    let isOn: Bool
    /// Of addresses that it may vouch for, in small letters.
    let domains: [String]
    /// What it says (in `amr` or `acr`) of a sign-in that counts as one with a second factor; none: it never does.
    let factorWords: [String]

    /// Whether an address is of a domain that it may vouch for.
    func mayVouch(for email: String) -> Bool {
        guard let at = email.lastIndex(of: "@") else { return false }
        return domains.contains(email[email.index(after: at)...].lowercased())
    }
}

/// Somebody came through a provider, and how far it vouches for them.
struct ProviderPass: Sendable {
    let provider: ProviderID
    /// Whether its sign-in counts as one with a second factor.
    let hasFactor: Bool
}

extension Provider {
    init(row: Row, domains: [String], factorWords: [String]) throws {
        let on: Int = try row["is_on"]
        self.init(
            id: try row["id"], city: try row["city_id"], label: try row["label"], issuer: try row["issuer"], clientID: try row["client_id"], secret: try row["secret"],
            admits: Admits(rawValue: try row["admits"]) ?? .known, isOn: on == 1, domains: domains, factorWords: factorWords)
    }
}
