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

    public static let people = "/administration/people"
    public static let invite = "/administration/people/invite"
    public static let person = "/administration/people/{id}"
    public static let inviteAgain = "/administration/people/{id}/invite-again"
    public static let giveRole = "/administration/people/{id}/roles"
    public static let endRole = "/administration/people/{id}/roles/end"
    public static let disablePerson = "/administration/people/{id}/disable"
    public static let enablePerson = "/administration/people/{id}/enable"
    public static let endSecondFactorOf = "/administration/people/{id}/second-factor/end"
    public static let endSessionOf = "/administration/people/{id}/sessions/end"

    public static let invitation = "/invitation/{token}"
    public static let forgotten = "/password/forgotten"
    public static let newPassword = "/password/new/{token}"

    public static let firstRun = "/first-run/{token}"

    public static let secondStep = "/sign-in/second"
    public static let changePassword = "/account/password"
    public static let secondFactor = "/account/second-factor"
    public static let confirmSecondFactor = "/account/second-factor/confirm"
    public static let endSecondFactor = "/account/second-factor/end"
    public static let recoveryCodes = "/account/second-factor/codes"

    static func path(_ pattern: String, token: String) -> String { pattern.replacingOccurrences(of: "{token}", with: token) }
    /// A path with its `{id}` filled in.
    static func path(_ pattern: String, _ id: String) -> String { pattern.replacingOccurrences(of: "{id}", with: id) }
}
