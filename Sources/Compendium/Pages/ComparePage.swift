import Kernel
import Members
import Web

/// Two to five practices side by side.
enum ComparePage {
    static let most = 5

    struct Column {
        let reading: PracticeReading
        let city: City
        let assessment: Assessment

        var practice: Practice { reading.practice }

        /// The title up to its colon, for small places.
        var shortTitle: String {
            let title = reading.title.text
            return title.firstIndex { $0 == ":" || $0 == "：" }.map { String(title[..<$0]) } ?? Card.teaser(of: title, limit: 80)
        }
    }

    static func page(_ columns: [Column], missing: Int, tooMany: Bool, choices: [Card], _ display: Display) -> Page {
        let words = display.words
        let slugs = columns.map(\.practice.slug)
        let limit = tooMany ? words("compendium.compare.limit") : missing > 0 ? words.count("compendium.compare.withdrawn", missing) : nil
        return Page(
            "compendium/compare", title: words("compendium.compare.title"), description: words("compendium.compare.description"), section: "practices",
            view: [
                "breadcrumbs": display.breadcrumbs([("compendium.list.heading", CompendiumPaths.practices)]),
                "limitText": limit,
                "adder": columns.count >= most ? nil : [
                    "action": CompendiumPaths.compare,
                    "hiddenInputs": slugs.map { ["inputName": "p", "inputValue": $0] as View },
                    "options": choices.filter { !slugs.contains($0.slug) }.map {
                        ["optionValue": $0.slug, "optionLabel": "\(display.name($0.city)): \($0.plainTitle(in: display.language).text)"] as View
                    },
                ] as View,
                "empty": columns.isEmpty ? [
                    "emptyHeading": words("compendium.compare.emptyHeading"), "emptyText": words("compendium.compare.emptyText"),
                    "emptyActions": [["href": CompendiumPaths.practices, "label": words("compendium.compare.emptyAction"), "quiet": false]] as [View],
                ] as View : nil,
                "bookHref": columns.isEmpty ? nil : Fields(slugs.map { ("p", $0) }).link(CompendiumPaths.newBook),
                "comparison": columns.isEmpty ? nil : [
                    "columns": columns.map { column($0, slugs, display) },
                    "rowGroups": groups(columns, display),
                ] as View,
            ])
    }

    private static func column(_ column: Column, _ slugs: [String], _ display: Display) -> View {
        let title = column.reading.title
        return [
            "href": CompendiumPaths.practice(column.practice.slug), "name": title.text, "textLang": title.language,
            "textDir": textDirection(of: title.language), "titleMark": TranslationMark.view(title, display), "languageText": display.words.languageMark(title.language), "place": display.place(column.city),
            "removeHref": CompendiumPaths.compare(slugs.filter { $0 != column.practice.slug }),
        ]
    }

    private static func groups(_ columns: [Column], _ display: Display) -> [View] {
        let rows = Rows(columns: columns, display: display)
        let format = display.format
        return [
            rows.group("facts", [
                rows.row("city") { .text(display.place($0.city)) },
                rows.row("cityPopulation") { .text($0.city.population.map { format.number($0) }) },
                rows.row("organisation") { .name($0.practice.leadOrganisation) },
                rows.row("years") { .text(display.years($0.practice.startYear, $0.practice.endYear)) },
                rows.row("areas") { .list($0.practice.policyAreas.map(display.area)) },
                rows.row("groups") { .list($0.practice.targetGroups.map(display.group)) },
                rows.row("solution") { .content($0.reading.text("solution", $0.practice.solution)) },
            ]),
            rows.group("blocks", [
                rows.row("coreBlocks") { .blocks(core: true, $0) },
                rows.row("adaptableBlocks") { .blocks(core: false, $0) },
            ]),
            rows.group("evidence", [
                rows.row("standing") { .standing($0.assessment.standing.name) },
                rows.row("evidenceLevel") { .evidence($0.assessment.evidence.level) },
                rows.row("results") { .content($0.reading.text("results", $0.practice.results)) },
                rows.row("studies", missing: "compendium.practice.noStudies") { .contents($0.practice.studies.map(\.title)) },
                rows.row("takenUp", missing: "compendium.practice.notTakenUp") { .contents($0.practice.takenUp) },
            ]),
            rows.group("cost", [
                rows.row("budget") { .text($0.practice.budget.map { format.euro($0) }) },
                rows.row("funding") { .said($0.reading.list("funding", $0.practice.funding)) },
                rows.row("resources") { .content($0.reading.text("resources", $0.practice.resources)) },
            ]),
            rows.group("preconditions", [
                rows.row("inPlace") { .said($0.reading.list("preconditions", $0.practice.preconditions.map(\.text))) }
            ]),
        ]
    }

    /// What a cell holds: text in the page's language, or content in the practice's own, or in its translation.
    enum Cell {
        case text(String?)
        /// A name as the practice writes it.
        case name(String)
        case list([String])
        case content(PracticeReading.Said?)
        case contents([String])
        case said((items: [String], said: PracticeReading.Said))
        case standing(Standing.Name)
        case evidence(Int)

        /// The titles of core or adaptable blocks; each may be translated or not, so that they are shown in one language or the other as a whole.
        static func blocks(core: Bool, _ column: Column) -> Cell {
            let titles = column.practice.blocks.enumerated().filter { $1.isCore == core }.compactMap { column.reading.text("building_blocks.\($0 + 1).title", $1.title) }
            guard let first = titles.first, titles.allSatisfy({ $0.language == first.language }) else {
                return .contents(column.practice.blocks.filter { $0.isCore == core }.map(\.title))
            }
            return .said((titles.map(\.text), titles.first { $0.isMachine } ?? titles.first { $0.state == .outdated } ?? first))
        }
    }

    struct Rows {
        let columns: [Column]
        let display: Display

        func group(_ key: String, _ rows: [View]) -> View {
            ["groupLabel": display.words("compendium.compare.\(key)"), "span": columns.count + 1, "rows": rows]
        }

        /// - Parameter missing: what an empty cell says.
        func row(_ key: String, missing: String = "compendium.notSaid", _ cell: (Column) -> Cell) -> View {
            ["rowLabel": display.words("compendium.compare.\(key)"), "cells": columns.map { view(cell($0), $0, display.words(missing)) }]
        }

        private func view(_ cell: Cell, _ column: Column, _ missing: String) -> View {
            var text: String?
            var list: View?
            var standing: View?
            var evidence: View?
            var language = display.language.code
            var mark: View?
            switch cell {
            case .text(let value): text = value
            case .name(let value): (text, language) = (value, column.practice.language)
            case .list(let values): list = display.items(values)
            case .content(let value): (text, language, mark) = (value?.text, value?.language ?? language, value.flatMap { TranslationMark.view($0, display) })
            case .said(let value): (list, language, mark) = (display.items(value.items), value.said.language, TranslationMark.view(value.said, display))
            case .contents(let values): (list, language) = (display.items(values), column.practice.language)
            case .standing(let name): standing = display.standing(name)
            case .evidence(let level): evidence = display.evidence(level)
            }
            let isMissing = text == nil && list == nil && standing == nil && evidence == nil
            let isName = if case .name = cell { true } else { false }
            let title = column.reading.title
            return [
                "columnName": column.shortTitle, "columnLang": title.language, "columnDir": textDirection(of: title.language),
                "languageText": isMissing || isName ? nil : display.words.languageMark(language), "textLang": language, "textDir": textDirection(of: language), "cellText": text, "cellList": list,
                "cellMark": mark, "cellStanding": standing, "cellEvidence": evidence,
                "missingText": isMissing ? missing : nil,
            ]
        }
    }
}
