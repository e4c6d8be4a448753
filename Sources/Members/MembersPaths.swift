import Foundation

/// Every address of Members, once.
public enum MembersPaths {
    public static let signIn = "/sign-in"
    public static let signOut = "/sign-out"
    public static let account = "/account"
    public static let endSession = "/account/sessions/end"
    public static let signOutEverywhere = "/account/sessions/end-all"

    public static let administration = "/administration"
    public static let outbox = "/administration/mail"
    public static let testLetter = "/administration/mail/test"
    public static let sendAgain = "/administration/mail/{id}/again"
    public static let dropLetter = "/administration/mail/{id}/drop"
    public static let audit = "/administration/audit"

    /// A path with its `{id}` filled in.
    static func path(_ pattern: String, _ id: String) -> String { pattern.replacingOccurrences(of: "{id}", with: id) }
}
