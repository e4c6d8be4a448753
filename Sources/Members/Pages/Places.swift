import Kernel
import Web

/// Scopes and roles in words: what page after page of people needs.
struct Places: Sendable {
    let cities: [City]
    let programmes: [Programme]
    let words: Wording
    /// Those that the installation shows.
    var languages = Language.allCases

    func name(_ scope: Scope) -> String {
        switch scope {
        case .network: words("members.account.scopeNetwork")
        case .city(let id): words("members.account.scopeCity", ["name": cities.first { $0.id == id }?.name(in: words.language) ?? id.rawValue])
        case .programme(let id): words("members.account.scopeProgramme", ["name": programmes.first { $0.id == id }?.name ?? id.rawValue])
        case .organisation(let id): words("members.account.scopeOrganisation", ["name": id.rawValue])
        case .record(let record): words("members.account.scopeRecord", ["name": record.description])
        }
    }

    /// Everywhere that an administrator may give a role.
    var choices: [(value: String, label: String)] {
        let format = Format(words.language)
        return [("network", name(.network))]
            + format.sorted(programmes) { $0.name }.map { ("programme:\($0.slug)", name(.programme($0.id))) }
            + format.sorted(cities).map { ("city:\($0.slug)", name(.city($0.id))) }
    }

    /// The fields of `RoleForm`.
    func fields(_ typed: Fields, problems: [FieldProblem]) -> View {
        let roles = Role.allCases.map { (value: $0.rawValue, label: words("members.role.\($0.rawValue)")) }
        let meanings = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0.rawValue, words("members.role.meaning.\($0.rawValue)")) })
        return [
            "roleField": FieldView("role", label: "members.person.role", required: true, problems: problems, words: words)
                .choices(roles, selected: Set([typed["role"] ?? ""]), radio: true, hints: meanings),
            "scopeField": FieldView("scope", label: "members.person.scope", required: true, problems: problems, words: words)
                .select(choices, selected: typed["scope"] ?? "network"),
            "untilField": FieldView("until", label: "members.person.until", problems: problems, words: words).input(typed["until"], type: "date", short: true),
        ]
    }

    /// What a role opens, one plain sentence for each permission.
    func opens(_ role: Role) -> [View] {
        AccessTable.permissions(of: role).sorted { $0.name < $1.name }.map { ["text": words("members.permission.\($0.code)")] }
    }
}

extension Permission {
    /// The name as one part of a text key.
    var code: String { String(name.map { $0 == "." ? "-" : $0 }) }
}
