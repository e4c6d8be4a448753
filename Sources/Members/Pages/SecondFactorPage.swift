import HTTPTypes
import Kernel
import Web

enum SecondFactorPage {
    /// - Parameters:
    ///   - secret: while it is not confirmed.
    ///   - isOwed: the person's role asks for it, and nothing else is open before.
    static func page(_ record: SecondFactor.Record?, secret: [UInt8]?, email: String, isOwed: Bool, problems: [FieldProblem], _ words: Wording) -> Page {
        let isConfirmed = record?.isConfirmed == true
        let passwordField = FieldView("password", label: "members.second.password", required: true, problems: problems, words: words)
            .input("", type: "password", autocomplete: "current-password", maxLength: Passwords.longest)
        return Page(
            "members/secondFactor", title: words("members.second.title"),
            view: [
                "breadcrumbs": [["href": MembersPaths.account, "label": words("members.account.title")]] as [View], "isOwed": isOwed,
                "errors": FieldView.summary(problems, words: words),
                "begin": isConfirmed || secret != nil ? nil : ["action": MembersPaths.secondFactor] as View,
                "setup": secret.map { secret in
                    let key = OneTimeCode.base32(secret)
                    let address = OneTimeCode.address(secret, account: email, issuer: "Ponte")
                    return [
                        "action": MembersPaths.confirmSecondFactor, "againAction": MembersPaths.secondFactor,
                        "qrHtml": QRCode.svg(address, label: HTMLText.escape(words("members.second.qrLabel"))), "appHref": address,
                        "keyText": stride(from: 0, to: key.count, by: 4).map { String(key.dropFirst($0).prefix(4)) }.joined(separator: " "),
                        "codeField": FieldView("code", label: "members.second.code", required: true, problems: problems, words: words)
                            .input("", autocomplete: "one-time-code", inputMode: "numeric", maxLength: 12, short: true),
                    ] as View
                },
                "on": isConfirmed ? [
                    "leftText": words.count("members.second.codesLeft", record?.recoveryCodes ?? 0), "isFew": (record?.recoveryCodes ?? 0) < 3,
                    "codesAction": MembersPaths.recoveryCodes, "endAction": MembersPaths.endSecondFactor, "passwordField": passwordField,
                ] as View : nil,
            ]).refusing(problems)
    }

    /// The recovery codes, this once.
    static func codes(_ codes: [String], then next: String, _ words: Wording) -> Page {
        Page(
            "members/recoveryCodes", title: words("members.second.codesTitle"),
            view: ["codes": codes.map { ["codeText": $0] as View }, "doneHref": next])
    }
}

enum SecondStepPage {
    static func page(next: String, carried: CarriedForm?, problems: [FieldProblem] = [], waitMinutes: Int? = nil, status: Int = 200, _ words: Wording) -> Page {
        var page = Page(
            "members/secondStep", title: words("members.second.stepTitle"),
            view: [
                "action": MembersPaths.secondStep, "next": next, "carried": carried.map { ["items": $0.inputs] as View },
                "errors": FieldView.summary(problems, words: words), "throttledText": waitMinutes.map { words.count("members.signIn.throttled", $0) },
                "codeField": FieldView("code", label: "members.second.stepCode", required: true, problems: problems, words: words)
                    .input("", autocomplete: "one-time-code", maxLength: 20, short: true),
            ])
        page.status = HTTPResponse.Status(code: status)
        return page
    }
}
