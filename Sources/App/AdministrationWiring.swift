import Kernel
import Members
import Publishing
import Store

/// What Members' administration pages show of the rest of the house.
extension Installation {
    static let administrationRooms = [
        AdministrationRoom(href: PublishingPaths.site, name: "publishing.site.title", text: "publishing.site.lead"),
        AdministrationRoom(href: PublishingPaths.menus, name: "publishing.menus.title", text: "publishing.menus.short"),
    ]

    static func exports(_ desk: ArchiveDesk) -> ExportPort {
        ExportPort(list: { await desk.exports }, order: { try await desk.order() }, file: { await desk.file($0) })
    }
}

/// The background work of this process, as an administrator reads it.
struct JobReports: Sendable {
    let board: JobBoard
    let database: Database
    let press: DocumentPress
    let publishing: PublishingModule
    let sendsLetters: Bool
    let usesVectors: Bool
    let vectorsLeft: @Sendable () -> Int

    /// The figures are a means of the others and no work of their own.
    static let shown: [Job] = [
        .letters, .reminders, .searches, .fits, .care, .books, .schedule, .vectors, .webhooks, .archives, .files, .forgetting, .expiry, .changes,
    ]

    func all() async throws -> [JobReport] {
        let (letters, notices) = try await database.read { reader in
            (
                try reader.number("SELECT count(*) AS n FROM letter WHERE state IN ('waiting', 'sending')"),
                try reader.number("SELECT count(*) AS n FROM search_notice WHERE told_at IS NULL")
            )
        }
        let (scheduled, running, queued) = (try await publishing.scheduled(), await press.running, await press.queued)
        return Self.shown.map { job in
            let entry = board.entry(job)
            let waiting: Int? =
                switch job {
                case .letters: letters
                case .searches: notices
                case .books: queued
                case .schedule: scheduled
                case .vectors: usesVectors ? vectorsLeft() : nil
                default: nil
                }
            let isOn = job == .letters ? sendsLetters : job == .vectors ? usesVectors : true
            return JobReport(
                name: job.rawValue, isOn: isOn, isRunning: entry.isRunning || job == .books && running > 0, lastAt: entry.lastAt, nextAt: entry.nextAt, waiting: waiting,
                failures: entry.failures, problem: entry.problem)
        }
    }
}
