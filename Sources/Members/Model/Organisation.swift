import Foundation
import Kernel
import Store

/// A body that takes part: one record, used by every room.
public struct Organisation: Sendable, Equatable, Identifiable {
    /// After the URBACT toolkit for local groups.
    public enum Sector: String, SQLWord, CaseIterable {
        case publicBody = "public"
        case privateFirm = "private"
        case civic, knowledge
    }

    public let id: OrganisationID
    public let version: Int
    public let slug: String
    /// The organisation that this one was found to be a second record of.
    public let mergedInto: OrganisationID?
    public let changedAt: Instant
    public let changedBy: PersonID?
    public let content: OrganisationContent

    public init(
        id: OrganisationID, version: Int, slug: String, mergedInto: OrganisationID?, changedAt: Instant, changedBy: PersonID?, content: OrganisationContent
    ) {
        self.id = id
        self.version = version
        self.slug = slug
        self.mergedInto = mergedInto
        self.changedAt = changedAt
        self.changedBy = changedBy
        self.content = content
    }

    public var name: String { content.name }

    /// A name as it is searched and told from others: without case and accents, with single spaces.
    static func folded(_ name: String) -> String {
        name.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: Locale(identifier: "en")).lowercased()
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

/// What people say of an organisation.
public struct OrganisationContent: Sendable, Equatable {
    public var name: String
    public var sector: Organisation.Sector
    /// ISO 3166-1 alpha-2.
    public var country: String?
    public var city: CityID?
    /// Codes of policy areas, in their order.
    public var areas: [String]
    public var isMigrantLed: Bool
    public var isWomenLed: Bool
    public var website: String?

    public init(
        name: String, sector: Organisation.Sector, country: String? = nil, city: CityID? = nil, areas: [String] = [], isMigrantLed: Bool = false,
        isWomenLed: Bool = false, website: String? = nil
    ) {
        self.name = name
        self.sector = sector
        self.country = country
        self.city = city
        self.areas = areas
        self.isMigrantLed = isMigrantLed
        self.isWomenLed = isWomenLed
        self.website = website
    }
}
