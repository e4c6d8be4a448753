import Kernel
import Members
import Web

/// Where blocks of a practice are in use, for its page.
struct BlockUses {
    private let byBlock: [String: [BlockInUse]]
    private let cities: [CityID: City]
    private let display: Display?
    private let today: Day

    /// For pages of old versions, where nothing is said of it.
    static let none = BlockUses()

    private init() {
        byBlock = [:]
        cities = [:]
        display = nil
        today = Day(daysSince1970: 0)
    }

    init(_ uses: [BlockInUse], _ cities: [City], today: Day, _ display: Display) {
        byBlock = Dictionary(grouping: uses) { $0.block ?? "" }
        self.cities = Dictionary(uniqueKeysWithValues: cities.map { ($0.id, $0) })
        self.display = display
        self.today = today
    }

    /// - Parameter block: nil: the practice as a whole.
    func view(of block: String?) -> View? {
        guard let display, let uses = byBlock[block ?? ""] else { return nil }
        let words = display.words
        let items = uses.compactMap { use -> View? in
            guard let city = cities[use.city] else { return nil }
            return [
                "useHref": CompendiumPaths.city(city.slug), "useCity": display.place(city), "useText": words(use.isAdapted ? "compendium.use.adapted" : "compendium.use.kept"),
                "useSince": words("compendium.use.since", ["date": display.format.day(use.since.day)]), "useAnswer": answer(use, display),
            ]
        }
        return items.isEmpty ? nil : ["items": items]
    }

    /// What the city said, and whether it was asked since without saying anything, or will be.
    private func answer(_ use: BlockInUse, _ display: Display) -> String {
        let words = display.words
        let next = use.unanswered.first.map { $0 < today ? words("compendium.use.noAnswer") : words("compendium.use.willBeAsked", ["date": display.format.day($0)]) }
        return [use.answer.map { words("compendium.use.answer.\($0.rawValue)") }, next].compactMap(\.self).joined(separator: " ")
    }
}
