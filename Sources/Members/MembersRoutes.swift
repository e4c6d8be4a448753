import Web

/// Every address of Members: who may open it, and what answers.
enum MembersRoutes {
    static func all(_ signIn: SignInHandlers, _ account: AccountHandlers) -> [Route] {
        [
            .page(MembersPaths.signIn, .anyone, signIn.show),
            .form(MembersPaths.signIn, .anyone, signIn.signIn),
            .form(MembersPaths.signOut, .signedIn, signIn.signOut),
            .page(MembersPaths.account, .signedIn, account.show),
            .form(MembersPaths.account, .signedIn, account.save),
            .form(MembersPaths.endSession, .signedIn, account.endSession),
            .form(MembersPaths.signOutEverywhere, .signedIn, account.signOutEverywhere),
        ]
    }
}
