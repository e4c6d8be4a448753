import Foundation
import HTTPTypes
import Kernel
import Members
import TestKit
import Testing
import Trail
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
    /// What an author of Catania submitted.
    let manuscript: String
    /// A letter that waits.
    let letter: LetterID
    /// Somebody without a role, for administrators to look after.
    let bystander: PersonID
    let book: String
    let practice = "odense-mothers"

    static func settle(in house: TestHouse) async throws -> World {
        let officer = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
        let saved = try await officer.post("/needs/new", World.needFields, from: "/needs/new")
        let location = try #require(saved.location, "a need cannot be saved: \(saved.status) \(saved.text.prefix(300)) \(house.log.errors)")
        let need = String(location.dropFirst("/needs/".count))
        try await house.database.write { try $0.run("UPDATE need SET visibility = 'city' WHERE id = \(need)") }
        let author = try await house.signIn(as: .author, name: "Anna Nowak")
        let begun = try await author.post("/drafts/new", [("title", "A night school"), ("language", "en"), ("city", "catania")], from: "/drafts/new")
        let manuscript = try #require(begun.location?.split(separator: "/").dropFirst().first.map(String.init), "a manuscript cannot be begun: \(begun.text.prefix(300))")
        try await house.database.write { try $0.run("UPDATE manuscript SET stage = 'submitted' WHERE id = \(manuscript)") }
        let person = try #require(officer.person)
        let letter = try await house.database.write {
            try SendMail("members.mail.test", to: person, in: .en).run(house.ids, house.trail, by: .system("test"), in: $0)
        }
        let ordered = try await officer.post("/books", [("p", "odense-mothers")], from: "/books/new?p=odense-mothers")
        let book = String(try #require(ordered.location, "a book cannot be ordered: \(ordered.status)").dropFirst("/books/".count))
        return try await World(
            house: house, officer: officer, need: need, manuscript: manuscript, letter: letter, bystander: house.person(nil, name: "Bystander"), book: book)
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
        let id =
            switch pattern {
            case _ where pattern.hasPrefix("/vocabulary"): "adolescents"
            case _ where pattern.hasPrefix("/administration/mail"): letter.rawValue
            case _ where pattern.hasPrefix("/administration/people"): bystander.rawValue
            case _ where pattern.hasPrefix("/drafts"): manuscript
            default: need
            }
        return pattern.replacingOccurrences(of: "{token}", with: "none").replacingOccurrences(of: "{version}", with: "1").replacingOccurrences(of: "{book}", with: book).replacingOccurrences(of: "{search}", with: "of-somebody-else").replacingOccurrences(of: "{slug}", with: slug).replacingOccurrences(of: "{id}", with: id)
            .replacingOccurrences(of: "{section}", with: "basics").replacingOccurrences(of: "{field}", with: "title")
    }
}
