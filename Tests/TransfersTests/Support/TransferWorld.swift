import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
import Web
@testable import Transfers

/// A need of Catania, a practice of Odense, and people of both cities and of neither.
struct TransferWorld {
    let house: TestHouse
    /// Catania receives.
    let officer, lead: Browser
    /// Odense gives.
    let giver: Browser
    /// Vienna has nothing to do with it.
    let stranger: Browser
    let need: String

    static let practice = "odense-mothers"
    static let fields = [("name", "Mothers of Catania"), ("challenge", "Mothers stay at home"), ("reason", "It reaches them in their language")]

    static func settle(_ house: TestHouse, city: String = "catania") async throws -> TransferWorld {
        let officer = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
        let page = try await officer.post("/needs/new", [("text", "Refugee women stay at home with small children"), ("city", city)], from: "/needs/new")
        let need = String(try #require(page.location, "\(page.text.prefix(300))").dropFirst("/needs/".count))
        return TransferWorld(
            house: house, officer: officer, lead: try await house.signIn(as: .cityLead, name: "Salvatore Greco"), giver: try await house.signIn(as: .cityOfficer, in: "odense", name: "Mette Holm"),
            stranger: try await house.signIn(as: .cityOfficer, in: "vienna", name: "Jonas Weber"), need: need)
    }

    var openHref: String { "/transfers/new?need=\(need)&practice=\(Self.practice)" }

    /// - Returns: the path of the transfer.
    func open(_ slug: String = practice, _ browser: Browser? = nil) async throws -> String {
        let page = try await (browser ?? officer).post("/transfers/new", [("need", need), ("practice", slug)] + Self.fields, from: "/transfers/new?need=\(need)&practice=\(slug)")
        return try #require(page.location, "\(page.status) \(page.text.prefix(300)) \(house.log.errors)")
    }

    func id(_ path: String) -> TransferID { TransferID(String(path.dropFirst("/transfers/".count))) }
    func transfer(_ path: String) async throws -> Transfer { try await house.database.read { [id = id(path)] in try #require(try Transfers.byID(id, $0)) } }
    func parts(_ path: String) async throws -> TransferParts { try await house.database.read { [id = id(path)] in try TransferDetails.of(id, $0) } }

    /// Rates every block, the same points for each factor but for those named.
    func rate(_ path: String, _ points: Int, but other: [String: Int] = [:], by browser: Browser? = nil) async throws {
        for block in try await parts(path).blocks where !block.isAdded {
            let fields = Factor.allCases.map { ("factor.\($0.rawValue)", String(other[$0.rawValue] ?? points)) }
            let saved = try await (browser ?? officer).post("\(path)/study/\(block.id)", fields + [("note", "As \(points)")])
            #expect(saved.status == 303, "\(saved.text.prefix(300)) \(house.log.errors)")
        }
    }

    @discardableResult
    func step(_ path: String, _ step: Transfer.Step, reason: String? = nil, by browser: Browser? = nil) async throws -> TestPage {
        try await (browser ?? officer).post("\(path)/steps", [("step", step.rawValue)] + (reason.map { [("reason", $0)] } ?? []))
    }

    func decide(_ path: String, _ decision: String = "keep") async throws {
        for block in try await parts(path).blocks where block.decision == nil {
            let saved = try await officer.post("\(path)/plan/blocks/\(block.id)", [("decision", decision), ("adaptation", "In our way"), ("reason", "It is another city"), ("version", "1")])
            #expect(saved.status == 303, "\(saved.text.prefix(300))")
        }
    }

    static let action = [("what", "Find two rooms"), ("owner", "The school office"), ("due", "2031-01-31"), ("budget", "12 000"), ("risk", "No room is free"), ("indicator", "Two rooms"), ("version", "0")]
    static let outcome = [
        ("kept", "The course"), ("changed", "The hours"), ("failed", "The laundry visits"), ("why", "There are no laundries"),
        ("unfinished", "The rooms and the checks go on with the school office"), ("owner6", "The city lead"), ("owner12", "The city lead"),
        ("owner24", "The city council"), ("due6", "2031-06-01"), ("due12", "2031-12-01"), ("due24", "2032-12-01"), ("version", "0"),
    ]

    /// The same person on a later day, when their session has long run out.
    func officer(on day: String) async throws -> Browser {
        let (later, now) = (try #require(Day(day)), house.clock.now.day)
        house.clock.advance(by: .seconds((later.daysSince1970 - now.daysSince1970) * 86_400))
        return try await house.browser(of: try #require(officer.person))
    }

    /// Takes a transfer to a stage, as people would.
    func bring(_ path: String, to stage: Transfer.Stage) async throws {
        if stage == .understand { return }
        if stage == .stopped {
            #expect(try await step(path, .stop, reason: "The council has changed").status == 303)
            return
        }
        try await rate(path, 3)
        #expect(try await step(path, .beginAdapting).status == 303)
        if stage == .adapt { return }
        try await decide(path)
        #expect(try await officer.post("\(path)/plan/actions/new", Self.action).status == 303)
        #expect(try await step(path, .beginReuse).status == 303)
        if stage == .reuse { return }
        #expect(try await officer.post("\(path)/closing", Self.outcome + [("then", "close")]).location == path)
    }
}
