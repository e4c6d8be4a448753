import Kernel
import Store

/// A programme of cities, such as MiStra: when, who leads, which city gives and which receives.
public struct Programme: Sendable, Equatable {
    public let id: ProgrammeID
    public let slug: String
    public let name: String
    public let fullTitle: String
    public let start: Day?
    public let end: Day?
    public let datesNote: String?
    public let budget: Money?
    public let funding: String?
    public let leadName: String?
    public let leadCountry: String?
    public let leadKind: String?

    public struct Place: Sendable, Equatable {
        public enum Part: String, SQLWord, CaseIterable { case giving, receiving, partner, other }
        public let part: Part
        public let city: CityID?
        public let name: String

        public init(part: Part, city: CityID?, name: String) {
            self.part = part
            self.city = city
            self.name = name
        }
    }

    /// Lists that a programme states about itself.
    public enum ListKind: String, SQLWord, CaseIterable {
        case partner, theme, targetGroup = "target_group", problem, objective, activity, deliverable, result = "expected_result", source
    }

    public init(
        id: ProgrammeID, slug: String, name: String, fullTitle: String, start: Day?, end: Day?, datesNote: String?, budget: Money?, funding: String?,
        leadName: String?, leadCountry: String?, leadKind: String?
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.fullTitle = fullTitle
        self.start = start
        self.end = end
        self.datesNote = datesNote
        self.budget = budget
        self.funding = funding
        self.leadName = leadName
        self.leadCountry = leadCountry
        self.leadKind = leadKind
    }

    init(row: Row) throws {
        self.init(
            id: try row["id"], slug: try row["slug"], name: try row["name"], fullTitle: try row["full_title"], start: try row["start_day"],
            end: try row["end_day"], datesNote: try row["dates_note"], budget: try row["budget_cents"], funding: try row["funding"],
            leadName: try row["lead_name"], leadCountry: try row["lead_country"], leadKind: try row["lead_kind"])
    }
}

/// What was planned and what was done instead, with the reason where one is known.
public struct ProgrammeChange: Sendable, Equatable {
    public let what: String
    public let planned: String
    public let actual: String
    public let reason: String?
}

extension Programme {
    func with(id: ProgrammeID) -> Programme {
        Programme(
            id: id, slug: slug, name: name, fullTitle: fullTitle, start: start, end: end, datesNote: datesNote, budget: budget, funding: funding,
            leadName: leadName, leadCountry: leadCountry, leadKind: leadKind)
    }
}
