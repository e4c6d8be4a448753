import Foundation
import Kernel
import Members
import Web

/// The form of a programme: from what was typed to a programme, and from a programme back to what the form shows.
struct ProgrammeForm {
    let form: PlanForm
    var problems: [FieldProblem] { form.problems }
    var basedOn: Int { form.basedOn }

    static let parts: [(field: String, part: Programme.Place.Part)] = [
        ("giving", .giving), ("receiving", .receiving), ("partnerCities", .partner), ("outside", .outside), ("otherCities", .other),
    ]

    static let lists: [(field: String, list: Programme.ListKind)] = [
        ("otherNames", .otherName), ("partners", .partner), ("themes", .theme), ("targetGroups", .targetGroup), ("problems", .problem), ("objectives", .objective),
        ("activities", .activity), ("products", .deliverable), ("results", .result), ("means", .means), ("communities", .community), ("countries", .country),
        ("sources", .source),
    ]

    private static let cities = PlanField.Kind.lines(300)
    private static let texts = PlanField.Kind.lines(60)

    static let spec: [PlanField] =
        [
            .init("name", "name", .line(120), in: "name", required: true), .init("fullTitle", "full_title", .line(300), in: "name", required: true),
            .init("otherNames", "other_name", texts, in: "name"), .init("reference", "reference", .line(120), in: "name"),
            .init("start", "start_day", .day, in: "dates"), .init("end", "end_day", .day, in: "dates"), .init("transnationalStart", "transnational_start", .day, in: "dates"),
            .init("transnationalEnd", "transnational_end", .day, in: "dates"), .init("datesNote", "dates_note", .text(600), in: "dates"),
            .init("budget", "budget_cents", .money, in: "money"), .init("transnationalBudget", "transnational_cents", .money, in: "money"),
            .init("pilotGrant", "pilot_grant_cents", .money, in: "money"), .init("funding", "funding", .line(300), in: "money"),
            .init("leadName", "lead_name", .line(200), in: "partners"), .init("leadCountry", "lead_country", .country, in: "partners"),
            .init("leadKind", "lead_kind", .line(120), in: "partners"), .init("partners", "partner", texts, in: "partners"),
        ] + parts.map { .init($0.field, $0.part.rawValue, cities, in: "cities") } + [
            .init("citiesStated", "cities_stated", .number(0...100_000), in: "cities"), .init("citiesNote", "cities_note", .line(300), in: "cities"),
            .init("countries", "country", .countries, in: "cities"),
        ] + ["themes", "targetGroups", "problems", "objectives", "activities", "products", "results", "means", "communities", "sources"].map {
            PlanField($0, $0, texts, in: "content")
        }

    /// - Parameter cities: on record, by whose names a city is known again.
    init(_ fields: Fields, cities: [City]) {
        var form = PlanForm(fields, Self.spec)
        form.checkOrder("start", "end")
        form.checkOrder("transnationalStart", "transnationalEnd")
        for name in ["transnationalStart", "transnationalEnd"] {
            guard let day = form.day(name) else { continue }
            if let start = form.day("start"), day < start { form.report(name, "programmes.problem.beforeProgramme") }
            if let end = form.day("end"), day > end { form.report(name, "programmes.problem.afterProgramme") }
        }
        if let part = form.money("transnationalBudget") {
            if let total = form.money("budget") {
                if part > total { form.report("transnationalBudget", "programmes.problem.transnationalOverTotal") }
            } else if form.values["budget"] == nil {
                form.report("budget", "programmes.problem.totalMissing")
            }
        }
        for (field, _) in Self.parts {
            if let city = Self.namedTwice(form.lines(field), cities) { form.report(field, "programmes.problem.cityTwice", ["city": city]) }
        }
        self.form = form
    }

    /// The first line that names a city of an earlier line, whatever is remarked in brackets and whichever of its names is used.
    private static func namedTwice(_ lines: [String], _ cities: [City]) -> String? {
        let gazetteer = Gazetteer(cities)
        var seen: Set<String> = []
        return lines.first { line in
            let name = Programme.Place.bareName(line)
            let made = Slug.make(from: name)
            let city = gazetteer.city(called: name)
            return !seen.insert(city?.slug ?? (made.isEmpty ? name : made)).inserted
        }
    }

    var programme: Programme {
        var programme = Programme(
            id: ProgrammeID(""), slug: "", name: form.values["name"] ?? "", fullTitle: form.values["fullTitle"] ?? "", start: form.day("start"), end: form.day("end"),
            datesNote: form.values["datesNote"], budget: form.money("budget"), funding: form.values["funding"], leadName: form.values["leadName"],
            leadCountry: form.values["leadCountry"], leadKind: form.values["leadKind"])
        programme.reference = form.values["reference"]
        programme.transnationalStart = form.day("transnationalStart")
        programme.transnationalEnd = form.day("transnationalEnd")
        programme.transnationalBudget = form.money("transnationalBudget")
        programme.pilotGrant = form.money("pilotGrant")
        programme.citiesStated = form.values["citiesStated"].flatMap { Int($0) }
        programme.citiesNote = form.values["citiesNote"]
        return programme
    }

    var places: [(part: Programme.Place.Part, name: String)] { Self.parts.flatMap { field, part in form.lines(field).map { (part: part, name: $0) } } }

    var lists: [Programme.ListKind: [String]] { Dictionary(uniqueKeysWithValues: Self.lists.map { ($0.list, form.lines($0.field)) }) }

    /// What the form shows of a programme that is on record.
    static func values(_ programme: Programme, _ places: [Programme.Place], _ lists: [Programme.ListKind: [String]]) -> [String: String] {
        var values: [String: String] = ["name": programme.name, "fullTitle": programme.fullTitle]
        values["reference"] = programme.reference
        values["start"] = programme.start?.description
        values["end"] = programme.end?.description
        values["transnationalStart"] = programme.transnationalStart?.description
        values["transnationalEnd"] = programme.transnationalEnd?.description
        values["datesNote"] = programme.datesNote
        values["budget"] = programme.budget.map { String($0.cents) }
        values["transnationalBudget"] = programme.transnationalBudget.map { String($0.cents) }
        values["pilotGrant"] = programme.pilotGrant.map { String($0.cents) }
        values["funding"] = programme.funding
        values["leadName"] = programme.leadName
        values["leadCountry"] = programme.leadCountry
        values["leadKind"] = programme.leadKind
        values["citiesStated"] = programme.citiesStated.map(String.init)
        values["citiesNote"] = programme.citiesNote
        for (field, part) in parts {
            let names = places.filter { $0.part == part }.map(\.name)
            if !names.isEmpty { values[field] = names.joined(separator: "\n") }
        }
        for (field, list) in Self.lists {
            if let texts = lists[list], !texts.isEmpty { values[field] = texts.joined(separator: "\n") }
        }
        return values
    }
}
