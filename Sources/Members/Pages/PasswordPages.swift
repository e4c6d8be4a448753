import HTTPTypes
import Kernel
import Web

/// The pages behind the links in letters.
enum PasswordPages {
    static func forgotten(_ email: String, problems: [FieldProblem], _ words: Wording) -> Page {
        return Page(
            "members/forgotten", title: words("members.password.forgottenTitle"),
            view: [
                "action": MembersPaths.forgotten, "errors": FieldView.summary(problems, words: words),
                "emailField": FieldView("email", label: "members.signIn.email", required: true, problems: problems, words: words)
                    .input(email, type: "email", autocomplete: "username", maxLength: 200),
            ]).refusing(problems)
    }

    static func asked(_ email: String, _ words: Wording) -> Page {
        Page(
            "members/message", title: words("members.password.askedTitle"),
            view: ["heading": words("members.password.askedTitle"), "message": words("members.password.asked", ["email": email]), "actions": [View]()])
    }

    /// A link that was used, is too old, or never was.
    static func spent(_ purpose: OneTimeLink.Purpose, _ words: Wording) -> Page {
        let actions: [View] = purpose == .password ? [["href": MembersPaths.forgotten, "label": words("members.password.askAgain")]] : [["href": MembersPaths.signIn, "label": words("members.signIn.title")]]
        var page = Page(
            "members/message", title: words("members.password.spentTitle"),
            view: ["heading": words("members.password.spentTitle"), "message": words("members.password.spent.\(purpose.rawValue)"), "actions": actions])
        page.status = .notFound
        return page
    }

    static func choose(_ purpose: OneTimeLink.Purpose, _ link: OneTimeLink.Record, token: String, name: String, problems: [FieldProblem], _ words: Wording) -> Page {
        let isInvitation = purpose == .invitation
        let pattern = isInvitation ? MembersPaths.invitation : MembersPaths.newPassword
        return Page(
            "members/choosePassword", title: words(isInvitation ? "members.join.title" : "members.password.newTitle"),
            view: [
                "heading": words(isInvitation ? "members.join.title" : "members.password.newTitle"),
                "lead": words(isInvitation ? "members.join.lead" : "members.password.newLead", ["email": link.email]),
                "action": MembersPaths.path(pattern, token: token), "email": link.email,
                "errors": FieldView.summary(problems, words: words) { $0 == "name" ? "members.account.name" : nil },
                "nameField": isInvitation
                    ? FieldView("name", label: "members.account.name", required: true, problems: problems, words: words).input(name, autocomplete: "name", maxLength: 120) : nil,
                "passwordField": FieldView("password", label: "members.password.new", required: true, problems: problems, words: words)
                    .input("", type: "password", autocomplete: "new-password", maxLength: Passwords.longest),
                "submitText": words(isInvitation ? "members.join.submit" : "members.password.submit"),
            ]).refusing(problems)
    }
}
