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
    /// The number under which the funder knows it.
    public var reference: String?
    /// When partners of several countries work together, within the programme's dates.
    public var transnationalStart: Day?
    public var transnationalEnd: Day?
    /// The part of the budget for working together across borders.
    public var transnationalBudget: Money?
    /// What each city gets for its pilot.
    public var pilotGrant: Money?
    /// How many cities the programme itself counts; the list may name fewer.
    public var citiesStated: Int?
    public var citiesNote: String?

    public struct Place: Sendable, Equatable {
        /// `outside`: not a partner, chosen by a call or come to learn. `other`: the source does not say which part it had.
        public enum Part: String, SQLWord, CaseIterable { case giving, receiving, partner, outside, other }
        public let part: Part
        public let city: CityID?
        public let name: String

        public init(part: Part, city: CityID?, name: String) {
            self.part = part
            self.city = city
            self.name = name
        }

        /// The city's name alone, without what is remarked in brackets after it.
        public static func bareName(_ name: String) -> String {
            name.split(separator: "(").first.map { $0.trimmingCharacters(in: .whitespaces) } ?? name
        }

        /// As people who write this language call the city, with the remark as it was stated.
        /// - Parameter city: the one on record, where it is; else the name stays as it was stated.
        public func name(in language: Language, _ city: City?) -> String {
            guard let city else { return name }
            return ([city.name(in: language)] + (name.firstIndex(of: "(").map { [String(name[$0...])] } ?? [])).joined(separator: " ")
        }
    }

    /// Lists that a programme states about itself.
    public enum ListKind: String, SQLWord, CaseIterable {
        case partner, theme, targetGroup = "target_group", problem, objective, activity, deliverable, result = "expected_result", source
        case otherName = "other_name", country, means, community = "community_of_practice"
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
        reference = try row["reference"]
        transnationalStart = try row["transnational_start"]
        transnationalEnd = try row["transnational_end"]
        transnationalBudget = try row["transnational_cents"]
        pilotGrant = try row["pilot_grant_cents"]
        citiesStated = try row["cities_stated"]
        citiesNote = try row["cities_note"]
    }
}

/// What was planned and what was done instead, with the reason where one is known, and where it is written.
public struct ProgrammeChange: Sendable, Equatable {
    public let what: String
    public let planned: String
    public let actual: String
    public let reason: String?
    public let source: String?
}

extension Programme {
    func with(id: ProgrammeID, slug: String? = nil) -> Programme {
        var copy = Programme(
            id: id, slug: slug ?? self.slug, name: name, fullTitle: fullTitle, start: start, end: end, datesNote: datesNote, budget: budget, funding: funding,
            leadName: leadName, leadCountry: leadCountry, leadKind: leadKind)
        copy.reference = reference
        copy.transnationalStart = transnationalStart
        copy.transnationalEnd = transnationalEnd
        copy.transnationalBudget = transnationalBudget
        copy.pilotGrant = pilotGrant
        copy.citiesStated = citiesStated
        copy.citiesNote = citiesNote
        return copy
    }
}
