import Kernel
import Logging
import Store
import Synchronization

/// What runs beside the answers, by the names that the administrator's page and `/metrics` use.
enum Job: String, CaseIterable, Sendable {
    /// Following what other processes committed.
    case changes
    case letters, searches, vectors, books, schedule, archives, figures
    /// Asking owners whether their practices are still true; telling officers what fits their needs.
    case care, fits
    /// Writing to people about what awaits them, and giving free seats to those who wait.
    case reminders
    /// Telling other systems what happened.
    case webhooks
    /// Taking away those who were forgotten, what has been kept long enough, and files that nobody names.
    case forgetting, expiry, files

    /// How long it rests between two runs; nil: it is woken by what happens.
    var interval: Duration? {
        switch self {
        case .changes, .letters, .webhooks: .seconds(1)
        case .vectors: .seconds(2)
        case .schedule: .seconds(5)
        case .figures: .seconds(10)
        case .forgetting: .seconds(60)
        case .archives: .seconds(600)
        case .care, .expiry, .reminders: .seconds(3600)
        case .files: .seconds(6 * 3600)
        case .fits: .seconds(30)
        case .searches, .books: nil
        }
    }
}

/// How the background work of this process goes: what runs, when it last ran, whether it fails. In memory; nothing hangs on it.
final class JobBoard: Sendable {
    struct Entry: Sendable, Equatable {
        var isRunning = false
        var runs = 0
        var lastAt: Instant?
        var nextAt: Instant?
        /// Since it last went well.
        var failures = 0
        var allFailures = 0
        var problem: String?
    }

    private let entries = Mutex<[Job: Entry]>([:])
    private let clock: Clock
    private let logger: Logger

    init(clock: Clock, logger: Logger) {
        self.clock = clock
        self.logger = logger
    }

    func entry(_ job: Job) -> Entry { entries.withLock { $0[job] ?? Entry() } }

    /// Runs a piece of work once and writes down how it went.
    func run<Value: Sendable>(_ job: Job, isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Value) async throws -> Value {
        entries.withLock { $0[job, default: Entry()].isRunning = true }
        do {
            let value = try await body()
            note(job, problem: nil)
            return value
        } catch {
            if error is CancellationError { entries.withLock { $0[job, default: Entry()].isRunning = false } } else { note(job, problem: Self.told(error)) }
            throw error
        }
    }

    /// The reason of a problem is a text key, so nobody's words are in it.
    private static func told(_ error: any Error) -> String {
        switch error {
        case Problem.unavailable(let reason), Problem.conflict(let reason), Problem.refused(let reason): reason
        default: loggable(error)
        }
    }

    /// - Parameter problem: without anybody's data; nil: it went well.
    func note(_ job: Job, problem: String?) {
        let now = clock.now
        let isFirst = entries.withLock { entries in
            var entry = entries[job] ?? Entry()
            entry.isRunning = false
            entry.runs += 1
            entry.lastAt = now
            entry.nextAt = job.interval.map { now.adding($0) }
            entry.failures = problem == nil ? 0 : entry.failures + 1
            entry.allFailures += problem == nil ? 0 : 1
            entry.problem = problem
            entries[job] = entry
            return entry.failures == 1
        }
        // Said once, and not every second while it lasts.
        if let problem, isFirst { logger.warning("background work failed", metadata: ["job": "\(job.rawValue)", "error": "\(problem)"]) }
    }

    /// Again and again until cancelled; what fails is tried again after the same rest.
    /// - Parameter isPatient: rests first, so as not to be at work while everything begins.
    func repeating(_ job: Job, every interval: Duration? = nil, isPatient: Bool = false, _ body: @Sendable () async throws -> Void) async {
        if isPatient { try? await Task.sleep(for: interval ?? job.interval ?? .seconds(1)) }
        while !Task.isCancelled {
            _ = try? await run(job, body)
            try? await Task.sleep(for: interval ?? job.interval ?? .seconds(1))
        }
    }
}

/// How many letters wait, as last counted, so that `/metrics` asks nothing of the database.
final class OutboxFigures: Sendable {
    struct Counted: Sendable {
        let states: [String: Int]
        /// When the oldest waiting letter was written.
        let oldest: Instant?
    }

    private let kept = Mutex<Counted?>(nil)

    var counted: Counted? { kept.withLock { $0 } }

    func count(_ database: Database) async throws {
        let counted = try await database.read { reader in
            let states: [(String, Int)] = try reader.all("SELECT state, count(*) AS n FROM letter GROUP BY state") { (try $0["state"], try $0["n"]) }
            let oldest: Instant? = try reader.first("SELECT min(created_at) AS oldest FROM letter WHERE state = 'waiting'") { try $0["oldest"] as Instant? } ?? nil
            return Counted(states: Dictionary(uniqueKeysWithValues: states), oldest: oldest)
        }
        kept.withLock { $0 = counted }
    }
}
