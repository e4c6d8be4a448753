import Kernel
import Members
import Web

/// An entry of a menu: where it leads, what it says, who does not see it.
struct MenuItemForm {
    let target: MenuItem.Target?
    let labels: [Language: String]
    let hiddenFrom: Set<String>
    let problems: [FieldProblem]

    static let roles = [MenuLink.visitor] + Role.allCases.map(\.rawValue)
    static let longestLabel = 40

    /// - Parameters: the pages and parts there are to choose from.
    init(_ fields: Fields, pages: [SitePageID], parts: [String]) {
        var reader = FieldReader(fields)
        let choice = reader.optionalCode("target", among: pages.map { "page:\($0)" } + parts.map { "part:\($0)" } + ["link"])
        if choice == nil, fields.text("target") == nil { reader.report("target", "web.field.missing") }
        let address = fields.text("address")
        var target: MenuItem.Target?
        if choice == "link" {
            if let address, address.hasPrefix("https://"), address.count > 10, address.count <= 500, !address.contains(where: { $0.isWhitespace || $0 == "\"" || $0 == "<" }) {
                target = .link(address)
            } else {
                reader.report("address", "publishing.problem.httpsOnly")
            }
        } else if let choice, let colon = choice.firstIndex(of: ":") {
            target = MenuItem.Target(kind: String(choice[..<colon]), value: String(choice[choice.index(after: colon)...]))
        }
        var labels: [Language: String] = [:]
        for language in Language.allCases { labels[language] = reader.optionalText("label-\(language.code)", limit: Self.longestLabel) }
        if choice == "link", labels.isEmpty { reader.report("label-\(Language.allCases[0].code)", "publishing.problem.labelMissing") }
        self.target = target
        self.labels = labels
        hiddenFrom = Set(reader.codes("hidden", among: Self.roles))
        problems = reader.problems
    }

    static func fields(_ item: MenuItem) -> Fields {
        var pairs: [(String, String)] = []
        switch item.target {
        case .link(let address): pairs += [("target", "link"), ("address", address)]
        default: pairs.append(("target", "\(item.target.kind):\(item.target.value)"))
        }
        pairs += item.labels.map { ("label-\($0.key.code)", $0.value) } + item.hiddenFrom.map { ("hidden", $0) }
        return Fields(pairs)
    }
}
