import Files
import Kernel
import Members
import Web

/// A practice field by field, in words of the reader's language: for comparing two versions and for a table of one practice.
struct PracticeParts {
    struct Part: Equatable {
        /// The same in every version: `problem`, `block Basic course`.
        let key: String
        let label: String
        /// nil: the source does not say.
        let text: String?
        /// Whether the text is the source's own and not a label of ours.
        let isContent: Bool
    }

    let all: [Part]

    init(_ practice: Practice, _ city: City, files: [AttachedFile], _ display: Display) {
        let words = display.words
        var parts: [Part] = []
        func add(_ key: String, _ label: String, _ text: String?, content: Bool = true) {
            parts.append(Part(key: key, label: label, text: text.flatMap { $0.isEmpty ? nil : $0 }, isContent: content))
        }
        func lines(_ texts: [String]) -> String { texts.joined(separator: "\n") }
        for (language, title) in practice.title.texts.sorted(by: { $0.key < $1.key }) {
            add("title \(language)", words("compendium.part.title", ["language": display.format.languageName(language)]), title)
        }
        add("kind", words("compendium.part.kind"), words("compendium.part.kindName.\(practice.kind.rawValue)"), content: false)
        add("city", words("compendium.fact.city"), display.place(city), content: false)
        add("organisation", words("compendium.fact.organisation"), practice.leadOrganisation)
        add("organisationType", words("compendium.fact.organisationType"), display.organisation(practice.organisationType), content: false)
        add("years", words("compendium.fact.years"), display.years(practice.startYear, practice.endYear), content: false)
        add("status", words("compendium.fact.status"), display.status(practice.status), content: false)
        add("areas", words("compendium.practice.areas"), lines(practice.policyAreas.map(display.area)), content: false)
        add("groups", words("compendium.practice.groups"), lines(practice.targetGroups.map(display.group)), content: false)
        add("languages", words("compendium.fact.languages"), lines((practice.languagesOfService ?? []).map { display.format.languageName($0) }), content: false)
        add("beneficiaries", words("compendium.fact.beneficiaries"), practice.beneficiaries.map { display.format.number($0) }, content: false)
        add("problem", words("compendium.practice.problem"), practice.problem)
        add("solution", words("compendium.practice.solution"), practice.solution)
        for block in practice.blocks {
            add("block \(block.title)", words("compendium.part.block", ["title": block.title]), lines(Self.lines(of: block, words)))
        }
        add("results", words("compendium.practice.results"), practice.results)
        add("whatFailed", words("compendium.practice.whatFailed"), practice.whatFailed)
        add("figures", words("compendium.part.figures"), lines(practice.figures.map { Self.line(of: $0, display) }))
        add("studies", words("compendium.practice.studies"), lines(practice.studies.map { Self.line(of: $0, display) }))
        add("preconditions", words("compendium.practice.preconditions"), lines(practice.preconditions.map(\.text)))
        add("budget", words("compendium.practice.budget"), practice.budget.map { display.format.euro($0) }, content: false)
        add("resources", words("compendium.practice.resources"), practice.resources)
        add("funding", words("compendium.practice.funding"), lines(practice.funding))
        add("partners", words("compendium.practice.partners"), lines(practice.partners))
        add("migrantsInvolved", words("compendium.practice.migrantsInvolved"), practice.migrantsInvolved)
        add("takenUp", words("compendium.practice.takenUp"), lines(practice.takenUp))
        add("sources", words("compendium.practice.sources"), lines(practice.sources.map { [$0.title, $0.publisher, $0.url].compactMap { $0 }.joined(separator: ". ") }))
        add("files", words("files.gallery.heading"), lines(files.present.filter { $0.kind != .captions }.map { Self.line(of: $0) }))
        add("askedBy", words("compendium.part.askedBy"), lines(practice.askedBy))
        all = parts
    }

    private static func lines(of block: BuildingBlock, _ words: Wording) -> [String] {
        func list(_ key: String, _ texts: [String]) -> String? { texts.isEmpty ? nil : "\(words("compendium.block.\(key)")): \(texts.joined(separator: "; "))" }
        return [
            words(block.isCore ? "compendium.block.core" : "compendium.block.adaptable"), block.description, list("factors", block.enablingFactors), list("lessons", block.lessons),
            list("preconditions", block.preconditions),
        ].compactMap { $0 }
    }

    private static func line(of attached: AttachedFile) -> String {
        ["\(attached.title) (\(attached.file.type.name))", attached.facts.alternative, attached.facts.maker].compactMap { $0 }.joined(separator: ". ")
    }

    private static func line(of figure: Practice.Figure, _ display: Display) -> String {
        let amount = display.format.decimal(figure.value, digits: 2) + (figure.unit.map { " \($0)" } ?? "")
        let before = figure.baseline.map { display.words("compendium.part.baseline", ["value": display.format.decimal($0, digits: 2)]) }
        return ["\(figure.label): \(amount)", before, figure.year.map { display.format.year($0) }, figure.source].compactMap { $0 }.joined(separator: ", ")
    }

    private static func line(of study: Study, _ display: Display) -> String {
        let design = study.maryland.map { display.words("compendium.study.maryland\($0)") } ?? display.words("compendium.study.notGraded")
        return [study.title, study.doneBy, study.year.map { display.format.year($0) }, design, study.url].compactMap { $0 }.joined(separator: ". ")
    }
}

/// What is different between two versions, field by field, in the order in which a practice is read.
struct PracticeChanges {
    enum Kind: String { case added, removed, changed }

    struct Change {
        let label: String
        let kind: Kind
        let before: String
        let after: String
        let isContent: Bool
    }

    let all: [Change]

    init(from old: PracticeParts, to new: PracticeParts) {
        let before = Dictionary(old.all.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let known = Set(new.all.map(\.key))
        // A part that is gone stands where it stood: after the one before it.
        var parts = new.all
        for (place, part) in old.all.enumerated() where !known.contains(part.key) {
            let neighbour = old.all[..<place].last { known.contains($0.key) }
            let at = neighbour.flatMap { one in parts.firstIndex { $0.key == one.key } }.map { $0 + 1 } ?? 0
            parts.insert(PracticeParts.Part(key: part.key, label: part.label, text: nil, isContent: part.isContent), at: at)
        }
        all = parts.compactMap { part in
            switch (before[part.key]?.text, part.text) {
            case (let old?, let new?): old == new ? nil : Change(label: part.label, kind: .changed, before: old, after: new, isContent: part.isContent)
            case (nil, let new?): Change(label: part.label, kind: .added, before: "", after: new, isContent: part.isContent)
            case (let old?, nil): Change(label: part.label, kind: .removed, before: old, after: "", isContent: part.isContent)
            case (nil, nil): nil
            }
        }
    }

    /// "Changed: results, partners. Added: budget."
    func sentence(_ words: Wording, _ format: Format) -> String {
        let told = [Kind.added, .changed, .removed].compactMap { kind -> String? in
            let labels = all.filter { $0.kind == kind }.map(\.label)
            return labels.isEmpty ? nil : words("compendium.versions.told.\(kind.rawValue)", ["parts": format.list(labels)])
        }
        return told.isEmpty ? words("compendium.versions.nothing") : told.joined(separator: " ")
    }
}
