import Kernel
import Trail
import Web

enum OutboxPage {
    /// - Parameter letters: one more than a page holds when there are older ones.
    static func page(
        _ letters: [Letter], _ names: [PersonID: String], _ counts: [Letter.State: Int], state: Letter.State?, isFirst: Bool, isMailSet: Bool, _ words: Wording
    ) -> Page {
        let format = Format(words.language)
        let shown = letters.prefix(OutboxHandlers.pageLength)
        let older = letters.count > shown.count ? shown.last.map { Fields([("state", state?.rawValue ?? ""), ("before", $0.id.rawValue)]).link(MembersPaths.outbox) } : nil
        let filters: [View] = ([nil] + Letter.State.allCases.map { $0 }).map { one in
            let count = one.map { counts[$0] ?? 0 } ?? counts.values.reduce(0, +)
            let label = one.map { words("members.outbox.state.\($0.rawValue)") } ?? words("members.outbox.all")
            return [
                "filterText": "\(label) (\(format.number(count)))", "current": one == state,
                "filterHref": one.map { Fields([("state", $0.rawValue)]).link(MembersPaths.outbox) } ?? MembersPaths.outbox,
            ] as View
        }
        return Page(
            "members/outbox", title: words("members.outbox.title"), section: "administration",
            view: [
                "breadcrumbs": AdministrationPage.breadcrumbs(words), "isMailSet": isMailSet, "testAction": MembersPaths.testLetter, "filters": filters,
                "letters": shown.isEmpty ? nil : ["items": shown.map { row($0, names, format, words) }] as View,
                "pager": older == nil && isFirst ? nil : [
                    "previousHref": isFirst ? nil : Fields([("state", state?.rawValue ?? "")]).link(MembersPaths.outbox), "nextHref": older,
                    "rangeText": words.count("members.outbox.onPage", shown.count),
                ] as View,
            ])
    }

    private static func row(_ letter: Letter, _ names: [PersonID: String], _ format: Format, _ words: Wording) -> View {
        let isOpen = letter.state.isOpen
        let next = letter.state == .waiting && letter.tries > 0 ? words("members.outbox.nextTry", ["moment": format.moment(letter.dueAt)]) : nil
        return [
            "kindText": words("\(letter.kind).name"), "personName": names[letter.person] ?? "–", "writtenText": format.moment(letter.createdAt),
            "stateText": words("members.outbox.state.\(letter.state.rawValue)"), "needsDecision": letter.state == .unsure || letter.state == .failed,
            "stateMeaning": words("members.outbox.meaning.\(letter.state.rawValue)"), "nextText": next,
            "triesText": letter.tries == 0 ? nil : words.count("members.outbox.tries", letter.tries), "problemText": letter.problem,
            "againAction": isOpen && !(letter.state == .waiting && letter.tries == 0) ? MembersPaths.path(MembersPaths.sendAgain, letter.id.rawValue) : nil,
            "dropAction": isOpen ? MembersPaths.path(MembersPaths.dropLetter, letter.id.rawValue) : nil,
            "toWhom": words("members.outbox.toWhom", ["kind": words("\(letter.kind).name"), "name": names[letter.person] ?? "–"]),
        ]
    }
}
