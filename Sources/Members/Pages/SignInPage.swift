import HTTPTypes
import Kernel
import Store
import Web

enum SignInPage {
    /// The providers that people may sign in with; none while the database does not answer, so that the page itself always does.
    static func ways(_ database: Database) async -> [Provider] { (try? await database.read { try Providers.on($0) }) ?? [] }

    /// - Parameters:
    ///   - carried: a form that was sent after the session had ended.
    ///   - trouble: why somebody who came back from a provider is not signed in.
    static func page(
        email: String = "", next: String, carried: CarriedForm? = nil, ways: [Provider] = [], trouble: String? = nil, problems: [FieldProblem] = [],
        waitMinutes: Int? = nil, status: Int = 200, _ words: Wording
    ) -> Page {
        var page = Page(
            "members/signIn", title: words("members.signIn.title"),
            view: [
                "action": MembersPaths.signIn, "forgottenHref": MembersPaths.forgotten, "next": next, "carried": carried.map { ["items": $0.inputs] as View },
                "troubleText": trouble, "providerAction": MembersPaths.beginAtProvider,
                "ways": ways.isEmpty ? nil : [
                    "providers": ways.map { ["providerKey": $0.id.rawValue, "providerText": words("members.provider.button", ["provider": $0.label])] as View }
                ] as View,
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
