import HTTPTypes
import Kernel
import Web

/// The pages on the way to a provider and back.
enum ProviderSignInPages {
    /// Between here and there. It leads on by itself; a form's answer may not, since a form may only be sent to this site.
    static func leaving(_ provider: Provider, to address: String, _ words: Wording) -> Page {
        message(
            words("members.provider.leavingTitle", ["provider": provider.label]), words("members.provider.leaving", ["provider": provider.label]),
            [["href": address, "label": words("members.provider.leave", ["provider": provider.label])]])
    }

    /// - Parameter asksCode: the account has a second factor.
    static func join(_ claim: ProviderErrand.Claim, _ provider: Provider, token: String, asksCode: Bool, problems: [FieldProblem], waitMinutes: Int? = nil, _ words: Wording) -> Page {
        var page = Page(
            "members/joinAccount", title: words("members.provider.joinTitle"),
            view: [
                "lead": words("members.provider.joinLead", ["provider": provider.label, "email": claim.email]), "action": MembersPaths.joinAccount, "claim": token,
                "email": claim.email, "errors": FieldView.summary(problems, words: words), "throttledText": waitMinutes.map { words.count("members.signIn.throttled", $0) },
                "passwordField": FieldView("password", label: "members.provider.joinPassword", required: true, problems: problems, words: words)
                    .input("", type: "password", autocomplete: "current-password", maxLength: Passwords.longest),
                "codeField": asksCode
                    ? FieldView("code", label: "members.provider.joinCode", required: true, problems: problems, words: words)
                        .input("", autocomplete: "one-time-code", maxLength: 20, short: true) : nil,
                "forgottenHref": MembersPaths.forgotten,
            ])
        if !problems.isEmpty { page.status = .badRequest }
        if waitMinutes != nil { page.status = .tooManyRequests }
        return page
    }

    /// Somebody wanted to join their account with a provider's, and it did not come to that.
    static func notJoined(_ trouble: String, status: Int, _ words: Wording) -> Page {
        var page = message(words("members.provider.notJoinedTitle"), trouble, [["href": MembersPaths.account, "label": words("members.provider.backToAccount")]])
        page.status = HTTPResponse.Status(code: status)
        return page
    }

    /// - Parameter address: where one signs out at the provider.
    static func ended(_ provider: Provider, _ address: String, _ words: Wording) -> Page {
        message(
            words("members.provider.endedTitle"), words("members.provider.ended", ["provider": provider.label]),
            [["href": address, "label": words("members.provider.end", ["provider": provider.label])], ["href": "/", "label": words("members.provider.home")]])
    }

    private static func message(_ heading: String, _ text: String, _ actions: [View]) -> Page {
        Page("members/message", title: heading, view: ["heading": heading, "message": text, "actions": actions])
    }
}
