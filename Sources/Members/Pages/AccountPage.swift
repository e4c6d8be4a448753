import HTTPTypes
import Kernel
import Web

enum AccountPage {
    static func page(
        _ person: Viewer.Person, typedName: String?, sessions: [Sessions.Session], cities: [City], programmes: [Programme], hasSecondFactor: Bool, ways: AccountWays,
        languages: [Language], problems: [FieldProblem],
        status: Int, _ language: Language, _ words: Wording
    ) -> Page {
        let format = Format(language)
        var page = Page(
            "members/account", title: words("members.account.title"),
            view: [
                "signedInText": words("members.account.signedInAs", ["email": person.email]),
                "errors": FieldView.summary(problems, words: words) { "members.account.\($0)" },
                "detailsAction": MembersPaths.account,
                "nameField": FieldView("name", label: "members.account.name", required: true, problems: problems, words: words)
                    .input(typedName ?? person.name, autocomplete: "name", maxLength: 120),
                "languageField": FieldView("language", label: "members.account.language", required: true, problems: problems, words: words)
                    .select(languages.map { ($0.code, $0.nativeName) }, selected: person.language.code),
                "roles": person.grants.isEmpty ? nil : [
                    "items": person.grants.map { grant in
                        [
                            "roleName": words("members.role.\(grant.role)"), "roleMeaning": words("members.role.meaning.\(grant.role)"),
                            "scopeText": scope(grant.scope, cities, programmes, words), "untilText": grant.until.map { format.day($0.day) } ?? words("members.account.noEnd"),
                        ] as View
                    }
                ] as View,
                "sessions": sessions.map { session in
                    let seen = format.moment(session.seenAt)
                    let device = Device.name(session.device)
                    return [
                        "deviceText": device, "usedText": words("members.account.used", ["since": format.moment(session.createdAt), "seen": seen]),
                        "isThis": session.digest == person.session, "sessionKey": session.digest, 
                        "endAction": session.digest == person.session ? nil : MembersPaths.endSession,
                        "endLabel": words("members.account.endLabel", ["device": device, "date": seen]),
                    ] as View
                },
                "passwordAction": MembersPaths.changePassword, "email": person.email,
                "currentPasswordField": FieldView("currentPassword", label: "members.account.currentPassword", required: true, problems: problems, words: words)
                    .input("", type: "password", autocomplete: "current-password", maxLength: Passwords.longest),
                "newPasswordField": FieldView("newPassword", label: "members.account.newPassword", required: true, problems: problems, words: words)
                    .input("", type: "password", autocomplete: "new-password", maxLength: Passwords.longest),
                "secondFactorText": words(hasSecondFactor ? "members.account.secondOn" : "members.account.secondOff"),
                "providers": ways.view(format, words),
                "secondFactorHref": MembersPaths.secondFactor, "tokensHref": MembersPaths.tokens, "hasSecondFactor": hasSecondFactor,
                "ownDataHref": MembersPaths.ownData, "forgetMeHref": MembersPaths.forgetMe, "privacyHref": MembersPaths.privacy,
                "signOutAction": MembersPaths.signOut, "everywhereAction": MembersPaths.signOutEverywhere,
            ])
        page.status = HTTPResponse.Status(code: status)
        return page
    }

    private static func scope(_ scope: Scope, _ cities: [City], _ programmes: [Programme], _ words: Wording) -> String {
        switch scope {
        case .network: words("members.account.scopeNetwork")
        case .city(let id): words("members.account.scopeCity", ["name": cities.first { $0.id == id }?.name(in: words.language) ?? id.rawValue])
        case .programme(let id): words("members.account.scopeProgramme", ["name": programmes.first { $0.id == id }?.name ?? id.rawValue])
        case .organisation(let id): words("members.account.scopeOrganisation", ["name": id.rawValue])
        case .record(let record): words("members.account.scopeRecord", ["name": record.description])
        }
    }
}

/// A browser's own description, in words a person recognises: "Firefox, Linux".
enum Device {
    static func name(_ agent: String) -> String {
        let browser = [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl")]
            .first { agent.contains($0.0) }?.1
        let system = [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux")]
            .first { agent.contains($0.0) }?.1
        let parts = [browser, system].compactMap { $0 }
        return parts.isEmpty ? (agent.isEmpty ? "–" : String(agent.prefix(60))) : parts.joined(separator: ", ")
    }
}
