import HTTPTypes
import Kernel
import Web

/// The transferability study: what it says and why, and every rating with who gave it.
struct StudyPage {
    let opened: TransfersRoom.Open
    let ports: TransfersPorts
    let speaking: Speaking

    func page() -> Page {
        let words = speaking.words
        let study = opened.details.study
        let unmet = (opened.need?.preconditions ?? []).filter(\.isUnmet)
        return speaking.page(
            "transfers/study", opened, tab: "study",
            [
                "findingCode": study.finding.rawValue, "findingText": words("transfers.finding.\(study.finding.rawValue)"),
                "findingMeaning": words("transfers.findingMeaning.\(study.finding.rawValue)"),
                "reasons": study.blocks.map { ["reasonText": reason($0)] as View }, "ruleText": words("transfers.study.rule", ["share": speaking.percent(Study.enough)]),
                "blocks": study.blocks.map(block), "unmet": unmet.isEmpty ? nil : ["items": unmet.map { (["text": $0.text] as View).adding(proposals.view(about: $0.text)) }, "planHref": TransfersPaths.part(opened.id, "plan")] as View,
                "textLang": opened.transfer.practiceLanguage, "textDir": textDirection(of: opened.transfer.practiceLanguage),
            ])
    }

    private var proposals: Proposals { Proposals(opened: opened, ports: ports, speaking: speaking) }

    private func names(_ factors: [Factor]) -> String { speaking.format.list(factors.map { speaking.words("transfers.factor.\($0.rawValue)") }) }

    /// "Basic course (core): blocked by political will".
    private func reason(_ finding: Study.BlockFinding) -> String {
        let words = speaking.words
        let values = ["block": "\u{2068}\(finding.block.title)\u{2069}", "kind": words(finding.block.isCore ? "transfers.core" : "transfers.adaptable")]
        let fit = ["share": finding.fit.map(speaking.percent) ?? "–"]
        func named(_ factors: [Factor]) -> [String: String] { values.merging(["factors": names(factors)]) { $1 } }
        return switch finding.state {
        case .open(let factors) where factors.count == Factor.allCases.count: words("transfers.reason.unrated", values)
        case .open(let factors): words("transfers.reason.open", named(factors))
        case .blocked(let factors): words("transfers.reason.blocked", named(factors))
        case .low: words("transfers.reason.low", values.merging(fit) { $1 })
        case .good: words("transfers.reason.good", values.merging(fit) { $1 })
        }
    }

    /// A factor that blocks overrules the figure, and the page says so beside it.
    private func fit(_ finding: Study.BlockFinding) -> String? {
        finding.fit.map { fit in
            guard case .blocked(let factors) = finding.state else { return speaking.words("transfers.study.fit", ["share": speaking.percent(fit)]) }
            return speaking.words("transfers.study.overruled", ["share": speaking.percent(fit), "factors": names(factors)])
        }
    }

    /// What could be worked on with the help of the giving city or of a mentor.
    private func weak(_ finding: Study.BlockFinding) -> View? {
        guard opened.mayWrite, !finding.weak.isEmpty else { return nil }
        let topic = speaking.words("web.form.problemAt", ["field": "\u{2068}\(finding.block.title)\u{2069}", "problem": names(finding.weak)])
        return (["weakText": speaking.words("transfers.study.weak", ["factors": names(finding.weak)])] as View).adding(proposals.view(about: topic))
    }

    private func block(_ finding: Study.BlockFinding) -> View {
        let words = speaking.words
        let state = switch finding.state {
        case .open: "open"
        case .blocked: "blocked"
        case .low: "low"
        case .good: "good"
        }
        return [
            "blockId": "block-\(finding.block.id)", "blockTitle": finding.block.title, "isCore": finding.block.isCore, "stateCode": state, "stateText": words("transfers.blockState.\(state)"),
            "fitText": fit(finding), "weak": weak(finding), "caption": words("transfers.study.caption", ["block": finding.block.title]),
            "rateHref": opened.mayRate ? TransfersPaths.rating(opened.id, finding.block.id) : nil,
            "rateText": words(finding.ratings.contains { $0.rater == opened.viewer.person?.id } ? "transfers.study.rateAgain" : "transfers.study.rate"),
            "table": finding.ratings.isEmpty ? nil : [
                "raters": finding.ratings.map { rating in ["raterName": opened.name(rating.rater), "raterSide": words("transfers.side.\(rating.side.rawValue)")] as View },
                "rows": Factor.allCases.map { factor in
                    [
                        "factorLabel": words("transfers.factor.\(factor.rawValue)"), "isBlocking": factor.blocks && finding.ratings.contains { $0.points[factor] == 0 },
                        "cells": finding.ratings.map { rating in
                            let points = rating.points[factor]
                            return [
                                "pointsMeaning": words("transfers.points.\(points.map { String($0) } ?? "open")"),
                            ] as View
                        },
                    ] as View
                },
                "notes": finding.ratings.compactMap { rating in
                    rating.note.map { ["noteText": $0, "noteBy": speaking.by(opened.name(rating.rater), rating.at)] as View }
                },
            ] as View,
        ]
    }
}

/// Rating one block as oneself.
struct RatingPage {
    let opened: TransfersRoom.Open
    let block: PlanBlock
    let typed: Fields
    var problems: [FieldProblem] = []
    let speaking: Speaking

    func page() -> Page {
        let words = speaking.words
        let options = Factor.points.reversed().map { (String($0), words("transfers.points.\($0)")) } + [("open", words("transfers.points.open"))]
        let page = speaking.page(
            "transfers/form", opened, tab: "study",
            FormPage.view(
                heading: words("transfers.rating.heading", ["block": block.title]), lead: words("transfers.rating.lead", ["city": speaking.name(opened.receiving)]), action: TransfersPaths.rating(opened.id, block.id),
                version: nil, quote: block.description, quoteLanguage: opened.transfer.practiceLanguage, errors: speaking.summary(problems), overtaken: nil,
                fields: Factor.allCases.map { factor in
                    FieldView("factor.\(factor.rawValue)", label: "transfers.factor.\(factor.rawValue)", required: true, problems: problems, words: words)
                        .choices(options, selected: [typed["factor.\(factor.rawValue)"] ?? "open"], radio: true, twoColumns: false)
                } + [FieldView("note", label: "transfers.field.note", problems: problems, words: words).textArea(typed["note"], rows: 3, maxLength: 1000)],
                submit: words("transfers.rating.save"), cancel: TransfersPaths.part(opened.id, "study")))
        return page.refusing(problems)
    }

    static func fields(_ rating: Rating?) -> Fields {
        Fields((rating?.points ?? [:]).sorted { $0.key.rawValue < $1.key.rawValue }.map { ("factor.\($0.key.rawValue)", String($0.value)) } + [("note", rating?.note ?? "")])
    }
}

/// What every form of a transfer shows.
enum FormPage {
    static func view(
        heading: String, lead: String?, action: String, version: Int?, quote: String? = nil, quoteLanguage: String? = nil, errors: View?, overtaken: View?, fields: [View],
        hidden: [(String, String)] = [], submit: String, cancel: String
    ) -> View {
        [
            "headingText": heading, "leadText": lead, "action": action, "errors": errors, "overtaken": overtaken, "fields": fields, "submitText": submit, "cancelHref": cancel,
            "hiddenInputs": ((version.map { [("version", String($0))] } ?? []) + hidden).map { ["inputName": $0.0, "inputValue": $0.1] as View },
            "quoteText": quote, "quoteLang": quoteLanguage, "quoteDir": quoteLanguage.map(textDirection(of:)) ?? "auto",
        ]
    }
}
