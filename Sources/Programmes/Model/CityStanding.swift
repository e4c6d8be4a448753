import Kernel

/// What is known of a city's part in a programme now; from it follows whether somebody should write to the city.
struct CityStanding: Sendable, Equatable {
    let city: CityID
    let open: Int
    let late: Int
    /// When anything of the city's part was last recorded.
    let lastRecorded: Instant?
    var transfersOpen = 0
    var gatheringsOpen = 0

    /// Why a city needs a letter.
    enum Reason: Hashable, Sendable {
        case late(Int)
        /// So many days in which nothing was recorded.
        case quiet(Int)
        case transfersOpen(Int)
        case gatheringsOpen(Int)

        /// Its text key; each has a number in it.
        var key: String {
            switch self {
            case .late: "programmes.nudge.late"
            case .quiet: "programmes.nudge.quiet"
            case .transfersOpen: "programmes.nudge.transfers"
            case .gatheringsOpen: "programmes.nudge.gatherings"
            }
        }

        var number: Int {
            switch self {
            case .late(let number), .quiet(let number), .transfersOpen(let number), .gatheringsOpen(let number): number
            }
        }
    }

    /// A city that recorded nothing for so long may have been lost on the way.
    static let quietDays = 60
    /// Nobody is written to more often than this.
    static let pauseDays = 7

    /// - Parameters:
    ///   - start, end: of the programme; silence counts from its start on, and after its end nobody is asked to break it.
    func reasons(today: Day, start: Day?, end: Day?) -> [Reason] {
        var reasons: [Reason] = []
        if late > 0 { reasons.append(.late(late)) }
        let isOver = end.map { $0 < today } ?? false
        if !isOver, let since = [lastRecorded?.day, start].compactMap({ $0 }).max(), today.daysSince1970 - since.daysSince1970 >= Self.quietDays {
            reasons.append(.quiet(today.daysSince1970 - since.daysSince1970))
        }
        if transfersOpen > 0 { reasons.append(.transfersOpen(transfersOpen)) }
        if gatheringsOpen > 0 { reasons.append(.gatheringsOpen(gatheringsOpen)) }
        return reasons
    }
}
