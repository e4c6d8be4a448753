import Kernel
import Members
import Web

/// What this room's pages call things, in one language.
struct PlanWords: Sendable {
    let words: Wording
    let format: Format

    init(_ words: Wording) {
        self.words = words
        format = Format(words.language)
    }

    func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String { words(key, values) }

    func name(_ city: City) -> String { city.name(in: words.language) }
    func choices(_ cities: [City]) -> [(value: String, label: String)] { format.sorted(cities).map { (value: $0.id.rawValue, label: name($0)) } }

    func kind(_ kind: PlanKind) -> String { words("programmes.kind.\(kind.path)") }
    func stage(_ stage: DeliverableStage) -> String { words("programmes.stage.\(stage.rawValue)") }
    func part(_ part: Programme.Place.Part) -> String { words("programmes.part.\(part.rawValue)") }

    /// From one day to another, as far as they are known.
    func period(_ from: Day?, _ to: Day?) -> String? {
        switch (from, to) {
        case (let from?, let to?): words("programmes.period", ["from": format.day(from), "to": format.day(to)])
        case (let from?, nil): words("programmes.since", ["from": format.day(from)])
        case (nil, let to?): words("programmes.until", ["to": format.day(to)])
        case (nil, nil): nil
        }
    }

    /// What was planned; nil where nobody said.
    func planned(_ record: PlanRecord) -> String? {
        switch record.kind {
        case .package: period(record.day("plannedStart"), record.day("plannedEnd"))
        case .deliverable: record.day("plannedDay").map(format.day)
        case .milestone: steps(record.day("plannedDay"), record.values["plannedPlace"], record.number("plannedCount"))
        case .budgetLine: record.money("plannedAmount").map(format.amount)
        case .risk: words("programmes.weight", [
            "likelihood": format.number(record.number("likelihood") ?? 0), "effect": format.number(record.number("effect") ?? 0), "weight": format.number(record.weight),
        ])
        }
    }

    /// What came of it; nil where nothing is recorded.
    func actual(_ record: PlanRecord) -> String? {
        switch record.kind {
        case .package: period(record.day("actualStart"), record.day("actualEnd"))
        case .deliverable:
            switch record.stage {
            case .dropped: words("programmes.stage.dropped")
            default: record.submittedOn.map(format.day)
            }
        case .milestone: steps(record.day("actualDay"), record.values["actualPlace"], record.number("actualCount"))
        case .budgetLine: record.money("spentAmount").map(format.amount)
        case .risk: record.values["answer"]
        }
    }

    private func steps(_ day: Day?, _ place: String?, _ count: Int?) -> String? {
        let parts = [day.map(format.day), place, count.map { words("programmes.countOf", ["count": format.number($0)]) }].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: words.language == .ar ? "، " : ", ")
    }

    /// How it stands, as a word and a code for its looks.
    func state(_ record: PlanRecord, today: Day) -> (text: String, code: String) {
        func named(_ key: String) -> (text: String, code: String) { (words("programmes.state.\(key)"), key) }
        switch record.kind {
        case .package:
            if record.values["actualEnd"] != nil { return named("done") }
            if let end = record.day("plannedEnd"), end < today { return named("late") }
            return named(record.values["actualStart"] == nil ? "open" : "running")
        case .deliverable:
            guard let stage = record.stage else { return named("open") }
            if stage.isOpen, let day = record.day("plannedDay"), day < today { return (words("programmes.stage.\(stage.rawValue)"), "late") }
            return (words("programmes.stage.\(stage.rawValue)"), stage.rawValue)
        case .milestone:
            if record.values["actualDay"] != nil { return named("done") }
            return named(record.day("plannedDay").map { $0 < today } == true ? "late" : "open")
        case .budgetLine:
            guard let spent = record.money("spentAmount"), let planned = record.money("plannedAmount") else { return named("open") }
            return named(spent > planned ? "over" : "within")
        case .risk:
            if record.values["closedDay"] != nil { return named("closed") }
            return named(record.weight >= Overview.graveWeight ? "grave" : "watched")
        }
    }
}
