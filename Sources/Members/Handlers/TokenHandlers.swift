import Kernel
import Store
import Trail
import Web

/// The tokens of a person, and those of everybody for administrators.
struct TokenHandlers: Sendable {
    let house: House
    let trail: Trail

    static let pageLength = 100

    func show(_ visit: Visit) async throws -> Answer { .page(try await page(visit, Fields(), [])) }

    func make(_ visit: Visit) async throws -> Answer {
        let person = try visit.person()
        let form = TokenForm(visit.form, open: TokenScopes.open(to: visit.viewer))
        guard form.problems.isEmpty else { return .page(try await page(visit, form.typed, form.problems)) }
        do {
            let token = try await MakeToken(name: form.name, scopes: form.scopes, days: form.days, person: person.id).run(house, trail)
            return .page(TokenPages.made(token, form, until: house.clock.now.adding(.seconds(form.days * 86_400)), house.words(visit.language)))
        } catch Problem.invalid(let problems) {
            return .page(try await page(visit, form.typed, problems))
        }
    }

    func end(_ visit: Visit) async throws -> Answer {
        let person = try visit.person().id
        try await EndToken(id: TokenID(visit.form["token"] ?? ""), owner: person, person: person).run(house, trail)
        return Answer.seeOther(MembersPaths.tokens).with(notice: "members.tokens.ended")
    }

    func showAll(_ visit: Visit) async throws -> Answer {
        let now = house.clock.now
        let before = visit.query.text("before").map { TokenID($0) }
        let (tokens, names) = try await house.database.read { reader in
            let tokens = try Tokens.all(before: before, limit: Self.pageLength + 1, at: now, reader)
            return (tokens, try People.names(Array(Set(tokens.flatMap { [$0.person] + ($0.endedBy.map { [$0] } ?? []) })), reader))
        }
        return .page(TokenPages.all(tokens, names, isFirst: before == nil, at: now, house.words(visit.language)))
    }

    func endAnybodys(_ visit: Visit) async throws -> Answer {
        try await EndToken(id: TokenID(visit.form["token"] ?? ""), owner: nil, person: try visit.person().id).run(house, trail)
        return Answer.seeOther(MembersPaths.allTokens).with(notice: "members.tokens.ended")
    }

    private func page(_ visit: Visit, _ typed: Fields, _ problems: [FieldProblem]) async throws -> Page {
        let person = try visit.person().id
        let now = house.clock.now
        let tokens = try await house.database.read { try Tokens.of(person, at: now, $0) }
        return TokenPages.own(tokens, open: TokenScopes.open(to: visit.viewer), typed: typed, problems: problems, at: now, house.words(visit.language))
    }
}
