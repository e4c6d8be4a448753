import Foundation
import Kernel

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
    public static let settings = "/administration/settings"
    public static let sessions = "/administration/sessions"
    public static let endSessions = "/administration/sessions/end"
    public static let nextSteps = "/administration/next-steps"
    public static let jobs = "/administration/jobs"
    public static let export = "/administration/export"
    public static let downloadExport = "/administration/export/{archive}"

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
    /// In the language of the letter that it stands in.
    static func invitation(_ token: String, in language: Language) -> String { "\(path(invitation, token: token))?lang=\(language.code)" }
    public static let forgotten = "/password/forgotten"
    public static let newPassword = "/password/new/{token}"

    public static let firstRun = "/first-run/{token}"

    public static let secondStep = "/sign-in/second"
    public static let changePassword = "/account/password"
    public static let secondFactor = "/account/second-factor"
    public static let confirmSecondFactor = "/account/second-factor/confirm"
    public static let endSecondFactor = "/account/second-factor/end"
    public static let recoveryCodes = "/account/second-factor/codes"

    public static let beginAtProvider = "/sign-in/provider"
    public static let backFromProvider = "/sign-in/back/{provider}"
    public static let joinAccount = "/sign-in/join"
    public static let endedWithProvider = "/sign-in/ended/{provider}"
    public static let joinProvider = "/account/providers"
    public static let partProvider = "/account/providers/part"

    public static let providers = "/administration/providers"
    public static let addProvider = "/administration/providers/add"
    public static let provider = "/administration/providers/{id}"
    public static let tryProvider = "/administration/providers/{id}/try"
    public static let switchProvider = "/administration/providers/{id}/switch"
    public static let removeProvider = "/administration/providers/{id}/remove"

    static func path(_ pattern: String, provider: ProviderID) -> String { pattern.replacingOccurrences(of: "{provider}", with: provider.rawValue) }
    /// What is kept of people, for everybody.
    public static let privacy = "/privacy"
    public static let ownData = "/account/data"
    public static let forgetMe = "/account/forget"
    public static let processing = "/administration/privacy"
    public static let processingTable = "/administration/privacy/record.csv"
    public static let forgetPerson = "/administration/people/{id}/forget"
    public static let tokens = "/account/tokens"
    public static let endToken = "/account/tokens/end"
    public static let allTokens = "/administration/tokens"
    public static let endAnyToken = "/administration/tokens/end"

    public static let webhooks = "/administration/webhooks"
    public static let webhook = "/administration/webhooks/{id}"
    public static let decideOnWebhook = "/administration/webhooks/{id}/decision"
    public static let testWebhook = "/administration/webhooks/{id}/test"
    public static let sendDeliveryAgain = "/administration/webhooks/{id}/again"

    public static let organisations = "/organisations"
    public static let newOrganisation = "/organisations/new"
    public static let organisationPattern = "/organisations/{slug}"
    public static let editOrganisationPattern = "/organisations/{slug}/edit"
    public static let mergeOrganisationPattern = "/organisations/{slug}/merge"
    public static func organisation(_ slug: String) -> String { "/organisations/\(slug)" }
    static func editOrganisation(_ slug: String) -> String { "/organisations/\(slug)/edit" }
    static func mergeOrganisation(_ slug: String) -> String { "/organisations/\(slug)/merge" }

    static func path(_ pattern: String, token: String) -> String { pattern.replacingOccurrences(of: "{token}", with: token) }
    /// A path with its `{id}` filled in.
    static func path(_ pattern: String, _ id: String) -> String { pattern.replacingOccurrences(of: "{id}", with: id) }
}
