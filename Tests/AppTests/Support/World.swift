import Foundation
import HTTPTypes
import Kernel
import Members
import TestKit
import Testing
import Web

/// Who knocks: a visitor, or somebody with one role.
enum Guest: Hashable, Sendable, CustomStringConvertible {
    case visitor
    case role(Role)

    static let all = [Guest.visitor] + Role.allCases.map(Guest.role)

    var description: String {
        switch self {
        case .visitor: "visitor"
        case .role(let role): role.rawValue
        }
    }
}

/// A house with a need of Catania that the city shares, so that every address has something behind it.
struct World {
    let house: TestHouse
    let officer: Browser
    let need: String
    let book: String
    let practice = "odense-mothers"

    static func settle(in house: TestHouse) async throws -> World {
        let officer = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
        let saved = try await officer.post("/needs/new", World.needFields, from: "/needs/new")
        let location = try #require(saved.location, "a need cannot be saved: \(saved.status) \(saved.text.prefix(300)) \(house.log.errors)")
        let need = String(location.dropFirst("/needs/".count))
        try await house.database.write { try $0.run("UPDATE need SET visibility = 'city' WHERE id = \(need)") }
        let ordered = try await officer.post("/books", [("p", "odense-mothers")], from: "/books/new?p=odense-mothers")
        let book = String(try #require(ordered.location, "a book cannot be ordered: \(ordered.status)").dropFirst("/books/".count))
        return World(house: house, officer: officer, need: need, book: book)
    }

    static let needFields = [
        ("title", "Mothers at home"), ("text", "Refugee women stay at home with small children; how do we reach them in their language?"), ("city", "catania"),
        ("group", "women"), ("area", "social-services"), ("people", "400"), ("budget", "90000"), ("months", "18"), ("notCompetent", "Housing is for the region"),
        ("inPlace", "A family centre"),
    ]

    /// The pattern of a route as an address that exists.
    func address(_ pattern: String) -> String {
        let slug =
            switch pattern {
            case _ where pattern.hasPrefix("/cities"): "catania"
            case _ where pattern.hasPrefix("/programmes"): "mini-mistra"
            default: practice
            }
        let id = pattern.hasPrefix("/vocabulary") ? "adolescents" : need
        return pattern.replacingOccurrences(of: "{version}", with: "1").replacingOccurrences(of: "{book}", with: book).replacingOccurrences(of: "{search}", with: "of-somebody-else").replacingOccurrences(of: "{slug}", with: slug).replacingOccurrences(of: "{id}", with: id)
    }
}
