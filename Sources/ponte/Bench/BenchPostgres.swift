import Foundation

/// The PostgreSQL to measure beside: one that is named, a throw-away one, or none with the reason.
struct BenchPostgres {
    let url: String?
    let server: ThrowAwayPostgres?
    let whyNot: String?

    static func find() async throws -> BenchPostgres {
        if let url = ProcessInfo.processInfo.environment["PONTE_BENCH_POSTGRES"], !url.isEmpty { return BenchPostgres(url: url, server: nil, whyNot: nil) }
        do {
            let server = try await ThrowAwayPostgres.start()
            return BenchPostgres(url: server.url, server: server, whyNot: nil)
        } catch let trouble as Trouble {
            return BenchPostgres(url: nil, server: nil, whyNot: trouble.lines.joined(separator: " "))
        }
    }
}

/// A PostgreSQL server on a socket in a folder of its own, stopped and removed with the run.
struct ThrowAwayPostgres {
    private let folder: String
    private let server: Process
    private let guardian: Process
    private let leash: Pipe

    var url: String { "postgres://ponte@/postgres?host=\(folder)" }

    /// - Throws: `Trouble` with the package to install, or with what did not start.
    static func start() async throws -> ThrowAwayPostgres {
        let files = FileManager.default
        let versions = ((try? files.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []).sorted { $0.compare($1, options: .numeric) == .orderedDescending }
        let places = versions.map { "/usr/lib/postgresql/\($0)/bin" } + (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        guard let programs = places.first(where: { place in ["initdb", "postgres"].allSatisfy { files.isExecutableFile(atPath: "\(place)/\($0)") } }) else {
            throw Trouble.failed("its programs are not installed (Debian: apt-get install postgresql) and PONTE_BENCH_POSTGRES names no server.")
        }
        // The server refuses to run as root.
        let user = geteuid() == 0 ? getpwnam("postgres") : nil
        guard geteuid() != 0 || user != nil else { throw Trouble.failed("it does not run as root, and there is no user postgres.") }
        // Short, since a socket's path may have 107 characters.
        let folder = "/tmp/ponte-bench-\(ProcessInfo.processInfo.processIdentifier)"
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        var before: [String] = []
        if let user {
            guard chown(folder, user.pointee.pw_uid, user.pointee.pw_gid) == 0 else { throw Trouble.failed("\(folder) cannot be given to the user postgres.") }
            before = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        }
        let initdb = try run(before + ["\(programs)/initdb", "-D", "\(folder)/data", "-U", "ponte", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"])
        initdb.waitUntilExit()
        guard initdb.terminationStatus == 0 else { throw Trouble.failed("initdb did not work in \(folder).") }
        let options = ["listen_addresses=", "unix_socket_directories=\(folder)", "shared_buffers=512MB", "work_mem=64MB", "maintenance_work_mem=256MB",
            "fsync=off", "max_parallel_workers_per_gather=0", "max_parallel_maintenance_workers=0"]
        let server = try run(before + ["\(programs)/postgres", "-D", "\(folder)/data"] + options.flatMap { ["-c", $0] })
        let leash = Pipe()
        let guardian = try run(["sh", "-c", guardian, "sh", String(server.processIdentifier), folder], input: leash)
        let started = ThrowAwayPostgres(folder: folder, server: server, guardian: guardian, leash: leash)
        for _ in 0..<100 where server.isRunning {
            if files.fileExists(atPath: "\(folder)/.s.PGSQL.5432") { return started }
            try await Task.sleep(for: .milliseconds(100))
        }
        started.stop()
        throw Trouble.failed("a throw-away server did not start in \(folder).")
    }

    /// Waits until this program lets go of it, or is gone, however it went; then stops the server at once and removes its folder.
    private static let guardian = #"read rest; kill -INT "$1" 2>/dev/null; sleep 1; exec rm -rf "$2""#

    func stop() {
        try? leash.fileHandleForWriting.close()
        server.waitUntilExit()
        guardian.waitUntilExit()
    }

    private static func run(_ command: [String], input: Pipe? = nil) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        process.standardInput = input ?? FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }
}
