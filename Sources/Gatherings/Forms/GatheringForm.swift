import Foundation
import Kernel
import Members
import Web

/// The form of a gathering: from what was typed to a plan, and from a plan back to what the form shows.
struct GatheringForm {
    let fields: Fields
    /// nil when something that it cannot do without is missing or wrong.
    let plan: GatheringPlan?
    let problems: [FieldProblem]
    let basedOn: Int

    /// In the order of the form.
    static let names = [
        "kind", "title", "city", "place", "zone", "starts", "ends", "host", "visiting", "practice", "programme", "questions", "admission", "capacity", "registerUntil", "budget",
        "logistics", "access",
    ]
    static let mostQuestions = 20
    static let capacity = 1...100_000
    static let budget = 0...100_000_000

    /// What a form can name.
    struct Choices: Sendable {
        let cities: [City]
        let programmes: [Programme]
        let practices: [GatheringsPorts.PracticeChoice]
    }

    /// - Parameter settled: the plan of what has taken place. What stays of it is not asked for, and need not be sent.
    init(_ sent: Fields, _ choices: Choices, settled: GatheringPlan? = nil) {
        let fields = settled.map { Self.completed(sent, by: $0, choices) } ?? sent
        self.fields = fields
        basedOn = fields.version
        var reader = FieldReader(fields)
        let kind = Gathering.Kind(rawValue: fields["kind"] ?? "")
        if kind == nil { reader.report("kind", "web.field.missing") }
        let title = reader.text("title", limit: 160)
        let city = Self.city("city", choices, &reader)
        if city == nil, fields.text("city") == nil { reader.report("city", "web.field.missing") }
        let zone = fields.text("zone") ?? ZoneClock.name(inCountry: city?.country ?? "")
        let clock = ZoneClock(zone)
        if clock == nil { reader.report("zone", "web.field.unknownChoice", ["value": String(zone.prefix(60))]) }
        let starts = TimeField.moment("starts", clock ?? .utc, after: nil, &reader)
        let ends = TimeField.moment("ends", clock ?? .utc, after: starts, &reader)
        if let starts, let ends, ends <= starts { reader.report("ends", "gatherings.problem.endsFirst") }
        if let starts, let ends, ends > starts.adding(.seconds(60 * 86_400)) { reader.report("ends", "gatherings.problem.tooLong") }
        let until = TimeField.day("registerUntil", &reader)
        if let until, let starts, let clock, until > clock.day(of: starts) { reader.report("registerUntil", "gatherings.problem.untilAfterStart") }
        let (hosts, visitors) = (Self.cities("host", choices, &reader), Self.cities("visiting", choices, &reader))
        if !Set(hosts).isDisjoint(with: visitors) { reader.report("visiting", "gatherings.problem.hostVisits") }
        let practice = fields.text("practice").flatMap { slug in choices.practices.first { $0.slug == slug } }
        if practice == nil, let typed = fields.text("practice") { reader.report("practice", "web.field.unknownChoice", ["value": String(typed.prefix(60))]) }
        let programme = fields.text("programme").flatMap { slug in choices.programmes.first { $0.slug == slug } }
        if programme == nil, let typed = fields.text("programme") { reader.report("programme", "web.field.unknownChoice", ["value": String(typed.prefix(60))]) }
        let questions = reader.lines("questions", limit: Self.mostQuestions)
        let capacity = reader.optionalNumber("capacity", in: Self.capacity)
        let budget = reader.optionalNumber("budget", in: Self.budget).map { Money(euro: Int64($0)) }
        let place = reader.optionalText("place", limit: 300)
        let logistics = reader.optionalText("logistics", limit: 4000)
        let access = reader.optionalText("access", limit: 4000)
        problems = reader.problems
        guard let kind, let city, let starts, let ends else {
            plan = nil
            return
        }
        plan = GatheringPlan(
            kind: kind, title: title, city: city.id, place: place, zone: zone, starts: starts, ends: ends, hosts: hosts, visitors: visitors, questions: questions,
            practice: practice?.id, programme: programme?.id, admission: Gathering.Admission(rawValue: fields["admission"] ?? "") ?? .invited, capacity: capacity,
            registerUntil: until, budget: budget, logistics: Self.plain(logistics), access: Self.plain(access))
    }

    private static func completed(_ sent: Fields, by plan: GatheringPlan, _ choices: Choices) -> Fields {
        let known = fields(of: plan, version: sent.version, choices)
        return GatheringPlan.settled.filter { !sent.has($0) }.reduce(sent) { $0.setting($1, known[$1]) }
    }

    private static func plain(_ text: String?) -> String? { text?.replacingOccurrences(of: "\r\n", with: "\n") }

    private static func city(_ name: String, _ choices: Choices, _ reader: inout FieldReader) -> City? {
        guard let slug = reader.fields.text(name) else { return nil }
        let city = choices.cities.first { $0.slug == slug }
        if city == nil { reader.report(name, "web.field.unknownChoice", ["value": String(slug.prefix(60))]) }
        return city
    }

    private static func cities(_ name: String, _ choices: Choices, _ reader: inout FieldReader) -> [CityID] {
        let slugs = reader.codes(name, among: choices.cities.map(\.slug))
        return choices.cities.filter { slugs.contains($0.slug) }.map(\.id).sorted()
    }

    static func fields(of plan: GatheringPlan, version: Int, _ choices: Choices) -> Fields {
        func slug(_ id: CityID) -> String { choices.cities.first { $0.id == id }?.slug ?? "" }
        let pairs: [(String, String?)] = [
            ("kind", plan.kind.rawValue), ("title", plan.title), ("city", slug(plan.city)), ("place", plan.place), ("zone", plan.zone),
            ("starts", plan.clock.reading(of: plan.starts).description), ("ends", plan.clock.reading(of: plan.ends).description),
            ("practice", choices.practices.first { $0.id == plan.practice }?.slug), ("programme", choices.programmes.first { $0.id == plan.programme }?.slug),
            ("questions", plan.questions.joined(separator: "\n")), ("admission", plan.admission.rawValue), ("capacity", plan.capacity.map(String.init)),
            ("registerUntil", plan.registerUntil?.description), ("budget", plan.budget.map { String(Int64($0.euro)) }), ("logistics", plan.logistics), ("access", plan.access),
            ("version", String(version)),
        ]
        return Fields(pairs.compactMap { name, value in value.map { (name, $0) } } + plan.hosts.map { ("host", slug($0)) } + plan.visitors.map { ("visiting", slug($0)) })
    }
}

/// Times of day and days, as people type them.
enum TimeField {
    /// "2026-07-26 09:00": the moment that a field of a form holds, for readers.
    static func shown(_ value: String) -> String { value.replacingOccurrences(of: "T", with: " ") }

    /// Moments outside of these could not be kept: in UTC their year might have another number of digits.
    static let years = 1990...2200

    /// The moment at which the clock there shows what was typed.
    /// - Parameter start: in the hour that autumn repeats, the first moment after it is meant; nil: the first.
    static func moment(_ name: String, _ clock: ZoneClock, after start: Instant?, _ reader: inout FieldReader) -> Instant? {
        guard let text = reader.fields.text(name) else {
            reader.report(name, "web.field.missing")
            return nil
        }
        guard let reading = ZoneClock.Reading(text) else {
            reader.report(name, "gatherings.problem.notATime", ["value": String(text.prefix(40))])
            return nil
        }
        guard years.contains(reading.day.year) else {
            reader.report(name, "gatherings.problem.farYear", ["value": String(text.prefix(40)), "first": String(years.lowerBound), "last": String(years.upperBound)])
            return nil
        }
        let moments = clock.moments(showing: reading)
        guard let first = moments.first else {
            reader.report(name, "gatherings.problem.missingHour", ["value": text.replacingOccurrences(of: "T", with: " "), "zone": clock.zone.identifier])
            return nil
        }
        return start.flatMap { start in moments.first { $0 > start } } ?? first
    }

    static func day(_ name: String, required: Bool = false, _ reader: inout FieldReader) -> Day? {
        guard let day = required ? reader.day(name) : reader.optionalDay(name) else { return nil }
        guard years.contains(day.year) else {
            reader.report(name, "gatherings.problem.farYear", ["value": day.description, "first": String(years.lowerBound), "last": String(years.upperBound)])
            return nil
        }
        return day
    }
}

extension GatheringForm {
    private init(_ form: GatheringForm, _ problem: FieldProblem) {
        (fields, plan, basedOn) = (form.fields, form.plan, form.basedOn)
        problems = form.problems + [problem]
    }

    func adding(_ problem: FieldProblem) -> GatheringForm { GatheringForm(self, problem) }
}
