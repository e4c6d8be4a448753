import Kernel
import Web

/// What somebody looks for, as the address says it. Everything that is not understood is left out.
public struct SearchQuestion: Sendable, Equatable {
    public enum Sort: String, CaseIterable, Sendable { case relevance, title, newest, evidence, city }

    public var text: String?
    public var chosen: [FacetName: [String]]
    public var sort: Sort
    /// The slug after which to go on.
    public var after: String?
    public var limit: Int

    public static let longestText = 500
    /// What it reads of an address.
    public static let names = Set(["q", "sort", "after", "limit"] + FacetName.allCases.map(\.rawValue))

    public init(text: String? = nil, chosen: [FacetName: [String]] = [:], sort: Sort? = nil, after: String? = nil, limit: Int = 20) {
        self.text = text
        self.chosen = chosen
        self.sort = sort ?? (text == nil ? .title : .relevance)
        self.after = after
        self.limit = limit
    }

    public init(_ query: Fields) {
        let text = query.text("q").map { String($0.prefix(SearchQuestion.longestText)) }
        var chosen: [FacetName: [String]] = [:]
        for facet in FacetName.allCases {
            let codes = query.all(facet.rawValue).filter { !$0.isEmpty && $0.utf8.count <= 60 }
            if !codes.isEmpty { chosen[facet] = Array(codes.prefix(40)) }
        }
        let sort = query["sort"].flatMap(Sort.init(rawValue:))
        self.init(
            text: text, chosen: chosen, sort: text == nil && sort == .relevance ? nil : sort, after: query.text("after"),
            limit: min(100, max(1, query["limit"].flatMap { Int($0) } ?? 20)))
    }

    /// The same question as a query, without the cursor.
    public var fields: Fields {
        var pairs: [(String, String)] = []
        if let text { pairs.append(("q", text)) }
        for facet in FacetName.allCases { pairs += (chosen[facet] ?? []).map { (facet.rawValue, $0) } }
        if sort != (text == nil ? .title : .relevance) { pairs.append(("sort", sort.rawValue)) }
        return Fields(pairs)
    }
}

/// One page of what was found, and how many there would be for each other choice.
public struct SearchAnswer: Sendable {
    public let cards: [Card]
    public let total: Int
    /// 1-based position of the first card shown.
    public let first: Int
    public let previous: Previous?
    public let next: String?
    /// code → how many, for each facet, with the other facets as chosen.
    public let counts: [FacetName: [String: Int]]
    /// The question as typo tolerance read it, when that differs.
    public let corrected: String?
    /// All that were found, for the map.
    public let all: [Card]

    public enum Previous: Sendable, Equatable {
        case first
        case after(String)
    }
}
