import Foundation
import HTTPTypes
import Kernel
import Web

/// The order of the day, a row for each slot and some that are free.
struct AgendaFormPage {
    let telling: GatheringTelling
    let gathering: Gathering

    func page(_ rows: [AgendaForm.Row], problems: [FieldProblem] = [], overtaken: Overtaken? = nil) -> Page {
        let words = telling.words
        let plan = gathering.plan
        let filled = rows.filter { !$0.isEmpty || !$0.id.isEmpty }
        let all = filled + Array(repeating: AgendaForm.Row(id: ""), count: max(0, min(AgendaForm.fresh, AgendaForm.most - filled.count)))
        let page = Page(
            "gatherings/agenda", title: words("gatherings.agenda.change"), section: "gatherings",
            view: [
                "breadcrumbs": Crumbs.view(telling, gathering), "action": GatheringsPaths.path(GatheringsPaths.agendaPattern, gathering.id), "cancelHref": GatheringsPaths.gathering(gathering.id),
                "version": String(gathering.version), "leadText": words("gatherings.agenda.lead", ["span": telling.span(plan), "zone": plan.zone]),
                "errors": problems.isEmpty ? nil : ["items": problems.map { ["href": "#\($0.field)", "text": said($0, rows)] as View }] as View, "overtaken": overtaken?.view(words),
                "rows": all.enumerated().map { place, row in
                    let field = { (name: String, required: Bool) in
                        FieldView("\(name).\(place)", label: "gatherings.slot.\(name)", required: required, problems: problems, words: words)
                    }
                    return [
                        "legendText": row.title.isEmpty ? words("gatherings.agenda.newSlot") : row.title, "idName": "id.\(place)", "idValue": row.id,
                        "timeFields": [field("starts", true).input(row.starts, type: "datetime-local", short: true), field("ends", true).input(row.ends, type: "datetime-local", short: true)],
                        "textFields": [field("title", true).input(row.title, maxLength: 200), field("place", false).input(row.place, maxLength: 200), field("who", false).input(row.who, maxLength: 300)],
                        "dropName": row.id.isEmpty ? nil : "drop.\(place)", "dropID": "drop-\(place)",
                    ] as View
                },
            ])
        return page.refusing(problems, isConflict: overtaken != nil)
    }

    /// A problem with the row and the field that it is about.
    private func said(_ problem: FieldProblem, _ rows: [AgendaForm.Row]) -> String {
        let words = telling.words
        let (name, place) = (problem.field.prefix { $0 != "." }, problem.field.drop { $0 != "." }.dropFirst())
        let number = Int(place) ?? 0
        let row = rows.indices.contains(number) && !rows[number].title.isEmpty ? rows[number].title : words("gatherings.agenda.row", ["number": telling.format.number(number + 1)])
        let field = words("gatherings.matching.mentor", ["name": words("gatherings.slot.\(name)"), "city": row])
        return words("web.form.problemAt", ["field": field, "problem": words(problem.message, problem.values)])
    }

    /// - Parameter name: of whoever saved meanwhile.
    func overtaken(_ typed: [AgendaForm.Row], _ theirs: [AgendaSlot], by name: String?) -> Overtaken {
        func text(_ rows: [AgendaForm.Row]) -> String {
            rows.filter { !$0.isEmpty }.map { row in
                let times = [row.starts, row.ends].map { TimeField.shown($0) }.joined(separator: " – ")
                return ([times] + [row.title, row.place, row.who].filter { !$0.isEmpty }).joined(separator: ", ")
            }.joined(separator: "\n")
        }
        let part = Overtaken.Part(telling.words("gatherings.agenda.title"), theirs: text(AgendaForm.rows(of: theirs, gathering.plan)), mine: text(typed))
        return Overtaken(by: name, at: gathering.changedAt, [part])
    }
}
