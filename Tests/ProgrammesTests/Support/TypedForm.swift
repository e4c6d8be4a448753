import Kernel
import Members
import TestKit
import Testing
@testable import Programmes

extension TestPage {
    /// What a browser would send of the page's form, by the fields of a specification, with its version.
    func typed(_ spec: [PlanField], _ changes: [String: String] = [:]) -> [(String, String)] {
        var selected: [String: String] = [:]
        var select: String?
        for element in elements {
            if element.name == "select" { select = element["name"] }
            if element.name == "option", element["selected"] != nil, let select { selected[select] = element["value"] }
        }
        var fields: [(String, String)] = [("version", value("version") ?? "")]
        for field in spec {
            switch field.kind {
            case .countries where changes[field.name] == nil: fields += ticked(field.name).map { (field.name, $0) }
            case .flag where changes[field.name] == nil: fields += ticked(field.name).map { (field.name, $0) }
            default: if let value = changes[field.name] ?? selected[field.name] ?? value(field.name), !value.isEmpty { fields.append((field.name, value)) }
            }
        }
        return fields
    }
}

/// A programme that runs now, with four cities, and somebody who runs it.
struct Running {
    let house: TestHouse
    let coordinator: Browser
    let catania: String
    let odense: String

    static let slug = "harbour-cities"
    static let plan = "/coordination/harbour-cities/plan"

    static func begin(in house: TestHouse) async throws -> Running {
        let coordinator = try await house.signIn(as: .programmeCoordinator, name: "Inés Ortega")
        let fields = [
            ("name", "Harbour Cities"), ("fullTitle", "Cities by the sea"), ("start", "2025-10-01"), ("end", "2027-09-30"), ("budget", "1000"), ("giving", "Odense"),
            ("receiving", "Catania\nAtlantis"), ("partnerCities", "Gdansk\nVienna"), ("version", "0"),
        ]
        let saved = try await coordinator.post("/coordination/new", fields)
        try #require(saved.status == 303, "\(saved.text.prefix(300)) \(house.log.errors)")
        let cities = try await house.database.read { try Cities.all($0) }
        func id(_ slug: String) throws -> String { try #require(cities.first { $0.slug == slug }).id.rawValue }
        return Running(house: house, coordinator: coordinator, catania: try id("catania"), odense: try id("odense"))
    }

    /// - Returns: the new record's id.
    @discardableResult
    func add(_ kind: PlanKind, _ fields: [(String, String)]) async throws -> String {
        let page = try await coordinator.post("\(Self.plan)/\(kind.path)/new", fields)
        try #require(page.status == 303, "\(kind): \(page.status) \(page.text.prefix(400)) \(house.log.errors)")
        let table = kind.table
        let id: String? = try await house.database.read { try $0.first(.init(trusted: "SELECT max(id) AS id FROM \(table)")) { try $0["id"] } }
        return try #require(id)
    }

    func deliverable(_ title: String, city: String? = nil, day: String, _ more: [(String, String)] = []) async throws -> String {
        try await add(.deliverable, [("title", title), ("plannedDay", day), ("dissemination", "public")] + (city.map { [("city", $0)] } ?? []) + more)
    }

    func take(_ step: String, _ deliverable: String, reason: String? = nil, as browser: Browser? = nil) async throws -> TestPage {
        try await (browser ?? coordinator).post(
            "/coordination/\(Self.slug)/deliverables/\(deliverable)/steps", [("step", step)] + (reason.map { [("reason", $0)] } ?? []))
    }
}
