import Kernel
import Web

/// A new password, with a name where somebody comes for the first time.
struct PasswordForm {
    let name: String?
    let password: String
    let problems: [FieldProblem]

    /// - Parameter email: the person's own, which must not be the password.
    init(_ fields: Fields, asksName: Bool, email: String) {
        var reader = FieldReader(fields)
        name = asksName ? reader.text("name", limit: 120) : nil
        password = fields["password"] ?? ""
        if let problem = PasswordForm.problem(password, email: email) { reader.report("password", problem.message, problem.values) }
        problems = reader.problems
    }

    /// Length is what makes a password strong; kinds of characters are not asked for.
    static func problem(_ password: String, email: String, field: String = "password") -> FieldProblem? {
        if password.count < Passwords.shortest || password.count > Passwords.longest {
            return FieldProblem(field, "members.field.password", ["from": String(Passwords.shortest), "to": String(Passwords.longest)])
        }
        let bare = password.lowercased()
        if bare == email || Set(bare).count < 4 { return FieldProblem(field, "members.field.passwordGuessed") }
        return nil
    }
}
