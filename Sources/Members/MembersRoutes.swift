import Web

/// Every address of Members: who may open it, and what answers.
enum MembersRoutes {
    static func all(
        _ signIn: SignInHandlers, _ account: AccountHandlers, _ administration: AdministrationHandlers, _ outbox: OutboxHandlers,
        _ people: PeopleHandlers, _ links: LinkHandlers, _ second: SecondFactorHandlers, _ firstRun: FirstRunHandlers
    ) -> [Route] {
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

            .page(MembersPaths.people, .holding(.managePeople), people.list),
            .page(MembersPaths.invite, .holding(.managePeople), people.inviteForm),
            .form(MembersPaths.invite, .holding(.managePeople), people.invite),
            .page(MembersPaths.person, .holding(.managePeople), people.show),
            .form(MembersPaths.inviteAgain, .holding(.managePeople), people.inviteAgain),
            .form(MembersPaths.giveRole, .holding(.managePeople), people.giveRole),
            .form(MembersPaths.endRole, .holding(.managePeople), people.endRole),
            .form(MembersPaths.disablePerson, .holding(.managePeople), people.disable),
            .form(MembersPaths.enablePerson, .holding(.managePeople), people.enable),
            .form(MembersPaths.endSessionOf, .holding(.managePeople), people.endSession),
            .form(MembersPaths.endSecondFactorOf, .holding(.managePeople), people.endSecondFactor),

            .page(MembersPaths.invitation, .anyone, links.showInvitation),
            .form(MembersPaths.invitation, .anyone, links.acceptInvitation),
            .page(MembersPaths.forgotten, .anyone, links.showForgotten),
            .form(MembersPaths.forgotten, .anyone, links.forgotten),
            .page(MembersPaths.newPassword, .anyone, links.showNewPassword),
            .form(MembersPaths.newPassword, .anyone, links.setNewPassword),

            .page(MembersPaths.firstRun, .anyone, firstRun.show),
            .form(MembersPaths.firstRun, .anyone, firstRun.begin),

            .page(MembersPaths.secondStep, .anyone, signIn.showSecondStep),
            .form(MembersPaths.secondStep, .anyone, signIn.takeSecondStep),
            .form(MembersPaths.changePassword, .signedIn, account.changePassword),
            .page(MembersPaths.secondFactor, .signedIn, second.show),
            .form(MembersPaths.secondFactor, .signedIn, second.begin),
            .form(MembersPaths.confirmSecondFactor, .signedIn, second.confirm),
            .form(MembersPaths.endSecondFactor, .signedIn, second.end),
            .form(MembersPaths.recoveryCodes, .signedIn, second.makeCodes),
        ]
    }
}
