import HTTPTypes
import Kernel
import Web

enum PersonPage {
    static func page(
        _ person: PersonRecord, _ roles: [GivenRole], _ sessions: [Sessions.Session], _ places: Places, form: Fields, problems: [FieldProblem], isSelf: Bool
    ) -> Page {
        let words = places.words
        let format = Format(words.language)
        func at(_ pattern: String) -> String { MembersPaths.path(pattern, person.id.rawValue) }
        return Page(
            "members/person", title: person.name, section: "administration",
            view: View([
                ("breadcrumbs", AdministrationPage.breadcrumbs(words) + [["href": MembersPaths.people, "label": words("members.people.title")]]),
                ("personName", person.name), ("email", person.email), ("states", PeoplePage.states(person, words)),
                ("sinceText", words("members.person.since", ["day": format.day(person.createdAt.day), "language": format.languageName(person.language.code)])),
                ("errors", FieldView.summary(problems, words: words) { "members.person.\($0)" }),
                ("roles", roles.isEmpty ? nil : [
                    "items": roles.map { given in
                        [
                            "roleName": words("members.role.\(given.role)"), "roleMeaning": words("members.role.meaning.\(given.role)"),
                            "scopeText": places.name(given.scope), "untilText": given.until.map { format.day($0.day) } ?? words("members.account.noEnd"),
                            "grant": given.id, "endLabel": words("members.person.endRoleLabel", ["role": words("members.role.\(given.role)"), "scope": places.name(given.scope)]),
                        ] as View
                    }
                ] as View),
                ("endRoleAction", at(MembersPaths.endRole)), ("giveRoleAction", at(MembersPaths.giveRole)),
                ("sessions", sessions.isEmpty ? nil : [
                    "items": sessions.map { session in
                        let seen = format.moment(session.seenAt)
                        let device = Device.name(session.device)
                        return [
                            "deviceText": device, "usedText": words("members.account.used", ["since": format.moment(session.createdAt), "seen": seen]),
                            "sessionKey": session.digest, "endLabel": words("members.account.endLabel", ["device": device, "date": seen]),
                        ] as View
                    }
                ] as View),
                ("endSessionAction", at(MembersPaths.endSessionOf)),
                ("inviteAgainAction", person.isInvited && !person.isDisabled ? at(MembersPaths.inviteAgain) : nil),
                ("disableAction", person.isDisabled || isSelf ? nil : at(MembersPaths.disablePerson)),
                ("enableAction", person.isDisabled ? at(MembersPaths.enablePerson) : nil),
                ("endSecondFactorAction", person.hasSecondFactor && !isSelf ? at(MembersPaths.endSecondFactorOf) : nil),
                ("forgetHref", isSelf ? nil : at(MembersPaths.forgetPerson)),
                ("auditHref", Fields([("record", "person/\(person.id)")]).link(MembersPaths.audit)),
            ]).adding(places.fields(form, problems: problems))).refusing(problems)
    }
}
