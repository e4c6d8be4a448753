import Kernel
import Members
import Web

/// Themes, factors and languages, as both sides choose them.
struct FitFields {
    let areas: Set<String>
    let factors: Set<String>
    let languages: Set<String>

    static let languages = ["en", "it", "de", "es", "fr", "ar", "pl", "pt", "nl", "el", "ro", "sv", "da", "fi", "bg", "hr", "cs", "hu", "lt", "lv", "et", "sk", "sl", "mt", "ga", "uk", "tr"]

    init(_ reader: inout FieldReader, _ ports: GatheringsPorts) {
        areas = Set(reader.codes("area", among: ports.policyAreas))
        factors = Set(reader.codes("factor", among: TransferFactor.allCases.map(\.rawValue)))
        languages = Set(reader.codes("language", among: Self.languages))
        if areas.isEmpty { reader.report("area", "gatherings.problem.chooseOne") }
        if languages.isEmpty { reader.report("language", "gatherings.problem.chooseOne") }
    }
}

/// The city of whoever fills a form, among those they act for.
enum OwnCityField {
    static func city(_ cities: [City], _ reader: inout FieldReader) -> CityID? {
        let city = cities.first { $0.slug == reader.fields["city"] } ?? (cities.count == 1 ? cities.first : nil)
        if city == nil { reader.report("city", "web.field.missing") }
        return city?.id
    }
}

/// How a mentoring ends: with what came of it, and with what comes next.
struct EndForm {
    let reason: String
    let followUp: GatheringFollowUp.Draft?
    let problems: [FieldProblem]

    init(_ fields: Fields, owners: [Owner], due term: Term) {
        var reader = FieldReader(fields)
        reason = reader.text("reason", limit: 1000)
        let form = FollowUpForm(fields, owners: owners, due: term)
        (followUp, problems) = (form.draft, reader.problems + form.problems)
    }
}

struct EntryForm {
    let kind: MentoringEntry.Kind?
    let day: Day?
    let minutes: Int?
    let topic: String
    let advice: String?
    let agreed: String?
    let next: String?
    let problems: [FieldProblem]

    init(_ fields: Fields, today: Day) {
        var reader = FieldReader(fields)
        kind = MentoringEntry.Kind(rawValue: fields["kind"] ?? "")
        if kind == nil { reader.report("kind", "web.field.missing") }
        day = TimeField.day("day", required: true, &reader)
        if let day, day > today { reader.report("day", "gatherings.problem.notYet") }
        minutes = reader.optionalNumber("minutes", in: 1...10_000)
        if minutes == nil, fields.text("minutes") == nil { reader.report("minutes", "web.field.missing") }
        topic = reader.text("topic", limit: 200)
        advice = reader.optionalText("advice", limit: 2000)
        agreed = reader.optionalText("agreed", limit: 2000)
        next = reader.optionalText("next", limit: 300)
        problems = reader.problems
    }
}
