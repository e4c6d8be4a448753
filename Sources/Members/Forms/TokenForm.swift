import Kernel
import Web

/// A token as a person asks for it.
struct TokenForm {
    let name: String
    let scopes: [TokenScope]
    let days: Int
    let problems: [FieldProblem]
    /// As typed, to be shown again.
    let typed: Fields

    init(_ fields: Fields, open: [TokenScope]) {
        typed = fields
        var reader = FieldReader(fields)
        name = reader.text("name", limit: 80)
        scopes = reader.codes("scopes", among: open.map(\.name)).map { TokenScope($0) }
        if fields.all("scopes").isEmpty { reader.report("scopes", "members.tokens.noScope") }
        days = reader.optionalCode("days", among: AccessToken.lifetimes.map(String.init)).flatMap { Int($0) } ?? AccessToken.standardLifetime
        problems = reader.problems
    }
}
