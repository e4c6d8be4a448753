import Foundation
import Kernel
import TestKit
import Testing
import Web
@testable import Compendium

/// A translator before one practice, and what their page sends.
struct Translating {
    let house: TestHouse
    let translator: Browser
    let slug: String
    let language: Language

    static func begin(_ house: TestHouse, _ slug: String = "odense-mothers", to language: Language = .it, name: String = "Layla Haddad") async throws -> Translating {
        Translating(house: house, translator: try await house.signIn(as: .translator, name: name), slug: slug, language: language)
    }

    var path: String { "/translations/\(slug)?to=\(language)" }

    func page() async throws -> TestPage { try await translator.get(path) }

    /// Sends some texts as the page does.
    /// - Parameter seen: the page that the translator had before them; nil: as it is now.
    @discardableResult
    func save(_ texts: [String: String], then: String = "all", checked: [String] = [], seen: TestPage? = nil, as browser: Browser? = nil) async throws -> TestPage {
        let browser = browser ?? translator
        let page = if let seen { seen } else { try await browser.get(path) }
        let fields = [("revision", page.value("revision") ?? ""), ("version", page.value("version") ?? ""), ("then", then)]
            + texts.sorted { $0.key < $1.key }.map { ("t.\($0.key)", $0.value) } + checked.map { ("checked", $0) }
        let answer = try await browser.post(path, fields)
        await house.settle()
        return answer
    }

    func sheet() async throws -> TranslationSheet {
        let practice = try await practice()
        let kept = try await house.database.read { [language] in try Translations.of(practice.id, in: language, $0) }
        return TranslationSheet(practice.translatable(into: language.code), kept)
    }

    func state(_ path: String) async throws -> TranslationState? { try await sheet().entry(path)?.state }

    func practice() async throws -> Practice {
        let slug = slug
        return try #require(try await house.database.read { try Practices.bySlug(slug, $0) })
    }

    /// Changes the practice as an import does: a new version.
    func change(_ changes: Fixture.Record) async throws {
        let record = try #require(Fixture.practices.first { $0["id"] as? String == slug }).merging(changes) { $1 }
        try await house.importPractices([record])
    }
}
