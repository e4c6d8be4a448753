import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
@testable import Files

/// Somebody's draft of a practice, and the ways to put files on it through the pages.
struct Shelf {
    let house: TestHouse
    let author: Browser
    let draft: String

    var path: String { "/drafts/\(draft)/files" }
    var owner: RecordReference { RecordReference(ManuscriptID(draft)) }

    static func begin(_ house: TestHouse, by name: String = "Anna Nowak") async throws -> Shelf {
        let author = try await house.signIn(as: .author, in: "catania", name: name)
        let begun = try await author.post("/drafts/new", [("title", "A night school"), ("language", "en"), ("city", "catania")], from: "/drafts/new")
        let draft = try #require(begun.location?.split(separator: "/").dropFirst().first.map(String.init), "\(begun.status) \(begun.text.prefix(300))")
        return Shelf(house: house, author: author, draft: draft)
    }

    @discardableResult
    func send(_ name: String, _ bytes: [UInt8], consent: String? = "nobody", note: String = "", as browser: Browser? = nil) async throws -> TestPage {
        var fields = [("consentNote", note)]
        if let consent { fields.append(("consent", consent)) }
        return try await (browser ?? author).upload(path, fields, files: [("file", name, bytes)])
    }

    /// - Returns: the id of the file.
    func add(_ name: String, _ bytes: [UInt8], consent: String = "nobody") async throws -> String {
        let page = try await send(name, bytes, consent: consent)
        return try #require(page.location?.split(separator: "/").last.map(String.init), "\(name): \(page.status) \(page.text.prefix(600)) \(house.log.errors)")
    }

    func files() async throws -> [AttachedFile] {
        let owner = owner
        return try await house.database.read { try Files.attached(to: owner, $0) }
    }

    func facts(of file: String) async throws -> FileFacts { try #require(try await files().first { $0.file.id.rawValue == file }).facts }

    @discardableResult
    func describe(_ file: String, _ fields: [(String, String)], revision: Int? = nil, as browser: Browser? = nil) async throws -> TestPage {
        let known = try await files().first { $0.file.id.rawValue == file }?.revision ?? 1
        return try await (browser ?? author).post("\(path)/\(file)", [("revision", String(revision ?? known))] + fields)
    }

    static let pictureFacts = [
        ("title", "The class in June"), ("alternative", "Twelve people around two tables, a child draws"), ("maker", "Maria Rossi"), ("licence", "cc_by"), ("consent", "nobody"),
    ]
    static let documentFacts = [("title", "The timetable"), ("language", "it"), ("maker", "Adult school"), ("licence", "cc0"), ("consent", "nobody")]
}
