import Kernel
import Trail
import Web

enum AuditPage {
    /// - Parameter entries: one more than a page holds when there are older ones.
    static func page(_ entries: [Audit.Entry], _ names: [PersonID: String], _ filter: AuditFilter, _ words: Wording) -> Page {
        let format = Format(words.language)
        let shown = entries.prefix(AdministrationHandlers.pageLength)
        let older = entries.count > shown.count ? shown.last.map { filter.fields.adding("before", String($0.seq)).link(MembersPaths.audit) } : nil
        func field(_ name: String, _ value: String?) -> View {
            FieldView(name, label: "members.audit.\(name)", problems: [], words: words).input(value, maxLength: 200)
        }
        return Page(
            "members/audit", title: words("members.audit.title"), section: "administration",
            view: [
                "breadcrumbs": AdministrationPage.breadcrumbs(words), "searchAction": MembersPaths.audit,
                "clearHref": filter.fields.isEmpty && filter.before == nil ? nil : MembersPaths.audit,
                "recordField": field("record", filter.record), "actorField": field("actor", filter.actor), "actionField": field("action", filter.action),
                "entries": shown.isEmpty ? nil : ["items": shown.map { entry in
                    [
                        "numberText": format.number(Int(entry.seq)), "momentText": format.moment(entry.at), "actionText": entry.action, "factText": fact(entry.action, words),
                        "recordText": entry.record.description, "recordHref": Fields([("record", entry.record.description)]).link(MembersPaths.audit),
                        "actorText": actor(entry.actor, names, words),
                        "actorHref": Fields([("actor", entry.actor)]).link(MembersPaths.audit), "beforeText": entry.before, "afterText": entry.after,
                    ] as View
                }] as View,
                "pager": older == nil && filter.before == nil ? nil : [
                    "previousHref": filter.before == nil ? nil : filter.fields.link(MembersPaths.audit), "nextHref": older,
                    "rangeText": words.count("members.audit.onPage", shown.count),
                ] as View,
            ])
    }

    /// A fact in words; as it is recorded where there are none for it.
    private static func fact(_ action: String, _ words: Wording) -> String? {
        let parts = action.split(separator: ".")
        guard parts.count == 2, words.has("members.audit.kind.\(parts[0])"), words.has("members.audit.step.\(parts[1])") else { return nil }
        return words("members.audit.fact", ["kind": words("members.audit.kind.\(parts[0])"), "step": words("members.audit.step.\(parts[1])")])
    }

    private static func actor(_ text: String, _ names: [PersonID: String], _ words: Wording) -> String {
        guard let name = PersonID(actor: text).flatMap({ names[$0] }) else { return text }
        return text.contains(" token:") ? words("members.audit.withToken", ["name": name]) : name
    }
}
