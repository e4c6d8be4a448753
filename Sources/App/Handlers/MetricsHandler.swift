import Foundation
import Kernel
import Store
import Trail
import Web

/// `/metrics`: figures about this process for Prometheus and its like. Nothing is asked of the database, so that it answers when the
/// database does not. A room that has figures of its own adds them here.
struct MetricsHandler: Sendable {
    let house: House
    /// The number of the last entry of the audit chain that this process knows of.
    let position: @Sendable () -> Int64
    let practices: @Sendable () -> Int
    let vectorsLeft: @Sendable () -> Int
    let board: JobBoard
    let outbox: OutboxFigures
    let press: DocumentPress
    /// Made with the installation, a moment after the process began.
    private let started = Date().timeIntervalSince1970

    init(house: House, position: @escaping @Sendable () -> Int64, practices: @escaping @Sendable () -> Int, vectorsLeft: @escaping @Sendable () -> Int,
        board: JobBoard, outbox: OutboxFigures, press: DocumentPress
    ) {
        self.house = house
        self.position = position
        self.practices = practices
        self.vectorsLeft = vectorsLeft
        self.board = board
        self.outbox = outbox
        self.press = press
    }

    var routes: [Route] { [Route(.get, "/metrics", .watcher, kind: .api, handle: metrics)] }

    func metrics(_ visit: Visit) async throws -> Answer {
        var out = Exposition()
        out.family("ponte_info", "gauge", "Which Ponte this is, and on which engine.") {
            $0.sample(["version": Release.version, "engine": house.database.engine.rawValue], 1)
        }
        house.requests.write(to: &out)
        let cache = house.cache.figures
        out.family("ponte_page_cache_total", "counter", "Pages that were asked of the cache, and whether they were there.") {
            $0.sample(["result": "hit"], Double(cache.hits))
            $0.sample(["result": "miss"], Double(cache.misses))
        }
        out.gauge("ponte_page_cache_bytes", "What kept pages take.", Double(cache.bytes))
        let pool = house.database.driver.pool
        out.gauge("ponte_database_connections_limit", "Connections at most.", Double(pool.limit))
        out.gauge("ponte_database_transactions_running", "Reads and writes under way.", Double(pool.running))
        out.gauge("ponte_database_transactions_waiting", "Reads and writes that wait for a connection.", Double(pool.waiting))
        out.counter("ponte_database_statements_total", "Statements run.", Double(house.database.meter.statements))
        out.gauge("ponte_audit_position", "The last entry of the audit chain that this process knows of.", Double(position()))
        out.gauge("ponte_data_version", "The entry up to which what is kept in memory is in step; behind ponte_audit_position, it is catching up.", Double(house.freshness.version))
        out.gauge("ponte_practices", "Practices on record.", Double(practices()))
        out.gauge("ponte_vectors_left", "Sentence vectors that are still to be computed.", Double(vectorsLeft()))
        jobFigures(&out)
        outboxFigures(&out)
        out.gauge("ponte_books_running", "Documents being made.", Double(await press.running))
        out.gauge("ponte_books_waiting", "Documents that wait for their turn.", Double(await press.queued))
        processFigures(&out)
        return .text(out.text, type: "text/plain; version=0.0.4; charset=utf-8")
    }

    /// The books among them: a document that was made, or could not be.
    private func jobFigures(_ out: inout Exposition) {
        let entries = Job.allCases.map { ($0.rawValue, board.entry($0)) }
        out.family("ponte_job_runs_total", "counter", "Runs of background work on this process.") { family in
            for (job, entry) in entries { family.sample(["job": job], Double(entry.runs)) }
        }
        out.family("ponte_job_failures_total", "counter", "Runs of background work that failed.") { family in
            for (job, entry) in entries { family.sample(["job": job], Double(entry.allFailures)) }
        }
        out.family("ponte_job_failing", "gauge", "Failures since the work last went well; 0 is good.") { family in
            for (job, entry) in entries { family.sample(["job": job], Double(entry.failures)) }
        }
        out.family("ponte_job_last_run_seconds", "gauge", "When the work last ended, since 1970; not there for what has not run yet.") { family in
            for (job, entry) in entries { if let at = entry.lastAt { family.sample(["job": job], Double(at.milliseconds) / 1000) } }
        }
    }

    /// As counted in the background, some seconds ago; nothing before the first count.
    private func outboxFigures(_ out: inout Exposition) {
        guard let counted = outbox.counted else { return }
        out.family("ponte_outbox_letters", "gauge", "Letters in the outbox, by state.") { family in
            for state in Letter.State.allCases { family.sample(["state": state.rawValue], Double(counted.states[state.rawValue] ?? 0)) }
        }
        let age = counted.oldest.map { max(0, house.clock.now.milliseconds - $0.milliseconds) } ?? 0
        out.gauge("ponte_outbox_oldest_waiting_seconds", "How long the oldest waiting letter has been there.", Double(age) / 1000)
    }

    /// By the names every Prometheus knows. Nothing where the system does not tell.
    private func processFigures(_ out: inout Exposition) {
        let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ").compactMap { Double($0) } ?? []
        if pages.count > 1 {
            out.gauge("process_virtual_memory_bytes", "Address space.", pages[0] * Double(sysconf(Int32(_SC_PAGESIZE))))
            out.gauge("process_resident_memory_bytes", "Memory in use.", pages[1] * Double(sysconf(Int32(_SC_PAGESIZE))))
        }
        if let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") { out.gauge("process_open_fds", "Open files and connections.", Double(files.count)) }
        var used = timespec()
        if clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) == 0 {
            out.counter("process_cpu_seconds_total", "Processor time.", Double(used.tv_sec) + Double(used.tv_nsec) / 1e9)
        }
        out.gauge("process_start_time_seconds", "When it started, since 1970.", started)
    }
}
