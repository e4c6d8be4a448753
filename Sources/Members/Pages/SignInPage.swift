import HTTPTypes
import Kernel
import Web

enum SignInPage {
    /// - Parameter carried: a form that was sent after the session had ended.
    static func page(email: String = "", next: String, carried: CarriedForm? = nil, problems: [FieldProblem] = [], waitMinutes: Int? = nil, status: Int = 200, _ words: Wording) -> Page {
        var page = Page(
            "members/signIn", title: words("members.signIn.title"),
            view: [
                "action": MembersPaths.signIn, "forgottenHref": MembersPaths.forgotten, "next": next, "carried": carried.map { ["items": $0.inputs] as View },
                "errors": FieldView.summary(problems, words: words),
                "throttledText": waitMinutes.map { words.count("members.signIn.throttled", $0) },
                "emailField": FieldView("email", label: "members.signIn.email", required: true, problems: problems, words: words)
                    .input(email, type: "email", autocomplete: "username", maxLength: 200),
                "passwordField": FieldView("password", label: "members.signIn.password", required: true, problems: problems, words: words)
                    .input("", type: "password", autocomplete: "current-password", maxLength: Passwords.longest),
            ])
        page.status = HTTPResponse.Status(code: status)
        return page
    }
}
