import Kernel
import Web

/// What somebody typed to sign in.
struct SignInForm {
    let email: String
    let password: String
    let next: String
    /// What waits to be sent once more afterwards.
    let carried: CarriedForm?
    let problems: [FieldProblem]

    init(_ fields: Fields) {
        email = fields.text("email") ?? ""
        password = fields["password"] ?? ""
        next = SignInForm.safe(fields["next"] ?? "")
        carried = CarriedForm(fields).flatMap { SignInForm.safe($0.target).isEmpty ? nil : $0 }
        var problems: [FieldProblem] = []
        if email.isEmpty { problems.append(FieldProblem("email", "members.signIn.emailMissing")) }
        if password.isEmpty { problems.append(FieldProblem("password", "members.signIn.passwordMissing")) }
        self.problems = problems
    }

    /// Only a place on this site: a path that cannot be read as another host.
    static func safe(_ next: String) -> String {
        guard next.hasPrefix("/"), !next.hasPrefix("//"), !next.hasPrefix("/\\"), !next.contains(where: { $0.isNewline || $0 == "\t" }), next.utf8.count < 60_000 else { return "" }
        return next
    }
}
