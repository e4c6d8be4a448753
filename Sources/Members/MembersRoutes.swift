import Web

/// Every address of Members: who may open it, and what answers.
enum MembersRoutes {
    static func all(_ signIn: SignInHandlers, _ account: AccountHandlers, _ administration: AdministrationHandlers, _ outbox: OutboxHandlers) -> [Route] {
        [
            .page(MembersPaths.signIn, .anyone, signIn.show),
            .form(MembersPaths.signIn, .anyone, signIn.signIn),
            .form(MembersPaths.signOut, .signedIn, signIn.signOut),
            .page(MembersPaths.account, .signedIn, account.show),
            .form(MembersPaths.account, .signedIn, account.save),
            .form(MembersPaths.endSession, .signedIn, account.endSession),
            .form(MembersPaths.signOutEverywhere, .signedIn, account.signOutEverywhere),

            .page(MembersPaths.administration, .holding(.runInstallation), administration.show),
            .page(MembersPaths.audit, .holding(.readAudit), administration.audit),
            .page(MembersPaths.outbox, .holding(.runInstallation), outbox.show),
            .form(MembersPaths.testLetter, .holding(.runInstallation), outbox.sendTest),
            .form(MembersPaths.sendAgain, .holding(.runInstallation), outbox.sendAgain),
            .form(MembersPaths.dropLetter, .holding(.runInstallation), outbox.drop),
        ]
    }
}
