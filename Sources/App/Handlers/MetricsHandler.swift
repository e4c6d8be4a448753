import Foundation
import Kernel
import Store
import Web

/// `/metrics`: figures about this process for Prometheus and its like. Nothing is asked of the database, so that it answers when the
/// database does not. A room that has figures of its own adds them here.
struct MetricsHandler: Sendable {
    let house: House
    /// The number of the last entry of the audit chain that this process knows of.
    let position: @Sendable () -> Int64
    let practices: @Sendable () -> Int
    let vectorsLeft: @Sendable () -> Int
    /// Made with the installation, a moment after the process began.
    private let started = Date().timeIntervalSince1970

    init(house: House, position: @escaping @Sendable () -> Int64, practices: @escaping @Sendable () -> Int, vectorsLeft: @escaping @Sendable () -> Int) {
        self.house = house
        self.position = position
        self.practices = practices
        self.vectorsLeft = vectorsLeft
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
        processFigures(&out)
        return .text(out.text, type: "text/plain; version=0.0.4; charset=utf-8")
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
