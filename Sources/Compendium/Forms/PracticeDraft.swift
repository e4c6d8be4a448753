import Foundation
import Kernel

/// A practice as a file states it, checked and not yet on record.
struct PracticeDraft: Sendable {
    let slug: String
    let kind: PracticeRecordKind
    let language: String
    let titles: [String: String]
    let cityName: String
    let country: String
    let leadOrganisation: String
    let organisationType: OrganisationType
    let startYear: Int?
    let endYear: Int?
    let status: PracticeStatus
    let policyAreas: [PolicyArea]
    let targetGroups: [TargetGroup]
    let problem: String?
    let solution: String?
    let partners: [String]
    let migrantsInvolved: String?
    let resources: String?
    let budget: Money?
    let funding: [String]
    let results: String?
    let whatFailed: String?
    let beneficiaries: Int?
    let evidence: StatedEvidence
    let preconditions: [String]
    let takenUp: [String]
    let languagesOfService: [String]?
    let sources: [Practice.Source]
    let blocks: [Block]
    let figures: [Practice.Figure]
    let studies: [Study]
    let askedBy: [String]
    /// By language; the same needs as `askedBy` or others.
    let askedIn: [String: [String]]

    struct Block: Sendable {
        let title: String
        let description: String?
        let isCore: Bool
        let enablingFactors: [String]
        let lessons: [String]
        let preconditions: [String]
    }
}

/// Reads one record of a practice file; what is wrong is reported to the reader.
enum PracticeDraftReader {
    /// - Parameter listsStudies: whether the record has a list of studies, an empty one too: then there are no others.
    static func read(_ reader: RecordReader, listsStudies: Bool) -> PracticeDraft {
        let slug = reader.text("id", limit: Slug.longest)
        if !slug.isEmpty && !Slug.isValid(slug) { reader.report("id", "must be lower-case letters, digits and hyphens") }
        let language = reader.optionalText("language", limit: 3) ?? "en"
        let titles = reader.textsByKey("title", limit: 300)
        if titles[language] == nil { reader.report("title.\(language)", "is missing: the title in the language of the record") }
        let startYear = reader.optionalInteger("start_year", in: 1900...2100)
        let endYear = reader.optionalInteger("end_year", in: 1900...2100)
        if let startYear, let endYear, endYear < startYear { reader.report("end_year", "is \(endYear), before start_year \(startYear)") }
        let evidence = reader.word("evidence", StatedEvidence.self) ?? .none
        let sources = readSources(reader)
        if sources.isEmpty { reader.report("sources", "must name at least one source") }
        return PracticeDraft(
            slug: slug, kind: reader.word("kind", PracticeRecordKind.self) ?? .practice, language: language, titles: titles,
            cityName: reader.text("city", limit: 120), country: reader.text("country", limit: 2),
            leadOrganisation: reader.text("lead_organisation", limit: 300), organisationType: reader.word("organisation_type", OrganisationType.self) ?? .other,
            startYear: startYear, endYear: endYear, status: reader.word("status", PracticeStatus.self) ?? .unknown,
            policyAreas: reader.words("policy_areas", PolicyArea.self), targetGroups: reader.words("target_groups", TargetGroup.self),
            problem: reader.optionalText("problem"), solution: reader.optionalText("solution"), partners: reader.optionalTexts("partners", limit: 300) ?? [],
            migrantsInvolved: reader.optionalText("migrants_involved"), resources: reader.optionalText("resources"),
            budget: reader.optionalDecimal("budget_eur", in: 0...10_000_000_000).map { Money(cents: Int64(($0 * 100).rounded())) },
            funding: reader.optionalTexts("funding", limit: 300) ?? [], results: reader.optionalText("results"),
            whatFailed: reader.optionalText("what_failed"), beneficiaries: reader.optionalInteger("beneficiaries", in: 0...100_000_000), evidence: evidence,
            preconditions: reader.optionalTexts("preconditions", limit: 500) ?? [], takenUp: reader.optionalTexts("transferred_to", limit: 300) ?? [],
            languagesOfService: reader.optionalTexts("languages_of_service", limit: 3), sources: sources, blocks: readBlocks(reader),
            figures: readFigures(reader), studies: readStudies(reader, evidence, listsStudies ? [] : sources),
            askedBy: reader.optionalTexts("asked_by", limit: 300) ?? [], askedIn: reader.listsByKey("asked_in", limit: 300))
    }

    private static func readSources(_ reader: RecordReader) -> [Practice.Source] {
        reader.each("sources") { source in
            let (note, access) = (source.optionalText("note", limit: 300), source.optionalText("accessed_via", limit: 300))
            return Practice.Source(
                title: source.text("title", limit: 500), publisher: source.optionalText("publisher", limit: 300), url: readLink(source), note: note ?? access)
        }
    }

    private static func readBlocks(_ reader: RecordReader) -> [PracticeDraft.Block] {
        reader.each("building_blocks") { block in
            PracticeDraft.Block(
                title: block.text("title", limit: 200), description: block.optionalText("description"), isCore: block.flag("core", default: false),
                enablingFactors: block.optionalTexts("enabling_factors") ?? [], lessons: block.optionalTexts("lessons") ?? [],
                preconditions: block.optionalTexts("preconditions") ?? [])
        }
    }

    private static func readFigures(_ reader: RecordReader) -> [Practice.Figure] {
        reader.each("figures") { figure in
            Practice.Figure(
                label: figure.text("label", limit: 300), value: figure.decimal("value", in: -1e12...1e12),
                unit: figure.optionalText("unit", limit: 60), year: figure.optionalInteger("year", in: 1900...2100),
                baseline: figure.optionalDecimal("baseline", in: -1e12...1e12), source: figure.optionalText("source", limit: 500))
        }
    }

    /// Studies are read where a file lists them. A file that only names the kind of evidence counts as one study of that design, whose
    /// other details the source does not say, where a source is by its title a study: a newspaper that tells of one is none.
    private static func readStudies(_ reader: RecordReader, _ evidence: StatedEvidence, _ sources: [Practice.Source]) -> [Study] {
        let listed = reader.each("studies") { study in
            Study(
                title: study.text("title", limit: 500), design: study.word("design", Study.Design.self) ?? .unknown,
                isIndependent: study.flag("independent", default: false), doneBy: study.optionalText("done_by", limit: 300),
                url: readLink(study), year: study.optionalInteger("year", in: 1900...2100))
        }
        guard listed.isEmpty, let source = sources.first(where: \.isStudy) else { return listed }
        func study(_ design: Study.Design, independent: Bool) -> [Study] {
            [Study(title: source.title, design: design, isIndependent: independent, doneBy: nil, url: source.url, year: nil)]
        }
        return switch evidence {
        case .none, .outputCounts: []
        case .beforeAfter: study(.beforeAfter, independent: false)
        case .comparisonGroup: study(.comparison, independent: false)
        case .externalEvaluation: study(.unknown, independent: true)
        }
    }

    private static func readLink(_ reader: RecordReader) -> String? {
        guard let url = reader.optionalText("url", limit: 2000) else { return nil }
        if !(url.hasPrefix("http://") || url.hasPrefix("https://")) || url.contains(where: \.isWhitespace) {
            reader.report("url", "must start with http:// or https://")
        }
        return url
    }
}
