import Files
import HTTPTypes
import Kernel
import Web

/// One section of the form, with the others beside it and the gates as they fill.
struct ManuscriptSectionPage {
    let opened: CompendiumRoom.OpenManuscript
    let section: ManuscriptSection
    /// The list that is to get another entry.
    let adding: String?
    let clashes: [SaveManuscript.Clash]
    let year: Int
    let display: Display

    private var id: String { opened.manuscript.id.rawValue }

    func page() -> Page {
        let words = display.words
        let reading = opened.reading()
        let clashed = clashes.map { clash in
            FieldProblem(
                clash.theirs.field, "compendium.manuscript.clashHere",
                ["name": opened.name(clash.theirs.by), "date": display.format.moment(clash.theirs.at), "text": clash.theirs.value])
        }
        let problems = clashed + reading.wrong.filter { ManuscriptSection.holding($0.field) == section }
        // Where two people wrote, the writer sees their own text and the other's above it.
        let content = ManuscriptContent(opened.content.values.merging(clashes.map { ($0.theirs.field, $0.mine) }) { $1 })
        let build = ManuscriptFields(
            content: content, problems: problems, remarks: Dictionary(grouping: opened.openRemarks, by: \.field).mapValues { $0.map(\.text) }, display: display,
            history: { CompendiumPaths.fieldHistory(id, $0) })
        let lists = section.lists.map { list($0, build) }
        let names = section.fields.map(\.name).filter { $0 != "title.en" || content["language"] != "en" } + lists.flatMap(\.names)
        var page = Page(
            "compendium/manuscriptSection", title: "\(words("compendium.manuscript.section.\(section.rawValue)")) – \(title)", section: "drafts",
            view: [
                "breadcrumbs": [
                    ["label": words("compendium.manuscripts.heading"), "href": CompendiumPaths.manuscripts], ["label": title, "href": CompendiumPaths.manuscript(id)],
                ] as [View],
                "headingText": words("compendium.manuscript.section.\(section.rawValue)"), "leadText": words("compendium.manuscript.sectionLead.\(section.rawValue)"),
                "sections": Self.sections(opened, reading, current: section, display), "errors": ManuscriptFields.summary(problems, in: content, display),
                "action": CompendiumPaths.section(id, section), "keepAction": CompendiumPaths.keep(id), "revision": String(opened.manuscript.revision),
                "fieldNames": names.joined(separator: " "),
                "fields": section.fields.filter { names.contains($0.name) }.map { build.view($0, named: $0.name) },
                "lists": lists.map(\.view),
                "previewHref": CompendiumPaths.preview(id), "overviewHref": CompendiumPaths.manuscript(id),
                "nextText": words(section.neighbour(1) == nil ? "compendium.manuscript.saveAndFinish" : "compendium.manuscript.saveAndNext"),
                "previousHref": section.neighbour(-1).map { CompendiumPaths.section(id, $0) },
                "assessment": ManuscriptFields.standing(reading, opened, year: year, display),
            ])
        if !problems.isEmpty { page.status = clashes.isEmpty ? .badRequest : .conflict }
        return page
    }

    private var title: String { opened.content["title"] ?? display.words("compendium.manuscript.untitled") }

    private func list(_ list: ManuscriptList, _ build: ManuscriptFields) -> (names: [String], view: View) {
        let words = display.words
        let known = build.content.numbers(of: list.name)
        let blank = (known.max() ?? 0) + 1
        // There is always one to begin with; another when it was asked for.
        let numbers = (known.isEmpty || adding == list.name) && known.count < ManuscriptList.most ? known + [blank] : known
        func text(_ name: String, _ values: [String: String] = [:]) -> String { words(ManuscriptFields.listText(list.name, name), values) }
        let view: View = [
            "listId": list.name, "listHeading": text("name"), "listText": text("text"), "addText": text("add"),
            "askedText": list.name == "studies" && build.content.asksForStudy ? words("compendium.manuscript.problem.noStudy") : nil,
            "entries": numbers.enumerated().map { place, number in
                [
                    "entryHeading": text("entry", ["number": display.format.number(place + 1)]), "entryKey": "\(list.name).\(number)",
                    "removeText": known.contains(number) ? text("remove", ["number": display.format.number(place + 1)]) : nil,
                    "fields": list.fields.map { build.view($0, named: list.field(number, $0.name)) },
                ] as View
            },
        ]
        return (numbers.flatMap { number in list.fields.map { list.field(number, $0.name) } }, view)
    }

    /// The sections with what is still missing in each.
    static func sections(_ opened: CompendiumRoom.OpenManuscript, _ reading: ManuscriptContent.Reading, current: ManuscriptSection?, _ display: Display) -> [View] {
        let words = display.words
        let unfinished = opened.files.unfinished.count
        let files: View = [
            "sectionHref": CompendiumPaths.files(opened.manuscript.id.rawValue), "sectionName": words("files.shelf.heading"), "isCurrent": false, "isDone": unfinished == 0,
            "stateText": unfinished > 0
                ? words.count("compendium.manuscript.open", unfinished)
                : opened.files.present.isEmpty ? words("compendium.manuscript.noFiles") : words("compendium.manuscript.done"),
        ]
        return ManuscriptSection.allCases.map { section in
            let open = (reading.missing + reading.wrong).filter { ManuscriptSection.holding($0.field) == section }.count
            let asked = opened.openRemarks.filter { ManuscriptSection.holding($0.field) == section }.count
            let says = opened.content.values.keys.contains { ManuscriptSection.holding($0) == section }
            return [
                "sectionHref": CompendiumPaths.section(opened.manuscript.id.rawValue, section), "sectionName": words("compendium.manuscript.section.\(section.rawValue)"),
                "isCurrent": section == current, "isDone": open == 0 && asked == 0 && says,
                "stateText": asked > 0 ? words.count("compendium.manuscript.asked", asked) : open > 0 ? words.count("compendium.manuscript.open", open)
                    : words(says ? "compendium.manuscript.done" : "compendium.manuscript.nothing"),
            ] as View
        } + [files]
    }
}
