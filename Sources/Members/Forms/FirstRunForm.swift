import Kernel
import Web

/// What the first administrator says of the network and of themselves.
struct FirstRunForm {
    let begin: BeginInstallation
    let wantsStarter: Bool
    let problems: [FieldProblem]

    init(_ fields: Fields, language: Language) {
        var reader = FieldReader(fields)
        let network = NetworkSettingsForm(&reader, nameField: "network", fallback: language).settings
        let name = reader.text("name", limit: 120)
        let email = reader.mail("email")
        let own = reader.optionalCode("language", among: Language.allCases.map(\.code)).flatMap(Language.init(rawValue:)) ?? language
        let password = fields["password"] ?? ""
        if let problem = PasswordForm.problem(password, email: email) { reader.report("password", problem.message, problem.values) }
        let starter = reader.optionalCode("starter", among: ["yes", "no"])
        if starter == nil, fields.text("starter") == nil { reader.report("starter", "members.firstRun.starterMissing") }
        begin = BeginInstallation(network: network, name: name, email: email, language: own, password: password)
        wantsStarter = starter == "yes"
        problems = reader.problems
    }
}
