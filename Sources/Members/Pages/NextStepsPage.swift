import Web

enum NextStepsPage {
    static func page(_ steps: NextSteps, _ words: Wording) -> Page {
        Page(
            "members/nextSteps", title: words("members.next.title"), section: "administration",
            view: [
                "breadcrumbs": AdministrationPage.breadcrumbs(words), "administrationHref": MembersPaths.administration,
                "steps": steps.steps.map { step in
                    [
                        "stepHref": step.href, "stepName": words("members.next.\(step.name)"), "stepText": words("members.next.\(step.name)Text"), "isDone": step.isDone,
                        "stateText": words(step.isDone ? "members.next.done" : "members.next.open"),
                    ] as View
                },
            ])
    }
}
