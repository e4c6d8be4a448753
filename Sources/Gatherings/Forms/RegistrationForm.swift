import Foundation
import Kernel
import Members
import Web

/// What somebody tells of themselves to take part.
struct RegistrationForm {
    let draft: RegistrationDraft
    let problems: [FieldProblem]

    /// - Parameter person: whoever has an account registers with its name and address.
    init(_ fields: Fields, person: Viewer.Person?, cities: [City], language: Language) {
        var reader = FieldReader(fields)
        let name = person?.name ?? reader.text("name", limit: 120)
        let email = person?.email ?? reader.mail("email")
        // It stands in a letter to an address that anybody may type.
        if person == nil, name.contains("/") || name.contains(":") { reader.report("name", "gatherings.problem.nameHoldsLink") }
        let city = fields.text("city").flatMap { slug in cities.first { $0.slug == slug } }
        draft = RegistrationDraft(
            name: name, email: email, organisation: reader.optionalText("organisation", limit: 160), city: city?.id, needs: reader.optionalText("needs", limit: 1000),
            language: person?.language ?? language)
        if person == nil, fields["agreed"] != "yes" { reader.report("agreed", "gatherings.problem.agree") }
        problems = reader.problems
    }
}

/// Whom organisers ask to come.
struct InviteForm {
    let name: String
    let email: String
    let role: Registration.Role
    let city: CityID?
    let language: Language
    let problems: [FieldProblem]

    init(_ fields: Fields, cities: [City], language: Language) {
        var reader = FieldReader(fields)
        name = reader.text("name", limit: 120)
        email = reader.mail("email")
        role = Registration.Role(rawValue: fields["role"] ?? "") ?? .participant
        city = fields.text("city").flatMap { slug in cities.first { $0.slug == slug } }?.id
        self.language = fields.text("language").flatMap(Language.init(rawValue:)) ?? language
        problems = reader.problems
    }
}
