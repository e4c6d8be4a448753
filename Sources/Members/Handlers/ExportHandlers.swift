import Foundation
import HTTPTypes
import Kernel
import Store
import Trail
import Web

/// Everything as an archive, for administrators who give their password once more: a session left open on a shared machine is not enough.
struct ExportHandlers: Sendable {
    let house: House
    let trail: Trail
    let port: ExportPort?
    let attempts: Throttle

    init(house: House, trail: Trail, port: ExportPort?) {
        self.house = house
        self.trail = trail
        self.port = port
        attempts = Throttle(capacity: 6, refillIn: 300, clock: house.clock)
    }

    func show(_ visit: Visit) async throws -> Answer {
        let exports = await port?.list() ?? []
        var answer = Answer.page(ExportPage.page(exports, problems: [], house.words(visit.language)))
        // Without script the browser looks again by itself.
        if exports.contains(where: \.isRunning), let refresh = HTTPField.Name("Refresh") { answer.headers[refresh] = "3" }
        return answer
    }

    func order(_ visit: Visit) async throws -> Answer {
        let person = try visit.person()
        guard let port, try await isOwn(visit) else { return await refused(visit) }
        try await note("installation.exported", person.id)
        try await port.order()
        return .seeOther(MembersPaths.export)
    }

    func download(_ visit: Visit) async throws -> Answer {
        let person = try visit.person()
        guard let port, try await isOwn(visit) else { return await refused(visit) }
        let id = try visit.parameter("archive")
        guard let archive = try await port.file(id) else { throw Problem.notFound }
        try await note("installation.archiveTaken", person.id)
        return try .stored(
            archive.place, size: archive.bytes, type: "application/gzip", tag: id, savedName: "ponte-\(house.clock.now.day).tar.gz", cache: "private, no-store", to: visit)
    }

    private func refused(_ visit: Visit) async -> Answer {
        .page(ExportPage.page(await port?.list() ?? [], problems: [FieldProblem("password", "members.second.wrongPassword")], house.words(visit.language)))
    }

    private func note(_ action: String, _ person: PersonID) async throws {
        try await house.database.write { [trail] in
            try trail.record(Fact(action, RecordReference(kind: "installation", id: "archive"), by: .person(person)), in: $0)
        }
    }

    private func isOwn(_ visit: Visit) async throws -> Bool {
        let person = try visit.person()
        try attempts.take(person.id.rawValue)
        let record = try await house.database.read { try People.forSignIn(email: person.email, $0) }
        guard await Passwords.isRight(visit.form["password"] ?? "", for: record?.passwordHash) else { return false }
        attempts.forgive(person.id.rawValue)
        return true
    }
}

extension ExportPort.Export {
    var isRunning: Bool { if case .running = state { true } else { false } }
}
