import Foundation
import Kernel
import Members
import Store
import Trail

/// Who was forgotten, in a file beside the database: `erasures.jsonl` in the data folder, a line for each with an id without meaning and
/// an instant. A backup from before brings people back whom this file takes away again; so a copy of it is kept apart from the backups.
public struct ErasureRegister: Sendable {
    public static let name = "erasures.jsonl"

    let file: URL

    public init(in folder: URL) { file = folder.appendingPathComponent(Self.name) }
    public init(file: URL) { self.file = file }

    public var isThere: Bool { FileManager.default.fileExists(atPath: file.path) }

    /// - Returns: none when there is no such file.
    /// - Throws: `KeepingProblem` naming the line that cannot be read: a register that is damaged is not passed over.
    public func read() throws -> [Erasure] {
        guard isThere else { return [] }
        guard let data = FileManager.default.contents(atPath: file.path) else { throw KeepingProblem.toMend("\(file.path) cannot be read; check its permissions.") }
        return try data.split(separator: UInt8(ascii: "\n")).enumerated().map { number, line in
            guard let one = try? JSONDecoder().decode(Erasure.self, from: Data(line)), Instant(one.at) != nil, !one.person.isEmpty else {
                throw KeepingProblem.toMend("\(file.path), line \(number + 1), is no erasure; take the file from its copy, or take that line out.")
            }
            return one
        }
    }

    /// The file whole or not at all; only this user can read it.
    func write(_ erasures: [Erasure]) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let lines = try erasures.map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }.joined()
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(lines.utf8).write(to: file, options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    }

    /// Everybody who stands in one of them, once, with the first instant.
    static func joined(_ registers: [[Erasure]]) -> [Erasure] {
        var first: [String: Erasure] = [:]
        for one in registers.joined() where one.at < first[one.person]?.at ?? "~" { first[one.person] = one }
        return first.values.sorted { ($0.at, $0.person) < ($1.at, $1.person) }
    }

    /// Carries out in the database what only the file knows, and writes into the file what only the database knows. Where several
    /// processes share a database, each comes to have the whole register.
    /// - Returns: how many people were forgotten again.
    @discardableResult
    public func bringInStep(_ database: Database, _ trail: Trail) async throws -> Int {
        let mine = try read()
        let known = Set(try await database.read { try Erasure.all($0) }.map(\.person))
        let strangers = mine.filter { !known.contains($0.person) }
        let again = strangers.isEmpty ? 0 : try await database.write { try Erasure.carryOut(strangers, kept: Installation.kept, trail, in: $0) }
        let all = Self.joined([mine, try await database.read { try Erasure.all($0) }])
        if all.map(\.person) != mine.map(\.person) { try write(all) }
        return again
    }
}
