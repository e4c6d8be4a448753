import Kernel

/// The way through a list that is cut into pages by the position of its first item (`from=20`). Shown by the partial `_pager`.
public struct Pager {
    let count: Int
    let start: Int
    let size: Int
    let path: String
    let query: Fields

    /// - Parameter query: what the address keeps beside the position.
    public init(count: Int, start: Int, size: Int, path: String, query: Fields = Fields()) {
        self.count = count
        self.start = start
        self.size = size
        self.path = path
        self.query = query
    }

    /// Where to begin, as the address says it; never behind the last item.
    public static func start(_ query: Fields, count: Int) -> Int { min(max(0, query["from"].flatMap { Int($0) } ?? 0), max(0, count - 1)) }

    /// nil when one page holds all.
    public func view(_ words: Wording) -> View? {
        guard count > size else { return nil }
        let end = min(count, start + size)
        func link(_ from: Int) -> String { query.setting("from", from == 0 ? nil : String(from)).link(path) }
        return [
            "previousHref": start > 0 ? link(max(0, start - size)) : nil, "nextHref": end < count ? link(end) : nil,
            "rangeText": Self.range(first: start + 1, last: end, of: count, words),
        ]
    }

    /// "21 to 40 of 96".
    public static func range(first: Int, last: Int, of count: Int, _ words: Wording) -> String {
        let format = Format(words.language)
        return words("web.pager.range", ["first": format.number(first), "last": format.number(last), "count": format.number(count)])
    }
}
