import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
@testable import Matching

/// A need of Catania and the people around it.
struct NeedWorld {
    let house: TestHouse
    let owner: Browser
    let id: String
    var need: NeedID { NeedID(id) }

    static let fields = [
        ("text", "Refugee women stay at home with small children; how do we reach them in their language?"), ("city", "catania"), ("group", "women"), ("people", "400"),
    ]

    static func settle(_ house: TestHouse, _ fields: [(String, String)] = fields) async throws -> NeedWorld {
        let owner = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
        return NeedWorld(house: house, owner: owner, id: try await describe(fields, owner, house))
    }

    static func describe(_ fields: [(String, String)], _ browser: Browser, _ house: TestHouse) async throws -> String {
        let page = try await browser.post("/needs/new", fields, from: "/needs/new")
        let location = try #require(page.location, "\(page.status) \(page.text.prefix(300)) \(house.log.errors)")
        return String(location.dropFirst("/needs/".count))
    }

    func path(_ more: String = "") -> String { "/needs/\(id)\(more)" }

    func stored() async throws -> Need { try await house.database.read { try #require(try Needs.byID(need, $0)) } }
    func versions() async throws -> [Needs.VersionEntry] { try await house.database.read { try Needs.versions(of: need, $0) } }

    /// The practices in the order the page shows them.
    func ranking(_ browser: Browser? = nil) async throws -> [String] {
        let page = try await (browser ?? owner).get(path())
        #expect(page.status == 200, "\(house.log.errors)")
        return NeedWorld.ranking(page)
    }

    static func ranking(_ page: TestPage) -> [String] {
        page.elements.compactMap { $0["id"] }.filter { $0.hasPrefix("match-") && !$0.hasSuffix("-heading") }.map { String($0.dropFirst("match-".count)) }
    }
}
