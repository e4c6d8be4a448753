import Web

/// The way through a list that is cut into pages by the position of its first item (`from=20`).
struct Pager {
    let count: Int
    let start: Int
    let size: Int
    let path: String
    /// What the address keeps beside the position.
    var query = Fields()

    /// Where to begin, as the address says it; never behind the last item.
    static func start(_ query: Fields, count: Int) -> Int { min(max(0, query["from"].flatMap { Int($0) } ?? 0), max(0, count - 1)) }

    /// nil when one page holds all.
    func view(_ telling: Telling) -> View? {
        guard count > size else { return nil }
        let end = min(count, start + size)
        func link(_ from: Int) -> String { query.setting("from", from == 0 ? nil : String(from)).link(path) }
        return [
            "previousHref": start > 0 ? link(max(0, start - size)) : nil, "nextHref": end < count ? link(end) : nil,
            "rangeText": telling.words(
                "compendium.list.range",
                ["first": telling.format.number(start + 1), "last": telling.format.number(end), "count": telling.format.number(count)]),
        ]
    }
}
