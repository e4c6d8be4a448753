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
        let now: Instant
    }

    /// The page of one version, at its permanent address.
    static func page(_ edition: Edition, baseURL: String, year: Int, _ display: Display) -> Page {
        page(edition.practice, edition.city, similar: [], baseURL: baseURL, year: year, picked: [], edition: edition, display)
    }

    /// - Parameter edition: nil for the practice as it is now.
    static func page(
        _ practice: Practice, _ city: City, life: Life? = nil, similar: [Card], baseURL: String, year: Int, picked: [String], edition: Edition? = nil, _ display: Display
    ) -> Page {
        let words = display.words
        let assessment = Assessment(practice, inYear: year)
        let title = practice.title.text(in: display.language.code)
        let path = CompendiumPaths.practice(practice.slug)
        let place = display.place(city)
        let view = [
            "breadcrumbs": display.breadcrumbs([("compendium.list.heading", CompendiumPaths.practices)]),
            "place": place, "name": title.text, "textLang": title.language, "textDir": textDirection(of: title.language),
            "original": original(practice, shown: title.language, display),
            "areas": practice.policyAreas.map { ["href": CompendiumPaths.practices(.area, $0.rawValue), "label": display.area($0)] as View },
            "groups": practice.targetGroups.map { ["href": CompendiumPaths.practices(.group, $0.rawValue), "label": display.group($0)] as View },
            "languageNote": practice.language == display.language.code ? nil : words(
                "compendium.practice.languageNote",
                ["shown": display.format.languageName(practice.language), "asked": display.format.languageName(display.language.code)]),
            "compareHref": CompendiumPaths.compare([practice.slug]), "compareText": words("compendium.practice.addToCompare"),
            "areasText": display.format.list(practice.policyAreas.map(display.area)), "groupsText": display.format.list(practice.targetGroups.map(display.group)),
            "isPublished": practice.version > 0, "matchHref": "/match", "edition": edition.map { EditionNote(edition: $0, display: display).view },
            "lifeHref": life.map { _ in CompendiumPaths.life(practice.slug) }, "confirmedText": life.map { LifePage.confirmed(practice, $0.life, $0.now, display) },
            "outOfUse": life.flatMap { outOfUse($0, display) },
            "similar": similar.isEmpty ? nil : ["items": similar.map { display.card($0) }] as View,
        ] as View
        var page = Page(
            "compendium/practice", title: title.text, description: Card.teaser(of: practice.solution ?? practice.problem ?? title.text, limit: 155),
            section: "practices", canonicalPath: edition?.isNewest == false ? nil : path,
            view: view.adding(verdicts(assessment, display)).adding(story(practice, display)).adding(facts(practice, city, display))
                .adding(needs(practice, display)).adding(sources(practice, display))
                .adding(Citation(practice: practice, city: city, baseURL: baseURL, display: display).view))
        page.jsonLD = JSONLD.practice(practice, city, url: baseURL + path, display)
        page.dublinCore = dublinCore(practice, city, title.text, baseURL + path, display)
        return page
    }

    private static func outOfUse(_ life: Life, _ display: Display) -> View? {
        guard let stage = life.life?.stage, stage != .published else { return nil }
        return [
            "outOfUseText": display.words("compendium.life.outOfUse.\(stage.rawValue)"), "outOfUseReason": life.life?.reason,
            "successorHref": life.successor.map(CompendiumPaths.practice),
        ]
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

    private static func story(_ practice: Practice, _ display: Display) -> View {
        [
            "problemHtml": Display.paragraphs(practice.problem), "solutionHtml": Display.paragraphs(practice.solution),
            "resultsHtml": Display.paragraphs(practice.results),
            "blocks": practice.blocks.isEmpty ? nil : ["items": practice.blocks.map { block($0, display) }] as View,
            "figures": practice.figures.isEmpty ? nil : ["items": practice.figures.map { figure($0, display) }] as View,
            "studies": practice.studies.isEmpty ? nil : ["items": practice.studies.map { study($0, display) }] as View,
        ]
    }

    private static func block(_ block: BuildingBlock, _ display: Display) -> View {
        [
            "isCore": block.isCore, "blockTitle": block.title, "blockHtml": Display.paragraphs(block.description),
            "factors": display.items(block.enablingFactors), "lessons": display.items(block.lessons),
            "blockPreconditions": display.items(block.preconditions),
        ]
    }

    private static func figure(_ figure: Practice.Figure, _ display: Display) -> View {
        let value = display.format.decimal(figure.value, digits: 2) + (figure.unit.map { " \($0)" } ?? "")
        let year = figure.year.map { display.format.year($0) }
        return [
            "figureText": value, "figureLabel": figure.label,
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
                display.fact("compendium.fact.city", [(text: city.name, href: CompendiumPaths.city(city.slug))]),
                display.fact("compendium.fact.organisation", practice.leadOrganisation),
                display.fact("compendium.fact.organisationType", display.organisation(practice.organisationType)),
                display.fact("compendium.fact.years", display.years(practice.startYear, practice.endYear)),
                display.fact("compendium.fact.status", display.status(practice.status)),
                display.fact("compendium.fact.languages", languages ?? []),
                display.fact("compendium.fact.beneficiaries", practice.beneficiaries.map { display.format.number($0) }),
            ]
        ]
    }

    private static func needs(_ practice: Practice, _ display: Display) -> View {
        [
            "preconditions": display.items(practice.preconditions.map(\.text)),
            "budgetText": practice.budget.map { display.format.euro($0) }, "unitCostText": unitCost(practice, display),
            "resourcesText": practice.resources,
            "fundingText": practice.funding.isEmpty ? nil : practice.funding.joined(separator: ", "),
            "partners": display.items(practice.partners),
            "takenUp": practice.takenUp.isEmpty ? nil : [
                "items": practice.takenUp.map { ["text": $0, "itemHref": nil] as View }
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

    private static func dublinCore(_ practice: Practice, _ city: City, _ title: String, _ url: String, _ display: Display) -> [(name: String, content: String)] {
        [
            ("DCTERMS.title", title), ("DCTERMS.creator", practice.leadOrganisation), ("DCTERMS.identifier", url),
            ("DCTERMS.language", practice.language), ("DCTERMS.date", practice.changedAt.day.description),
            ("DCTERMS.coverage", "\(city.name), \(display.format.country(city.country))"), ("DCTERMS.type", "Text"),
        ] + practice.policyAreas.map { ("DCTERMS.subject", display.area($0)) } + practice.sources.compactMap { $0.url.map { ("DCTERMS.source", $0) } }
    }
}
