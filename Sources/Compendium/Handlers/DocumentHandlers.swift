import Files
import Foundation
import HTTPTypes
import Kernel
import Web

/// One version of a practice to take along: for people as PDF and DOCX, for programs as JSON and CSV.
struct DocumentHandlers: Sendable {
    let house: House
    let versions: VersionHandlers
    let files: FilesModule
    let ports: CompendiumPorts
    /// Making a document takes seconds of a processor.
    let limit: Throttle

    init(house: House, versions: VersionHandlers, files: FilesModule, ports: CompendiumPorts) {
        self.house = house
        self.versions = versions
        self.files = files
        self.ports = ports
        limit = Throttle(capacity: 60, refillIn: 600, clock: house.clock)
    }

    func pdf(_ visit: Visit) async throws -> Answer { try await document(visit, .pdf, type: "application/pdf") }

    func docx(_ visit: Visit) async throws -> Answer {
        try await document(visit, .docx, type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    }

    func json(_ visit: Visit) async throws -> Answer {
        let edition = try await versions.edition(visit)
        let assessment = Assessment(edition.practice, inYear: edition.year(today: house.clock.now.day.year))
        let card = Card(edition.practice, city: edition.city, assessment: assessment)
        let translations = try await house.database.read { try Translations.of([edition.practice.id], $0)[edition.practice.id] ?? [:] }
        return try .json(PracticeJSON(edition.practice, card, assessment, translations, files: edition.files, baseURL: house.site.baseURL, isCurrent: edition.isNewest))
    }

    func table(_ visit: Visit) async throws -> Answer {
        let table = OnePracticeTable(edition: try await versions.edition(visit), baseURL: house.site.baseURL, display: Display(house, visit.language))
        return .text(table.csv, type: "text/csv; charset=utf-8; header=present")
    }

    private func document(_ visit: Visit, _ format: DocumentOrder.Format, type: String) async throws -> Answer {
        let edition = try await versions.edition(visit)
        let document = PracticeDocument(
            edition: edition, translations: try await versions.translations(of: edition, in: visit.language), files: files, house: house, language: visit.language, format: format)
        try limit.take(visit.address)
        return .file(try await ports.document(document.order()), type: type, name: document.savedName)
    }
}

extension Answer {
    /// A file that opens or is saved under a name; the browser asks again whether it is still the same.
    public static func file(_ data: Data, type: String, name: String) -> Answer {
        var answer = Answer(content: .bytes([UInt8](data), type: type))
        answer.headers[.contentDisposition] = "inline; filename=\"\(name)\""
        answer.headers[.cacheControl] = "private, no-cache"
        return answer
    }
}
