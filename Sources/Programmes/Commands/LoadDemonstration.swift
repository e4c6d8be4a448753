import Kernel
import Members
import Store
import Trail

/// A made-up programme of real cities for the demonstration, with something in every stage: late, due, accepted, sent back, dropped; a city
/// that has gone quiet; a conference that moved. Nothing in it happened.
public struct LoadDemonstration: Sendable {
    let coordinator: PersonID

    public init(coordinator: PersonID) { self.coordinator = coordinator }

    private static let setting = "demonstration-programme"

    public func run(_ database: Database, _ ids: IDSource, _ trail: Trail) async throws {
        let new = (0..<20).map { _ in ids.text() }
        try await database.write { writer in
            guard try InstallationSetting.value(Self.setting, writer.reader) == nil else { return }
            try Story(coordinator: coordinator, ids: new, trail: trail, writer: writer).write()
            try InstallationSetting.set(Self.setting, to: "1", in: writer)
        }
    }
}

private struct Story {
    let coordinator: PersonID
    let ids: [String]
    let trail: Trail
    let writer: Writer

    private var today: Day { trail.clock.now.day }
    private func day(_ distance: Int) -> String { Day(daysSince1970: today.daysSince1970 + distance).description }

    func write() throws {
        let programme = try begin()
        let cities = Dictionary(uniqueKeysWithValues: try Plan.cities(of: programme, writer.reader).map { ($0.name, $0.id.rawValue) })
        func keep(_ number: Int, _ kind: PlanKind, _ values: [String: String?]) throws {
            let said = values.compactMapValues { $0 }
            _ = try SavePlanRecord(kind: kind, programme: programme, id: nil, values: said, basedOn: 0, person: coordinator).write(ids[number], trail, in: writer)
        }
        func take(_ number: Int, _ steps: (String, String?)...) throws {
            for (step, reason) in steps {
                try TakeDeliverableStep(deliverable: ids[number], step: step, parts: [.coordinator], reason: reason, person: coordinator).write(trail, in: writer)
            }
        }
        try keep(1, .package, ["number": "WP1", "title": "Learning from desks that work", "plannedStart": day(-300), "plannedEnd": day(-60), "actualStart": day(-280), "reason": "Two contracts were signed three weeks late."])
        try keep(2, .package, ["number": "WP2", "title": "Desks in the receiving cities", "plannedStart": day(-120), "plannedEnd": day(240), "actualStart": day(-120)])
        try keep(3, .deliverable, ["number": "D1.1", "title": "Description of the giving city’s desk", "package": ids[1], "city": cities["Vienna"], "plannedDay": day(10), "dissemination": "public", "owner": "Department for integration"])
        try take(3, ("start", nil), ("submit", nil), ("accept", nil))
        try keep(4, .deliverable, ["number": "D1.2", "title": "Report of the study visit", "package": ids[1], "city": cities["Catania"], "plannedDay": day(-21), "dissemination": "partners", "owner": "Office for social affairs"])
        try take(4, ("start", nil))
        try keep(5, .deliverable, ["number": "D2.1", "title": "Plan of the desk with its partners", "package": ids[2], "city": cities["Catania"], "plannedDay": day(18), "dissemination": "public"])
        try keep(6, .deliverable, ["number": "D2.2", "title": "Training of front-line staff", "package": ids[2], "city": cities["Athens"], "plannedDay": day(25), "dissemination": "public"])
        try take(6, ("start", nil), ("submit", nil), ("sendBack", "The list of those who took part is missing."))
        try keep(7, .deliverable, ["number": "D2.3", "title": "Leaflet in twelve languages", "package": ids[2], "city": cities["Fuenlabrada"], "plannedDay": day(-5), "dissemination": "public"])
        try keep(8, .deliverable, ["number": "D1.3", "title": "Film about the desk", "package": ids[1], "plannedDay": day(60), "dissemination": "public"])
        try take(8, ("drop", "The money went into interpreters."))
        try keep(9, .milestone, ["number": "M1", "title": "First exchange of staff", "package": ids[1], "city": cities["Vienna"], "plannedDay": day(-150), "plannedCount": "8", "actualDay": day(-143), "actualCount": "11", "reason": "Three more cities wished to come; the host found a larger room a week later."])
        try keep(10, .milestone, ["number": "M2", "title": "Conference", "plannedDay": day(90), "plannedPlace": "Brussels", "actualPlace": "Athens", "reason": "The partners meet in Athens that week anyway."])
        try keep(11, .budgetLine, ["number": "1", "title": "Staff", "plannedAmount": "24000000", "spentAmount": "11250050"])
        try keep(12, .budgetLine, ["number": "2", "title": "Travel and visits", "package": ids[1], "plannedAmount": "4500000", "spentAmount": "4712000", "reason": "Eleven people travelled instead of eight."])
        try keep(13, .budgetLine, ["number": "3", "title": "Interpreters", "package": ids[2], "plannedAmount": "6000000"])
        try keep(14, .risk, ["title": "A new council stops the desk", "package": ids[2], "city": cities["Catania"], "likelihood": "3", "effect": "5", "owner": "The city’s lead partner", "answer": "The council decides on the desk and its budget before the elections.", "reviewDay": day(12)])
        try keep(15, .risk, ["title": "Interpreters are hard to find", "likelihood": "4", "effect": "2", "owner": "Coordination", "answer": "A shared list of interpreters of all partner cities.", "reviewDay": day(40)])
        // One city has gone quiet, three months ago.
        let then = trail.clock.now.adding(.seconds(-86_400 * 95))
        try writer.run("UPDATE deliverable SET changed_at = \(then) WHERE id = \(ids[7])")
    }

    private func begin() throws -> ProgrammeID {
        var programme = Programme(
            id: ProgrammeID(""), slug: "", name: "Welcome Desks (demonstration)", fullTitle: "A made-up programme that shows how programmes are run here",
            start: Day(daysSince1970: today.daysSince1970 - 300), end: Day(daysSince1970: today.daysSince1970 + 430), datesNote: nil, budget: Money(euro: 400_000),
            funding: "Made up for the demonstration", leadName: "A made-up association", leadCountry: "AT", leadKind: "association")
        programme.transnationalBudget = Money(euro: 120_000)
        let keep = KeepProgramme(
            programme, places: [(.giving, "Vienna"), (.receiving, "Catania"), (.receiving, "Athens"), (.partner, "Fuenlabrada")],
            lists: [.theme: ["one-stop shops"], .objective: ["Bring one desk for every question to three cities"], .source: ["Made up for the demonstration; none of it happened"]],
            id: nil, basedOn: 0, person: coordinator, mayLink: true)
        _ = try keep.write(ProgrammeID(ids[0]), trail, in: writer)
        return ProgrammeID(ids[0])
    }
}
