import Kernel
import Members
import Web

/// Where blocks of a practice are in use, for its page.
struct BlockUses {
    private let byBlock: [String: [BlockInUse]]
    private let cities: [CityID: City]
    private let display: Display?

    /// For pages of old versions, where nothing is said of it.
    static let none = BlockUses()

    private init() {
        byBlock = [:]
        cities = [:]
        display = nil
    }

    init(_ uses: [BlockInUse], _ cities: [City], _ display: Display) {
        byBlock = Dictionary(grouping: uses) { $0.block ?? "" }
        self.cities = Dictionary(uniqueKeysWithValues: cities.map { ($0.id, $0) })
        self.display = display
    }

    /// - Parameter block: nil: the practice as a whole.
    func view(of block: String?) -> View? {
        guard let display, let uses = byBlock[block ?? ""] else { return nil }
        let words = display.words
        let items = uses.compactMap { use -> View? in
            guard let city = cities[use.city] else { return nil }
            let answer = use.answer.map { words("compendium.use.answer.\($0.rawValue)") } ?? words("compendium.use.noAnswer")
            return [
                "useHref": CompendiumPaths.city(city.slug), "useCity": display.place(city), "useText": words(use.isAdapted ? "compendium.use.adapted" : "compendium.use.kept"),
                "useSince": words("compendium.use.since", ["date": display.format.day(use.since.day)]), "useAnswer": answer,
            ]
        }
        return items.isEmpty ? nil : ["items": items]
    }
}
