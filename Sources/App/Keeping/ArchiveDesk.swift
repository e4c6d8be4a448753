import Foundation
import Kernel
import Logging
import Members
import Store

/// Makes archives of everything for administrators, beside the answers, and keeps each for a day. What is known of one lies in a file
/// beside it, so that a restart, or another process on the same folder, knows it too.
actor ArchiveDesk {
    static let kept: Duration = .seconds(86_400)
    /// Whoever writes one says so at least this often; after that nobody is at work on it any more.
    static let patience: Duration = .seconds(120)

    /// Not part of archives and backups: their names leave out what begins so.
    private let folder: URL
    private let archive: Archive
    private let database: Database
    private let clock: Clock
    private let board: JobBoard

    private struct Slip: Codable {
        let id: String
        let orderedAt: String
        var saidAt: String
        var done: Int
        var total: Int
        var hasFailed: Bool
    }

    init(settings: Settings, database: Database, clock: Clock, board: JobBoard) {
        folder = settings.dataFolder.appendingPathComponent(".ponte-exports")
        archive = Archive(settings)
        self.database = database
        self.clock = clock
        self.board = board
    }

    var exports: [ExportPort.Export] { slips().map(export).sorted { $1.orderedAt < $0.orderedAt } }

    /// Begins one, unless one is being made.
    func order() throws {
        guard !exports.contains(where: { if case .running = $0.state { true } else { false } }) else { return }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let now = clock.now.description
        let slip = Slip(id: UUID().uuidString.lowercased(), orderedAt: now, saidAt: now, done: 0, total: 0, hasFailed: false)
        try write(slip)
        Task { await make(slip) }
    }

    /// One that is ready.
    func file(_ id: String) -> ExportPort.File? {
        guard let export = exports.first(where: { $0.id == id }), case .ready(let bytes) = export.state else { return nil }
        return ExportPort.File(place: place(id), bytes: bytes)
    }

    /// Takes away what is older than a day.
    func sweep() throws {
        for slip in slips() where export(slip).endsAt < clock.now {
            try? FileManager.default.removeItem(at: place(slip.id))
            try FileManager.default.removeItem(at: self.slip(slip.id))
        }
    }

    private func make(_ slip: Slip) async {
        do {
            try await board.run(.archives) {
                _ = try await archive.write(to: place(slip.id), from: database) { done, total in
                    Task { await self.say(slip, done, total) }
                }
            }
        } catch {
            var failed = slip
            failed.hasFailed = true
            try? write(failed)
        }
    }

    private func say(_ slip: Slip, _ done: Int, _ total: Int) {
        guard var now = read(self.slip(slip.id)), now.done < done else { return }
        (now.done, now.total, now.saidAt) = (done, total, clock.now.description)
        try? write(now)
    }

    private func export(_ slip: Slip) -> ExportPort.Export {
        let ordered = Instant(slip.orderedAt) ?? clock.now
        let size = (try? FileManager.default.attributesOfItem(atPath: place(slip.id).path)[.size] as? NSNumber)?.intValue
        let isAtWork = (Instant(slip.saidAt) ?? ordered).adding(Self.patience) > clock.now
        let state: ExportPort.Export.State =
            if let size { .ready(bytes: size) } else if slip.hasFailed || !isAtWork { .failed } else { .running(done: slip.done, of: slip.total) }
        return ExportPort.Export(id: slip.id, orderedAt: ordered, endsAt: ordered.adding(Self.kept), state: state)
    }

    // MARK: files

    private func place(_ id: String) -> URL { folder.appendingPathComponent("\(id).tar.gz") }
    private func slip(_ id: String) -> URL { folder.appendingPathComponent("\(id).json") }

    private func slips() -> [Slip] {
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.filter { $0.pathExtension == "json" }.compactMap(read)
    }

    private func read(_ file: URL) -> Slip? { (try? Data(contentsOf: file)).flatMap { try? JSONDecoder().decode(Slip.self, from: $0) } }

    private func write(_ slip: Slip) throws { try JSONEncoder().encode(slip).write(to: self.slip(slip.id), options: .atomic) }
}
