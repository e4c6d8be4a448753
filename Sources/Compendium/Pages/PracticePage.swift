import Files
import Foundation
import Kernel
import Members
import Web

/// One practice, whole, with its standing and evidence and why.
enum PracticePage {
    /// Whether it is still in use and when somebody last said so.
    struct Life {
        let life: PracticeLife?
        /// The slug of what took its place.
        let successor: String?
        /// Records that were merged into it.
        let merged: [PracticeLife.Merged]
        let now: Instant
    }

    /// The page of one version, at its permanent address.
    /// - Parameter translations: all texts of the practice in the reader's language.
    static func page(_ edition: Edition, _ translations: [Translation], baseURL: String, year: Int, original: Bool = false, _ display: Display) -> Page {
        page(
            PracticeReading(edition.practice, in: display.language, translations, original: original, isCurrent: edition.isNewest), edition.city, similar: [],
            files: edition.files, baseURL: baseURL, year: year, picked: [], edition: edition, display)
    }

    /// - Parameter edition: nil for the practice as it is now.
    static func page(
        _ reading: PracticeReading, _ city: City, life: Life? = nil, similar: [Card], files: [AttachedFile] = [], uses: BlockUses = .none, baseURL: String, year: Int, picked: [String],
        edition: Edition? = nil, _ display: Display
    ) -> Page {
        let words = display.words
        let practice = reading.practice
        let assessment = Assessment(practice, inYear: year)
        let title = reading.title
        let path = CompendiumPaths.practice(practice.slug)
        let place = display.place(city)
        let view = [
            "breadcrumbs": display.breadcrumbs([("compendium.list.heading", CompendiumPaths.practices)]),
            "place": place, "name": title.text, "textLang": title.language, "textDir": textDirection(of: title.language),
            "titleMark": TranslationMark.view(title, display), "translation": TranslationMark.note(reading, at: edition.map { CompendiumPaths.version(practice.slug, $0.number) } ?? path, display),
            "writtenLang": practice.language, "writtenDir": textDirection(of: practice.language),
            "original": original(practice, shown: title.language, display),
            "areas": practice.policyAreas.map { ["href": CompendiumPaths.practices(.area, $0.rawValue), "label": display.area($0)] as View },
            "groups": practice.targetGroups.map { ["href": CompendiumPaths.practices(.group, $0.rawValue), "label": display.group($0)] as View },
            "languageNote": practice.language == display.language.code || reading.isTranslated || reading.isOriginalAsked ? nil : words(
                "compendium.practice.languageNote",
                ["shown": display.format.languageName(practice.language), "asked": display.format.languageName(display.language.code)]),
            "compareHref": CompendiumPaths.compare([practice.slug]), "compareText": words("compendium.practice.addToCompare"),
            "areasText": display.format.list(practice.policyAreas.map(display.area)), "groupsText": display.format.list(practice.targetGroups.map(display.group)),
            "isPublished": practice.version > 0, "matchHref": "/match", "edition": edition.map { EditionNote(edition: $0, display: display).view },
            "lifeHref": life.map { _ in CompendiumPaths.life(practice.slug) }, "confirmedText": life.map { LifePage.confirmed(practice, $0.life, $0.now, display) },
            "threadHref": edition == nil ? "/thread/practice/\(practice.id)" : nil,
            "outOfUse": life.flatMap { outOfUse($0, display) }, "unconfirmedText": life.flatMap { unconfirmed(practice, $0, display) },
            "merged": life.flatMap { LifePage.merged($0.merged, display) },
            "files": FileGallery(files, FileDisplay(display.words, display.format, display.language)).view,
            "similar": similar.isEmpty ? nil : ["items": similar.map { display.card($0) }] as View,
        ] as View
        var page = Page(
            "compendium/practice", title: title.text, description: Card.teaser(of: (reading.text("solution", practice.solution) ?? reading.text("problem", practice.problem))?.text ?? title.text, limit: 155),
            section: "practices", canonicalPath: edition?.isNewest == false ? nil : path,
            view: view.adding(verdicts(assessment, display)).adding(story(reading, uses, display)).adding(facts(practice, city, display))
                .adding(needs(reading, display)).adding(sources(practice, display))
                .adding(Citation(practice: practice, city: city, baseURL: baseURL, display: display).view))
        // What machines index is the practice's own words, never a machine's.
        page.jsonLD = JSONLD.practice(practice, city, url: baseURL + path, display)
        page.dublinCore = DublinCore.practice(practice, city, title.text, url: baseURL + path, display)
        return page
    }

    private static func outOfUse(_ life: Life, _ display: Display) -> View? {
        guard let stage = life.life?.stage, stage != .published else { return nil }
        return [
            "outOfUseText": display.words("compendium.life.outOfUse.\(stage.rawValue)"), "outOfUseReason": life.life?.reason,
            "successorHref": life.successor.map(CompendiumPaths.practice),
        ]
    }

    /// Said at the top where nobody stands for it, or not any more; what is out of use says that instead.
    private static func unconfirmed(_ practice: Practice, _ life: Life, _ display: Display) -> String? {
        guard life.life?.stage ?? .published == .published, LifePage.isUnconfirmed(practice, life.life, life.now) else { return nil }
        return LifePage.confirmed(practice, life.life, life.now, display)
    }

    private static func original(_ practice: Practice, shown: String, _ display: Display) -> View? {
        guard let other = practice.title.texts.filter({ $0.key != shown }).sorted(by: { $0.key < $1.key }).first(where: { $0.key != "en" }) else { return nil }
        return [
            "originalName": other.value, "originalLang": other.key, "originalDir": textDirection(of: other.key),
            "originalLanguage": display.format.languageName(other.key),
        ]
    }

    private static func verdicts(_ assessment: Assessment, _ display: Display) -> View {
        let words = display.words
        return [
            "standing": display.standing(assessment.standing.name).adding([
                "standingMeaning": words("compendium.standing.meaning.\(assessment.standing.name.rawValue)"),
                "reasons": assessment.standing.reasons.map { ["reason": reason($0, display)] as View },
            ]),
            "evidence": display.evidence(assessment.evidence.level).adding([
                "evidenceMeaning": words("compendium.evidence.meaning\(assessment.evidence.level)"),
                "reasons": assessment.evidence.reasons.map { ["reason": reason($0, display)] as View },
            ]),
            "gates": assessment.gates.gates.map { gate in
                [
                    "gateLabel": words("compendium.gate.\(gate.name.rawValue)"), "gateScore": gate.score,
                    "gateScoreText": words("compendium.practice.gateScore", ["score": display.format.number(gate.score)]),
                    "gateReason": words("compendium.gateReason.\(gate.name.rawValue).\(gate.reason)"),
                ] as View
            },
            "gateSumText": words("compendium.practice.gateSum", ["sum": display.format.number(assessment.gates.sum)]),
        ]
    }

    static func reason(_ reason: Standing.Reason, _ display: Display) -> String {
        let words = display.words
        return switch reason {
        case .sum(let sum): words.count("compendium.standing.reason.sum", sum)
        case .sumShort: words("compendium.standing.reason.sumShort")
        case .zero(let gate): words("compendium.standing.reason.zero", ["gate": words("compendium.gate.\(gate.rawValue)")])
        case .evidence(let level): words("compendium.standing.reason.evidence", ["level": display.format.number(level)])
        case .young: words("compendium.standing.reason.young")
        case .failure: words("compendium.standing.reason.failure")
        }
    }

    static func reason(_ reason: Evidence.Reason, _ display: Display) -> String {
        let words = display.words
        return switch reason {
        case .noAccount: words("compendium.evidence.reason.noAccount")
        case .noResults: words("compendium.evidence.reason.none")
        case .onlyCounts: words("compendium.evidence.reason.outputOnly")
        case .noStudy: words("compendium.evidence.reason.noStudy")
        case .designUnknown: words("compendium.evidence.reason.designUnknown")
        case .weakStudy(let level): words("compendium.evidence.reason.weakStudy", ["level": display.format.number(level)])
        case .strongStudy(let level): words("compendium.evidence.reason.strongStudy", ["level": display.format.number(level)])
        case .notIndependent: words("compendium.evidence.reason.notIndependent")
        case .independent: words("compendium.evidence.reason.independent")
        case .reuse(let count): words.count("compendium.evidence.reason.reuse", count)
        }
    }

    private static func story(_ reading: PracticeReading, _ uses: BlockUses, _ display: Display) -> View {
        let practice = reading.practice
        let lists: View = [
            "blocks": practice.blocks.isEmpty ? nil : ["items": practice.blocks.enumerated().map { block($1, "building_blocks.\($0 + 1)", reading, display).adding(["uses": uses.view(of: $1.id)]) }] as View,
            "wholeUses": uses.view(of: nil),
            "figures": practice.figures.isEmpty ? nil : ["items": practice.figures.enumerated().map { figure($1, "figures.\($0 + 1)", reading, display) }] as View,
            "studies": practice.studies.isEmpty ? nil : ["items": practice.studies.map { study($0, display) }] as View,
        ]
        return lists.adding(prose("problem", reading.text("problem", practice.problem), display)).adding(prose("solution", reading.text("solution", practice.solution), display))
            .adding(prose("results", reading.text("results", practice.results), display))
            .adding(prose("failed", reading.text("what_failed", practice.whatFailed), display))
            .adding(prose("involved", reading.text("migrants_involved", practice.migrantsInvolved), display))
    }

    /// A text with its paragraphs: `problemHtml`, its language, and whether a machine made it.
    private static func prose(_ name: String, _ said: PracticeReading.Said?, _ display: Display) -> View {
        View([
            ("\(name)Html", Display.paragraphs(said?.text)), ("\(name)Lang", said?.language), ("\(name)Dir", said.map { textDirection(of: $0.language) }),
            ("\(name)Mark", said.flatMap { TranslationMark.view($0, display) }),
        ])
    }

    private static func block(_ block: BuildingBlock, _ path: String, _ reading: PracticeReading, _ display: Display) -> View {
        let title = reading.text("\(path).title", block.title)
        let view: View = [
            "isCore": block.isCore, "blockTitle": title?.text, "blockTitleLang": title?.language, "blockTitleDir": title.map { textDirection(of: $0.language) },
            "blockTitleMark": title.flatMap { TranslationMark.view($0, display) },
            "factors": list("\(path).enabling_factors", block.enablingFactors, reading, display), "lessons": list("\(path).lessons", block.lessons, reading, display),
            "blockPreconditions": list("\(path).preconditions", block.preconditions, reading, display),
        ]
        return view.adding(prose("block", reading.text("\(path).description", block.description), display))
    }

    /// A list with its language; nil when there is nothing in it.
    private static func list(_ path: String, _ items: [String], _ reading: PracticeReading, _ display: Display) -> View? {
        let list = reading.list(path, items)
        return display.items(list.items)?.adding([
            "listLang": list.said.language, "listDir": textDirection(of: list.said.language), "listMark": TranslationMark.view(list.said, display),
        ])
    }

    private static func figure(_ figure: Practice.Figure, _ path: String, _ reading: PracticeReading, _ display: Display) -> View {
        let label = reading.text("\(path).label", figure.label)
        let value = display.format.decimal(figure.value, digits: 2) + (reading.text("\(path).unit", figure.unit).map { " \($0.text)" } ?? "")
        let year = figure.year.map { display.format.year($0) }
        return [
            "figureText": value, "figureLabel": label?.text, "figureLang": label?.language, "figureDir": label.map { textDirection(of: $0.language) },
            "figureMark": label.flatMap { TranslationMark.view($0, display) },
            "figureSource": [year, figure.source].compactMap { $0 }.isEmpty ? nil : [year, figure.source].compactMap { $0 }.joined(separator: ", "),
        ]
    }

    private static func study(_ study: Study, _ display: Display) -> View {
        let words = display.words
        return [
            "studyTitle": study.title, "studyHref": study.url, "studyBy": study.doneBy,
            "designText": study.maryland.map { words("compendium.study.maryland\($0)") } ?? words("compendium.notSaid"),
            "marylandText": study.maryland.map { words("compendium.study.level", ["level": display.format.number($0)]) } ?? words("compendium.study.notGraded"),
        ]
    }

    private static func facts(_ practice: Practice, _ city: City, _ display: Display) -> View {
        let languages = practice.languagesOfService?.map { (text: display.format.languageName($0), href: CompendiumPaths.practices(.language, $0) as String?) }
        return [
            "facts": [
                display.fact("compendium.fact.city", [(text: display.name(city), href: CompendiumPaths.city(city.slug))]),
                display.fact("compendium.fact.organisation", practice.leadOrganisation, written: practice.language),
                display.fact("compendium.fact.organisationType", display.organisation(practice.organisationType)),
                display.fact("compendium.fact.years", display.years(practice.startYear, practice.endYear)),
                display.fact("compendium.fact.status", display.status(practice.status)),
                display.fact("compendium.fact.languages", languages ?? []),
                display.fact("compendium.fact.beneficiaries", practice.beneficiaries.map { display.format.number($0) }),
            ]
        ]
    }

    private static func needs(_ reading: PracticeReading, _ display: Display) -> View {
        let practice = reading.practice
        let resources = reading.text("resources", practice.resources)
        let funding = reading.list("funding", practice.funding)
        return [
            "preconditions": list("preconditions", practice.preconditions.map(\.text), reading, display),
            "budgetText": practice.budget.map { display.format.euro($0) }, "unitCostText": unitCost(practice, display),
            "resourcesText": resources?.text, "resourcesLang": resources?.language, "resourcesDir": resources.map { textDirection(of: $0.language) },
            "resourcesMark": resources.flatMap { TranslationMark.view($0, display) },
            "fundingText": practice.funding.isEmpty ? nil : funding.items.joined(separator: ", "), "fundingLang": funding.said.language,
            "fundingDir": textDirection(of: funding.said.language), "fundingMark": TranslationMark.view(funding.said, display),
            "partners": list("partners", practice.partners, reading, display),
            "takenUp": practice.takenUp.isEmpty ? nil : [
                "items": practice.takenUp.map { ["text": $0, "itemHref": nil] as View }, "listLang": practice.language, "listDir": textDirection(of: practice.language), "listMark": nil,
            ] as View,
        ]
    }

    /// Budget by people reached, where the source states both; a rough figure, and said to be one.
    private static func unitCost(_ practice: Practice, _ display: Display) -> String? {
        guard let budget = practice.budget, let people = practice.beneficiaries, people > 0 else { return nil }
        return display.words(
            "compendium.practice.unitCostText",
            ["amount": display.format.euro(Money(cents: budget.cents / Int64(people))), "people": display.format.number(people)])
    }

    private static func sources(_ practice: Practice, _ display: Display) -> View {
        [
            "sources": practice.sources.isEmpty ? nil : [
                "items": practice.sources.map {
                    ["sourceTitle": $0.title, "sourceHref": $0.url, "publisher": $0.publisher, "sourceNote": nil] as View
                }
            ] as View,
            "changedText": display.words("compendium.practice.changed", ["date": display.format.day(practice.changedAt.day)]),
        ]
    }
}
