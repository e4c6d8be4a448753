import Kernel
import Members

/// Who has a say and who cares: stakeholders by power and interest.
struct StakeholderMap: Sendable {
    struct Place: Sendable, Equatable {
        let organisation: OrganisationID
        /// 1 to 5.
        let power, interest: Int
        /// −2 to 2.
        let attitude: Int

        var quadrant: Quadrant { Quadrant(power: power, interest: interest) }
    }

    /// What to do with a stakeholder (importance and influence, URBACT); high is above 3.
    enum Quadrant: String, CaseIterable, Sendable {
        case manageClosely, keepSatisfied, keepInformed, monitor

        init(power: Int, interest: Int) {
            self =
                switch (power > 3, interest > 3) {
                case (true, true): .manageClosely
                case (true, false): .keepSatisfied
                case (false, true): .keepInformed
                case (false, false): .monitor
                }
        }
    }

    let places: [Place]

    init(_ places: [Place]) { self.places = places }

    init(_ entries: [Entry], _ organisations: OrganisationDirectory) {
        places = entries.compactMap { entry in
            guard let organisation = entry.content.organisation("organisation") else { return nil }
            return Place(
                organisation: organisations.canonical(organisation), power: entry.content.number("power") ?? 1, interest: entry.content.number("interest") ?? 1,
                attitude: entry.content.number("attitude") ?? 0)
        }
    }

    // MARK: compared

    enum Change: Sendable, Equatable {
        case came(Place)
        case left(Place)
        case moved(from: Place, to: Place)
    }

    /// What differs from an earlier map, in the order of this one; those who left come last.
    func changes(since earlier: StakeholderMap) -> [Change] {
        let before = Dictionary(earlier.places.map { ($0.organisation, $0) }, uniquingKeysWith: { first, _ in first })
        let now = Set(places.map(\.organisation))
        return places.compactMap { place in
            guard let old = before[place.organisation] else { return .came(place) }
            return old == place ? nil : .moved(from: old, to: place)
        } + earlier.places.filter { !now.contains($0.organisation) }.map { .left($0) }
    }

    // MARK: who is missing

    /// Voices that a map without them is not complete.
    enum Voice: String, CaseIterable, Sendable {
        case migrantLed, womenLed, employers, housing

        func isHeard(in organisation: Organisation) -> Bool {
            switch self {
            case .migrantLed: organisation.content.isMigrantLed
            case .womenLed: organisation.content.isWomenLed
            case .employers: organisation.content.sector == .privateFirm
            case .housing: organisation.content.areas.contains("housing")
            }
        }
    }

    func missing(_ organisations: OrganisationDirectory) -> [Voice] {
        let there = places.compactMap { organisations[$0.organisation] }
        return Voice.allCases.filter { voice in !there.contains(where: voice.isHeard) }
    }
}
