import HTTPTypes
import Kernel
import Web

enum FirstRunPage {
    static func page(_ typed: Fields, token: String, problems: [FieldProblem], isMailSet: Bool, _ words: Wording) -> Page {
        func field(_ name: String) -> FieldView { FieldView(name, label: "members.firstRun.\(name)", required: true, problems: problems, words: words) }
        let common = ["contact", "legal", "languages", "siteLanguage"]
        let own: View = [
            "action": MembersPaths.path(MembersPaths.firstRun, token: token), "errors": FieldView.summary(problems, words: words) { common.contains($0) ? "members.settings.\($0)" : "members.firstRun.\($0)" },
            "networkField": field("network").input(typed["network"], maxLength: 80), "nameField": field("name").input(typed["name"], autocomplete: "name", maxLength: 120),
            "emailField": field("email").input(typed["email"], type: "email", autocomplete: "username", maxLength: 200),
            "languageField": field("language").select(Language.allCases.map { ($0.code, $0.nativeName) }, selected: typed["language"]),
            "passwordField": field("password").input("", type: "password", autocomplete: "new-password", maxLength: Passwords.longest),
            "starterField": field("starter").choices(
                ["yes", "no"].map { (value: $0, label: words("members.firstRun.starter-\($0)")) }, selected: Set([typed["starter"] ?? ""]), radio: true, twoColumns: false,
                hints: Dictionary(uniqueKeysWithValues: ["yes", "no"].map { ($0, words("members.firstRun.starterMeaning-\($0)")) })),
            "mailText": words(isMailSet ? "members.firstRun.mailSet" : "members.outbox.notSet"), "isMailSet": isMailSet,
        ]
        return Page(
            "members/firstRun", title: words("members.firstRun.title"), view: own.adding(NetworkSettingsForm.views(typed, problems, words))).refusing(problems)
    }
}
