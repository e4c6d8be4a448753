import Foundation
import HTTPTypes
import Kernel
import Trail
import Web

enum WebhookPages {
    static func list(_ webhooks: [Webhook], typed: Fields, problems: [FieldProblem], _ words: Wording) -> Page {
        let address = FieldView("address", label: "members.webhooks.address", required: true, problems: problems, words: words)
        let kinds = FieldView("kinds", label: "members.webhooks.kinds", required: true, problems: problems, words: words)
        return Page(
            "members/webhooks", title: words("members.webhooks.title"), section: "administration",
            view: [
                "breadcrumbs": AdministrationPage.breadcrumbs(words), "errors": FieldView.summary(problems, words: words) { "members.webhooks.\($0)" },
                "webhooks": webhooks.isEmpty ? nil : [
                    "items": webhooks.map { webhook in
                        [
                            "addressText": webhook.address, "webhookHref": MembersPaths.path(MembersPaths.webhook, webhook.id.rawValue),
                            "kindNames": names(webhook.kinds, words), "stateText": words("members.webhooks.state.\(webhook.state.rawValue)"),
                            "failingText": failing(webhook, words),
                        ] as View
                    }
                ] as View,
                "setUpAction": MembersPaths.webhooks, "addressField": address.input(typed["address"] ?? "", type: "url", maxLength: 500),
                "kindsField": kinds.choices(
                    EventKind.open.map { ($0.rawValue, name($0, words)) }, selected: Set(typed.all("kinds")), twoColumns: false,
                    hints: Dictionary(uniqueKeysWithValues: EventKind.open.map { ($0.rawValue, $0.rawValue) })),
            ]).refusing(problems)
    }

    /// Shown once, right after it was set up.
    static func made(_ secret: String, _ id: WebhookID, _ words: Wording) -> Page {
        Page(
            "members/webhookMade", title: words("members.webhooks.madeTitle"), section: "administration",
            view: ["secret": secret, "doneHref": MembersPaths.path(MembersPaths.webhook, id.rawValue)])
    }

    static func one(_ webhook: Webhook, _ deliveries: [WebhookDelivery], _ words: Wording) -> Page {
        let format = Format(words.language)
        func path(_ pattern: String) -> String { MembersPaths.path(pattern, webhook.id.rawValue) }
        let isActive = webhook.state == .active
        return Page(
            "members/webhook", title: words("members.webhooks.one"), section: "administration",
            view: [
                "breadcrumbs": AdministrationPage.breadcrumbs(words) + [["href": MembersPaths.webhooks, "label": words("members.webhooks.title")]],
                "addressText": webhook.address, "stateText": words("members.webhooks.state.\(webhook.state.rawValue)"),
                "stateMeaning": words("members.webhooks.meaning.\(webhook.state.rawValue)"), "failingText": failing(webhook, words),
                "kindNames": names(webhook.kinds, words), "sinceText": words("members.webhooks.since", ["day": format.day(webhook.createdAt.day)]),
                "testAction": isActive ? path(MembersPaths.testWebhook) : nil, "decideAction": path(MembersPaths.decideOnWebhook), "isActive": isActive,
                "deliveries": deliveries.isEmpty ? nil : ["items": deliveries.map { row($0, isActive ? path(MembersPaths.sendDeliveryAgain) : nil, format, words) }] as View,
            ])
    }

    private static func row(_ delivery: WebhookDelivery, _ again: String?, _ format: Format, _ words: Wording) -> View {
        let kind = delivery.kind.map { name($0, words) } ?? "–"
        let moment = format.moment(delivery.createdAt)
        let next = delivery.state == .waiting && delivery.tries > 0 ? words("members.webhooks.nextTry", ["moment": format.moment(delivery.dueAt)]) : nil
        return [
            "kindText": kind, "momentText": moment, "deliveryKey": delivery.id.rawValue, "stateText": words("members.webhooks.delivery.\(delivery.state.rawValue)"),
            "triesText": delivery.tries == 0 ? nil : words.count("members.webhooks.tries", delivery.tries), "nextText": next,
            "answerText": delivery.answer.map { "HTTP \($0)" }, "problemText": delivery.problem, "bodyText": delivery.body,
            "againAction": delivery.state == .delivered || delivery.state == .failed ? again : nil,
            "againLabel": words("members.webhooks.againLabel", ["kind": kind, "moment": moment]),
        ]
    }

    private static func failing(_ webhook: Webhook, _ words: Wording) -> String? {
        webhook.failingSince.map { words("members.webhooks.failingSince", ["moment": Format(words.language).moment($0)]) }
    }

    private static func names(_ kinds: [EventKind], _ words: Wording) -> String { Format(words.language).list(kinds.map { name($0, words) }) }

    /// `practice.published` is called at `members.webhooks.kind.practice-published`.
    private static func name(_ kind: EventKind, _ words: Wording) -> String {
        let name = kind.rawValue.replacingOccurrences(of: ".", with: "-")
        return words("members.webhooks.kind.\(name)")
    }
}
