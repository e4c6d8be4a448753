import Kernel
import Store
import Web

/// Pages about what is kept of people.
enum PrivacyPages {
    /// - Parameters:
    ///   - network: the name it gave itself.
    ///   - contact: whom people write to about their data.
    static func notice(_ kept: [KeptTable], network: String?, contact: String?, _ words: Wording) -> Page {
        Page(
            "members/privacy", title: words("members.privacy.title"), description: words("members.privacy.lead"), canonicalPath: MembersPaths.privacy,
            view: [
                "controllerText": words("members.privacy.controller", ["network": network ?? "Ponte"]),
                "contactText": contact.map { words("members.privacy.contact", ["contact": $0]) } ?? words("members.privacy.noContact"),
                "kinds": ProcessingRecord(kept, words).notice,
                "cookies": ["session", "pending", "errand", "visit", "language", "notice"].map {
                    ["cookieName": "ponte_\($0)", "cookieText": words("members.privacy.cookie.\($0)")] as View
                },
                "rights": ["access", "rectify", "forget", "restrict", "complain"].map { ["rightText": words("members.privacy.right.\($0)")] as View },
                "accountHref": MembersPaths.account,
            ])
    }

    static func record(_ kept: [KeptTable], erasures: Int, contact: String?, _ words: Wording) -> Page {
        Page(
            "members/processing", title: words("members.privacy.recordTitle"), section: "administration",
            view: [
                "breadcrumbs": AdministrationPage.breadcrumbs(words), "tableHref": MembersPaths.processingTable, "noticeHref": MembersPaths.privacy,
                "contactMissing": contact == nil, "erasuresText": words.count("members.privacy.erasures", erasures), "tables": ProcessingRecord(kept, words).tables,
            ])
    }

    static func data(_ kept: [KeptTable], asksPassword: Bool, problems: [FieldProblem], _ words: Wording) -> Page {
        return Page(
            "members/ownData", title: words("members.privacy.dataTitle"),
            view: [
                "breadcrumbs": accountCrumbs(words), "errors": FieldView.summary(problems, words: words), "action": MembersPaths.ownData,
                "kinds": ProcessingRecord(kept, words).notice, "passwordField": asksPassword ? passwordField(problems, words) : nil,
            ]).refusing(problems)
    }

    enum Subject {
        case themselves
        case other(name: String, href: String)
    }

    /// - Parameter isLast: nobody could administer without them, so they cannot go yet.
    static func forget(_ subject: Subject, action: String, isLast: Bool, asksPassword: Bool, problems: [FieldProblem], _ words: Wording) -> Page {
        let (heading, lead, crumbs): (String, String, [View]) =
            switch subject {
            case .themselves: (words("members.privacy.forgetTitle"), words("members.privacy.forgetLead"), accountCrumbs(words))
            case .other(let name, let href):
                (
                    words("members.privacy.forgetOtherTitle", ["name": name]), words("members.privacy.forgetOtherLead"),
                    AdministrationPage.breadcrumbs(words) + [["href": MembersPaths.people, "label": words("members.people.title")], ["href": href, "label": name]]
                )
            }
        return Page(
            "members/forget", title: heading,
            view: [
                "breadcrumbs": crumbs, "heading": heading, "lead": lead, "isLast": isLast, "errors": FieldView.summary(problems, words: words),
                "goes": ["account", "own", "notes"].map { ["goesText": words("members.privacy.goes.\($0)")] as View },
                "stays": ["network", "shared", "audit", "backups"].map { ["staysText": words("members.privacy.stays.\($0)")] as View },
                "action": action,
                "sureField": FieldView("sure", label: "members.privacy.sure", required: true, problems: problems, words: words)
                    .choices([("yes", words("members.privacy.sureYes"))], selected: [], twoColumns: false),
                "passwordField": asksPassword ? passwordField(problems, words) : nil,
            ]).refusing(problems)
    }

    private static func accountCrumbs(_ words: Wording) -> [View] { [["href": MembersPaths.account, "label": words("members.account.title")]] }

    private static func passwordField(_ problems: [FieldProblem], _ words: Wording) -> View {
        FieldView("password", label: "members.privacy.password", required: true, problems: problems, words: words)
            .input("", type: "password", autocomplete: "current-password", maxLength: Passwords.longest)
    }
}
