import HTTPTypes
import Kernel
import Web

enum TokenPages {
    static func own(_ tokens: [AccessToken], open: [TokenScope], typed: Fields, problems: [FieldProblem], at now: Instant, _ words: Wording) -> Page {
        let name = FieldView("name", label: "members.tokens.name", required: true, problems: problems, words: words)
        let scopes = FieldView("scopes", label: "members.tokens.scopes", required: true, problems: problems, words: words)
        let days = FieldView("days", label: "members.tokens.lifetime", required: true, problems: problems, words: words)
        let rows = tokens.map { row($0, nil, at: now, MembersPaths.endToken, words) }
        return Page(
            "members/tokens", title: words("members.tokens.title"),
            view: [
                "breadcrumbs": [["href": MembersPaths.account, "label": words("members.account.title")]] as [View],
                "errors": FieldView.summary(problems, words: words) { "members.tokens.\($0 == "days" ? "lifetime" : $0)" },
                "makeAction": MembersPaths.tokens, "nameField": name.input(typed["name"] ?? "", maxLength: 80),
                "scopesField": scopes.choices(
                    open.map { ($0.name, $0.name) }, selected: Set(typed.all("scopes")), twoColumns: false,
                    hints: Dictionary(uniqueKeysWithValues: open.map { ($0.name, meaning($0, words)) })),
                "daysField": days.select(
                    AccessToken.lifetimes.map { (String($0), words.count("members.tokens.days", $0)) }, selected: typed["days"] ?? String(AccessToken.standardLifetime)),
                "tokens": rows.isEmpty ? nil : ["items": rows] as View,
            ]).refusing(problems)
    }

    /// Shown once, right after it was made.
    static func made(_ token: String, _ form: TokenForm, until: Instant, _ words: Wording) -> Page {
        Page(
            "members/tokenMade", title: words("members.tokens.madeTitle"),
            view: [
                "token": token, "example": "curl -H 'Authorization: Bearer \(token)' …",
                "untilText": words("members.tokens.madeUntil", ["name": form.name, "day": Format(words.language).day(until.day)]),
                "doneHref": MembersPaths.tokens,
            ])
    }

    /// - Parameter tokens: one more than a page holds when there are older ones.
    static func all(_ tokens: [AccessToken], _ names: [PersonID: String], isFirst: Bool, at now: Instant, _ words: Wording) -> Page {
        let shown = tokens.prefix(TokenHandlers.pageLength)
        let older = tokens.count > shown.count ? shown.last.map { Fields([("before", $0.id.rawValue)]).link(MembersPaths.allTokens) } : nil
        return Page(
            "members/allTokens", title: words("members.tokens.allTitle"), section: "administration",
            view: [
                "breadcrumbs": AdministrationPage.breadcrumbs(words),
                "tokens": shown.isEmpty ? nil : ["items": shown.map { row($0, names[$0.person] ?? "–", at: now, MembersPaths.endAnyToken, words) }] as View,
                "pager": older == nil && isFirst ? nil : [
                    "previousHref": isFirst ? nil : MembersPaths.allTokens, "nextHref": older, "rangeText": words.count("members.tokens.onPage", shown.count),
                ] as View,
            ])
    }

    private static func row(_ token: AccessToken, _ owner: String?, at now: Instant, _ endAction: String, _ words: Wording) -> View {
        let format = Format(words.language)
        let holds = token.holds(at: now)
        let state =
            if let ended = token.endedAt { words("members.tokens.endedOn", ["day": format.day(ended.day)]) }
            else { words(holds ? "members.tokens.until" : "members.tokens.ranOut", ["day": format.day(token.expiresAt.day)]) }
        return [
            "tokenName": token.name, "ownerName": owner, "scopeNames": token.scopes.map(\.name).joined(separator: ", "), "stateText": state, "isOver": !holds,
            "usedText": token.usedOn.map { words("members.tokens.usedOn", ["day": format.day($0)]) } ?? words("members.tokens.unused"),
            "tokenKey": token.id.rawValue, "endAction": holds ? endAction : nil, "endLabel": words("members.tokens.endLabel", ["name": token.name]),
        ]
    }

    /// `needs:write` is explained at `members.tokens.scope.needs-write`.
    private static func meaning(_ scope: TokenScope, _ words: Wording) -> String {
        let name = scope.name.replacingOccurrences(of: ":", with: "-")
        return words("members.tokens.scope.\(name)")
    }
}
