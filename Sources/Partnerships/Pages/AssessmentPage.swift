import Kernel
import Members
import Web

/// The needs assessments of a city.
struct AssessmentListPage {
    let opened: PartnershipsRoom.Opened
    let telling: Telling

    func page(_ assessments: [Assessment]) -> Page {
        let (words, city) = (telling.words, opened.partnership.city)
        let title = words("partnerships.assessments.title", ["city": city.name(in: words.language)])
        return Page(
            "partnerships/assessments", title: title, section: "partnerships",
            view: [
                "breadcrumbs": PartnershipTabs.breadcrumbs(words) + [["href": PartnershipsPaths.overview(city.slug), "label": city.name(in: words.language)]], "headingText": title,
                "tabs": PartnershipTabs.view(.assessments, opened, words), "hasAssessments": !assessments.isEmpty,
                "assessments": assessments.map { one in
                    [
                        "rowHref": PartnershipsPaths.assessment(city.slug, one.id), "rowName": one.name, "periodText": AssessmentPage.period(one, telling),
                        "stageText": words("partnerships.stage.\(one.stage.rawValue)"), "stageCode": one.stage.rawValue,
                    ] as View
                },
                "addHref": opened.canKeep ? PartnershipsPaths.newEntry(city.slug, .assessments) : nil,
            ])
    }
}

/// One needs assessment: how it was done, what the city is like, the twelve points, strengths and weaknesses, and the needs by priority.
struct AssessmentPage {
    let opened: PartnershipsRoom.Opened
    let assessment: Assessment
    let lists: [String: [Entry]]
    let needs: [AssessedNeed]
    let ports: PartnershipsPorts
    let telling: Telling

    private var words: Wording { telling.words }
    private var format: Format { telling.format }
    private var city: City { opened.partnership.city }
    /// What is published is not changed.
    private var canChange: Bool { opened.canKeep && assessment.stage == .draft }

    func page() -> Page {
        let table = EntryTable(telling: telling, city: city.slug, canKeep: canChange, assessment: assessment.id)
        let instruments = lists["instruments"] ?? []
        let findings = lists["findings"] ?? []
        return Page(
            "partnerships/assessment", title: assessment.name, section: "partnerships",
            view: [
                "breadcrumbs": PartnershipTabs.breadcrumbs(words) + [
                    ["href": PartnershipsPaths.overview(city.slug), "label": city.name(in: words.language)],
                    ["href": PartnershipsPaths.assessments(city.slug), "label": words("partnerships.place.assessments")],
                ],
                "headingText": assessment.name, "tabs": PartnershipTabs.view(.assessment, opened, words), "stageText": words("partnerships.stage.\(assessment.stage.rawValue)"),
                "stageCode": assessment.stage.rawValue, "periodText": Self.period(assessment, telling), "summaryText": assessment.entry.content["summary"],
                "heardText": instruments.isEmpty ? nil : heard(instruments),
                "editHref": canChange ? PartnershipsPaths.entry(city.slug, .assessments, assessment.id.rawValue) : nil,
                "steps": Assessment.life.open(at: assessment.stage, for: opened.permissions).map { ["stepName": $0.name, "stepText": words("partnerships.step.\($0.name)")] as View },
                "stepAction": PartnershipsPaths.assessmentStep(city.slug, assessment.id),
                "before": [
                    table.view(.instruments, instruments, columns: ["kind", "heldDay", "people", "women", "men"]),
                    table.view(.figures, lists["figures"] ?? [], columns: ["value", "unit", "year", "source"]),
                    table.view(.services, lists["services"] ?? [], columns: ["organisation", "area", "groupName", "gap"]),
                    table.view(.coordination, lists["coordination"] ?? [], columns: ["kind", "gap"]),
                    table.view(.staffNeeds, lists["staff-needs"] ?? [], columns: ["staff", "staffCount"]),
                ],
                "points": table.view(.points, (lists["points"] ?? []).sorted { ($0.content.number("point") ?? 0) < ($1.content.number("point") ?? 0) }, columns: ["status", "note"]),
                "sides": ["strength", "weakness", "opportunity", "threat"].map { side in
                    [
                        "sideName": telling.choice("side", side),
                        "sideItems": findings.filter { $0.content["side"] == side }.map { entry in
                            [
                                "itemText": telling.name(entry, .findings), "itemHref": canChange ? PartnershipsPaths.entry(city.slug, .findings, entry.id) : nil,
                            ] as View
                        },
                        "isEmpty": !findings.contains { $0.content["side"] == side },
                    ] as View
                },
                "addFindingHref": canChange ? PartnershipsPaths.newEntry(city.slug, .findings, of: assessment.id) : nil,
                "addNeedHref": canChange ? PartnershipsPaths.newEntry(city.slug, .needs, of: assessment.id) : nil, "hasNeeds": !needs.isEmpty,
                "needs": AssessedNeed.byPriority(needs).map(need),
            ])
    }

    /// How many people were heard, and how many of them women.
    private func heard(_ instruments: [Entry]) -> String {
        func sum(_ field: String) -> Int { instruments.reduce(0) { $0 + ($1.content.number(field) ?? 0) } }
        return words.count("partnerships.assessment.heard", sum("people"), ["women": format.number(sum("women")), "men": format.number(sum("men"))])
    }

    private func need(_ need: AssessedNeed) -> View {
        let content = need.entry.content
        let canTake = need.need == nil && ports.describe != nil && opened.permissions.isSuperset(of: [.keepPartnerships, .writeNeeds])
        return [
            "statementText": content["statement"], "statementHref": canChange ? PartnershipsPaths.entry(city.slug, .needs, need.id.rawValue) : nil,
            "areaText": content["area"].map(telling.area), "groupText": content["groupName"], "priorityText": telling.score(need.priority),
            "partsText": words(
                "partnerships.assessment.parts",
                ["severity": format.number(need.severity), "reach": format.number(need.reach), "mandate": telling.score(need.mandate), "priority": telling.score(need.priority)]),
            "hasEvidence": !need.evidence.isEmpty, "evidence": need.evidence.map { ["sourceText": $0] as View },
            "needHref": opened.canKeep ? need.need.map(ports.needHref) : nil,
            "takeAction": canTake ? PartnershipsPaths.takeFurther(city.slug, assessment.id, need.id) : nil,
        ]
    }

    static func period(_ assessment: Assessment, _ telling: Telling) -> String {
        let start = assessment.entry.content.day("startDay").map(telling.format.day) ?? ""
        guard let end = assessment.entry.content.day("endDay").map(telling.format.day) else { return telling.words("partnerships.assessment.since", ["start": start]) }
        return telling.words("partnerships.assessment.period", ["start": start, "end": end])
    }
}
