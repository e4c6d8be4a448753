import Kernel
import Web

/// A role, where it holds and until when, as an administrator chooses them.
struct RoleForm {
    let role: Role?
    let scope: Scope?
    /// The end of the last day.
    let until: Instant?
    /// As typed, to be shown again.
    let typed: Fields

    /// - Parameter reader: gathers what is wrong, at `role`, `scope` and `until`.
    init(_ reader: inout FieldReader, cities: [City], programmes: [Programme], at now: Instant) {
        typed = reader.fields
        let role = reader.optionalCode("role", among: Role.allCases.map(\.rawValue)).flatMap(Role.init(rawValue:))
        if role == nil, reader.fields.text("role") == nil { reader.report("role", "members.person.roleMissing") }
        self.role = role
        let place = reader.fields.text("scope") ?? "network"
        scope = RoleForm.scope(place, cities, programmes)
        if scope == nil { reader.report("scope", "web.field.unknownChoice", ["value": String(place.prefix(60))]) }
        // Who administers does so everywhere: their pages are about the whole installation.
        if role == .administrator, let scope, scope != .network { reader.report("scope", "members.person.administratorEverywhere") }
        until = reader.optionalDay("until").map { Instant(milliseconds: Int64($0.daysSince1970 + 1) * 86_400_000 - 1) }
        if let until, until < now { reader.report("until", "members.person.dayPast") }
    }

    static func scope(_ text: String, _ cities: [City], _ programmes: [Programme]) -> Scope? {
        let halves = text.split(separator: ":", maxSplits: 1).map(String.init)
        switch (halves.first, halves.last) {
        case ("network", _): return .network
        case ("city", let slug): return cities.first { $0.slug == slug }.map { .city($0.id) }
        case ("programme", let slug): return programmes.first { $0.slug == slug }.map { .programme($0.id) }
        default: return nil
        }
    }
}

/// An invitation as an administrator writes it.
struct InvitationForm {
    let email: String
    let name: String
    let language: Language
    let given: RoleForm
    let problems: [FieldProblem]
    /// Whether the preview was seen and said yes to.
    let isConfirmed: Bool

    init(_ fields: Fields, cities: [City], programmes: [Programme], at now: Instant) {
        var reader = FieldReader(fields)
        email = reader.mail("email")
        name = reader.text("name", limit: 120)
        language = reader.optionalCode("language", among: Language.allCases.map(\.code)).flatMap(Language.init(rawValue:)) ?? .en
        given = RoleForm(&reader, cities: cities, programmes: programmes, at: now)
        problems = reader.problems
        isConfirmed = fields["confirmed"] == "1"
    }

    var invitation: InvitePerson? {
        guard problems.isEmpty, let role = given.role, let scope = given.scope else { return nil }
        return InvitePerson(email: email, name: name, language: language, role: role, scope: scope, until: given.until)
    }
}
