import Foundation
import Kernel
import Web

/// The form of an organisation: from what was typed, and back.
struct OrganisationForm {
    let fields: Fields
    let content: OrganisationContent
    let problems: [FieldProblem]
    /// The version the writer had before them; 0 for a new one.
    let basedOn: Int

    /// In the order of the form.
    static let names = ["name", "sector", "city", "country", "area", "led", "website"]

    init(_ fields: Fields, cities: [City], areas: [String]) {
        self.fields = fields
        var reader = FieldReader(fields)
        let name = reader.text("name", limit: 200)
        let sector = reader.optionalCode("sector", among: Organisation.Sector.allCases.map(\.rawValue)).flatMap(Organisation.Sector.init(rawValue:))
        if sector == nil, fields.text("sector") == nil { reader.report("sector", "web.field.missing") }
        let city = fields.text("city").flatMap { slug in cities.first { $0.slug == slug } }
        if let typed = fields.text("city"), city == nil { reader.report("city", "web.field.unknownChoice", ["value": String(typed.prefix(60))]) }
        let countries = Set(cities.map(\.country)).sorted()
        let country = reader.optionalCode("country", among: countries)
        let led = reader.codes("led", among: ["migrants", "women"])
        content = OrganisationContent(
            name: name, sector: sector ?? .publicBody, country: city?.country ?? country, city: city?.id, areas: reader.codes("area", among: areas),
            isMigrantLed: led.contains("migrants"), isWomenLed: led.contains("women"), website: reader.optionalLink("website"))
        problems = reader.problems
        basedOn = fields.version
    }

    static func fields(of content: OrganisationContent, citySlug: String?) -> Fields {
        var pairs = [("name", content.name), ("sector", content.sector.rawValue)]
        if let citySlug { pairs.append(("city", citySlug)) }
        if let country = content.country { pairs.append(("country", country)) }
        pairs += content.areas.map { ("area", $0) }
        if content.isMigrantLed { pairs.append(("led", "migrants")) }
        if content.isWomenLed { pairs.append(("led", "women")) }
        if let website = content.website { pairs.append(("website", website)) }
        return Fields(pairs)
    }
}
