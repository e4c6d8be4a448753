import Kernel
import Store
import Web

/// The providers that know a person, and those that could.
struct AccountWays: Sendable {
    let joined: [(provider: Provider, since: Instant)]
    let offered: [Provider]
    let hasPassword: Bool

    static func of(_ person: PersonID, _ reader: Reader) throws -> AccountWays {
        let all = try Providers.all(reader)
        let known = all.isEmpty ? [] : try Providers.knowing(person, reader)
        return AccountWays(
            joined: known.compactMap { one in all.first { $0.id == one.provider }.map { (provider: $0, since: one.since) } },
            offered: all.filter { provider in provider.isOn && !known.contains { $0.provider == provider.id } },
            hasPassword: known.isEmpty ? true : try PersonRecord.find(person, reader)?.hasPassword ?? true)
    }

    /// nil where there is nothing to join with.
    func view(_ format: Format, _ words: Wording) -> View? {
        guard !joined.isEmpty || !offered.isEmpty else { return nil }
        return [
            "joined": joined.map { provider, since in
                [
                    "providerName": provider.label, "sinceText": words("members.provider.accountJoined", ["day": format.day(since.day)]), "providerKey": provider.id.rawValue,
                    "partAction": hasPassword ? MembersPaths.partProvider : nil, "partLabel": words("members.provider.partLabel", ["provider": provider.label]),
                ] as View
            },
            "offered": offered.map { provider in
                [
                    "providerName": provider.label, "joinAction": MembersPaths.joinProvider, "providerKey": provider.id.rawValue,
                    "joinLabel": words("members.provider.joinWith", ["provider": provider.label]),
                ] as View
            },
            "forgottenHref": hasPassword ? nil : MembersPaths.forgotten,
        ]
    }
}
