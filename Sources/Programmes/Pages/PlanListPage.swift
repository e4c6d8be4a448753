import Kernel
import Members
import Web

/// One list of the plan: planned beside done, with the reason where they differ.
struct PlanListPage {
    let programme: Programme
    let kind: PlanKind
    let filter: Plan.Filter
    let records: [PlanRecord]
    let total: Int
    let start: Int
    let cities: [City]
    let packages: [(id: String, name: String)]
    let today: Day
    let words: PlanWords

    func page() -> Page {
        let navigation = ProgrammeNavigation(programme: programme, words: words)
        let isFiltered = filter != Plan.Filter()
        let label = words.kind(kind)
        return Page(
            "programmes/list", title: words("programmes.list.of", ["kind": label, "programme": programme.name]), section: "coordination",
            view: [
                "breadcrumbs": navigation.breadcrumbs(), "tabs": ["items": navigation.items(.list(kind))] as View, "headingText": label,
                "leadText": words("programmes.lead.\(kind.path)"), "newHref": ProgrammesPaths.newRecord(programme.slug, kind), "newText": words("programmes.new.\(kind.path)"),
                "listAction": ProgrammesPaths.list(programme.slug, kind), "clearHref": isFiltered ? ProgrammesPaths.list(programme.slug, kind) : nil,
                "filterFields": total == 0 && !isFiltered ? nil : ["items": filterFields] as View,
                "plannedHead": words(kind == .risk ? "programmes.column.weight" : "programmes.column.planned"),
                "actualHead": words(kind == .risk ? "programmes.column.answer" : "programmes.column.actual"),
                "rows": records.isEmpty ? nil : ["items": records.map(row)] as View,
                "emptyText": words(isFiltered ? "programmes.list.noneFound" : "programmes.empty.\(kind.path)"),
                "pager": pager,
            ])
    }

    private func row(_ record: PlanRecord) -> View {
        let state = words.state(record, today: today)
        let place = [record.values["package"].flatMap { id in packages.first { $0.id == id }?.name }, record.city.flatMap { id in cities.first { $0.id == id }.map(words.name) }]
            .compactMap { $0 }
        return [
            "rowHref": ProgrammesPaths.look(programme.slug, kind, record.id), "rowName": record.name, "rowPlace": place.isEmpty ? nil : place.joined(separator: " · "),
            "plannedText": words.planned(record), "actualText": words.actual(record), "reasonText": kind == .deliverable ? record.stageReason : record.values["reason"],
            "rowSource": record.values["source"].map { words("programmes.sourceOf", ["source": $0]) }, "stateText": state.text, "stateCode": state.code,
            // A deliverable's state is how far it is; of the others it says itself that they are late.
            "isLate": kind == .deliverable && state.code == "late",
        ]
    }

    private var filterFields: [View] {
        let all = (value: "", label: words("programmes.filter.all"))
        let states = Plan.Filter.State.allCases.map { (value: $0.rawValue, label: words("programmes.filter.\($0.rawValue)")) }
        var fields = [FieldView("state", text: words("programmes.column.state"), required: true, problems: [], words: words.words).select([all] + states, selected: filter.state?.rawValue)]
        guard kind != .package else { return fields }
        if !cities.isEmpty {
            fields.append(
                FieldView("city", label: "programmes.field.city", required: true, problems: [], words: words.words)
                    .select([all] + words.choices(cities), selected: filter.city?.rawValue))
        }
        if !packages.isEmpty {
            fields.append(
                FieldView("package", label: "programmes.field.package", required: true, problems: [], words: words.words)
                    .select([all] + packages.map { (value: $0.id, label: $0.name) }, selected: filter.package))
        }
        return fields
    }

    private var pager: View? {
        let chosen = [("state", filter.state?.rawValue), ("city", filter.city?.rawValue), ("package", filter.package)].compactMap { name, value in value.map { (name, $0) } }
        return Pager(count: total, start: start, size: Plan.pageLength, path: ProgrammesPaths.list(programme.slug, kind), query: Fields(chosen)).view(words.words)
    }
}
