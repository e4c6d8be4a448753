/// One field of a manuscript: what it is called in forms, in files and in addresses, and what it takes.
struct ManuscriptField: Sendable {
    enum Kind: Sendable {
        /// One line of at most so many characters.
        case line(Int)
        /// A text of several paragraphs.
        case text(rows: Int)
        /// One text a line, each of at most so many characters.
        case lines(Int)
        case number(ClosedRange<Int>)
        case decimal
        case link
        case flag
        case choice([String], Naming)
        case choices([String], Naming)

        /// What is said where nothing is said that must be: a choice is made, not entered.
        var whenMissing: String {
            switch self {
            case .choice: "compendium.manuscript.problem.noChoice"
            case .choices: "compendium.manuscript.problem.noTick"
            default: "web.field.missing"
            }
        }
    }

    /// What the codes of a choice are called.
    enum Naming: Sendable {
        case kind, organisationType, status, policyArea, targetGroup, evidence, design, languages

        /// The text key of a code; nil for languages, which have their names from elsewhere.
        func key(_ code: String) -> String? {
            switch self {
            case .kind: "compendium.manuscript.kind.\(code)"
            case .organisationType: "compendium.organisationType.\(code)"
            case .status: "compendium.status.\(code)"
            case .policyArea: "compendium.policyArea.\(code)"
            case .targetGroup: "compendium.targetGroup.\(code)"
            case .evidence: "compendium.manuscript.evidence.\(code)"
            case .design: "compendium.manuscript.design.\(code)"
            case .languages: nil
            }
        }
    }

    /// As in the files of practices (`docs/import.md`).
    let name: String
    let kind: Kind
    /// Whether a practice cannot be submitted without it.
    let isRequired: Bool

    init(_ name: String, _ kind: Kind, required: Bool = false) {
        self.name = name
        self.kind = kind
        isRequired = required
    }
}

/// A part of the record that is there any number of times: `building_blocks` with the fields `building_blocks.1.title` …
struct ManuscriptList: Sendable {
    let name: String
    let fields: [ManuscriptField]
    /// More than anybody needs.
    static let most = 30

    func field(_ number: Int, _ name: String) -> String { "\(self.name).\(number).\(name)" }
}

/// The sections of the form, each a page of its own.
enum ManuscriptSection: String, CaseIterable, Sendable {
    case basics, story, means, results, blocks, sources

    static let languages = ["ar", "bg", "bn", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "hr", "hu", "it", "ku", "lt", "lv", "nl", "pl", "ps", "pt", "ro", "ru", "sk", "sl", "so", "sq", "sr", "sv", "ti", "tr", "uk", "ur", "zh"]
    private static let years = 1900...2100

    var fields: [ManuscriptField] {
        switch self {
        case .basics:
            [
                .init("kind", .choice(PracticeRecordKind.allCases.map(\.rawValue), .kind), required: true),
                .init("language", .choice(Self.languages, .languages), required: true),
                .init("title", .line(100), required: true), .init("title.en", .line(100)),
                .init("lead_organisation", .line(300), required: true),
                .init("organisation_type", .choice(OrganisationType.allCases.map(\.rawValue), .organisationType), required: true),
                .init("start_year", .number(Self.years)), .init("end_year", .number(Self.years)),
                .init("status", .choice(PracticeStatus.allCases.map(\.rawValue), .status), required: true),
                .init("policy_areas", .choices(PolicyArea.allCases.map(\.rawValue), .policyArea), required: true),
                .init("target_groups", .choices(TargetGroup.allCases.map(\.rawValue), .targetGroup), required: true),
            ]
        case .story: [.init("problem", .text(rows: 8), required: true), .init("solution", .text(rows: 12), required: true)]
        case .means:
            [
                .init("partners", .lines(300)), .init("migrants_involved", .text(rows: 4)), .init("resources", .text(rows: 5)), .init("budget_eur", .number(0...1_000_000_000)), .init("funding", .lines(300)),
                .init("preconditions", .lines(500)), .init("languages_of_service", .choices(Self.languages, .languages)), .init("transferred_to", .lines(300)),
            ]
        case .results:
            [
                .init("results", .text(rows: 8)), .init("what_failed", .text(rows: 6)), .init("beneficiaries", .number(0...100_000_000)),
                .init("evidence", .choice(StatedEvidence.allCases.map(\.rawValue), .evidence), required: true),
            ]
        case .blocks, .sources: []
        }
    }

    var lists: [ManuscriptList] {
        switch self {
        case .basics, .story, .means: []
        case .results:
            [
                ManuscriptList(
                    name: "figures",
                    fields: [
                        .init("label", .line(300), required: true), .init("value", .decimal, required: true), .init("unit", .line(60)), .init("year", .number(Self.years)),
                        .init("baseline", .decimal), .init("source", .line(500)),
                    ]),
                ManuscriptList(
                    name: "studies",
                    fields: [
                        .init("title", .line(500), required: true),
                        .init("design", .choice(Study.Design.allCases.map(\.rawValue), .design), required: true),
                        .init("independent", .flag), .init("done_by", .line(300)), .init("url", .link), .init("year", .number(Self.years)),
                    ]),
            ]
        case .blocks:
            [
                ManuscriptList(
                    name: "building_blocks",
                    fields: [
                        .init("title", .line(200), required: true), .init("description", .text(rows: 5)), .init("core", .flag), .init("enabling_factors", .lines(2000)),
                        .init("lessons", .lines(2000)), .init("preconditions", .lines(2000)),
                    ])
            ]
        case .sources:
            [
                ManuscriptList(
                    name: "sources",
                    fields: [.init("title", .line(500), required: true), .init("publisher", .line(300)), .init("url", .link), .init("note", .line(300))])
            ]
        }
    }

    /// The section before or after.
    func neighbour(_ distance: Int) -> ManuscriptSection? {
        guard let place = Self.allCases.firstIndex(of: self), Self.allCases.indices.contains(place + distance) else { return nil }
        return Self.allCases[place + distance]
    }

    /// Where a field stands: `building_blocks.2.title` is in `blocks`.
    static func holding(_ field: String) -> ManuscriptSection? {
        let name = field.split(separator: ".").first.map(String.init) ?? field
        return allCases.first { section in section.fields.contains { $0.name == name } || section.lists.contains { $0.name == name } }
    }
}
