import Foundation

/// A PostgreSQL server of the tests' own, on a socket in a folder under /tmp: quick, unsafe on a power cut, gone with the
/// process. Tests that stop, break or promote servers start private ones.
public struct PostgresServer: Sendable {
    /// Holds the socket, the log and the data.
    public let folder: String
    private let programs: PostgresPrograms

    private var data: String { "\(folder)/data" }

    public var url: String { "postgres://ponte@/postgres?host=\(folder)" }

    /// The address of several servers, tried in this order.
    public static func url(of servers: [PostgresServer]) -> String {
        "postgres://ponte@/postgres?host=\(servers.map(\.folder).joined(separator: ","))"
    }

    /// Makes a server and starts it: about a second.
    /// - Throws: `CommandFailed` with the package to install, or with what the program said.
    public static func start() async throws -> PostgresServer {
        let server = try await PostgresServer()
        try await server.programs.run(
            "initdb", "-D", server.data, "-U", "ponte", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions")
        try server.configure(
            """
            listen_addresses = ''
            max_connections = 200
            shared_buffers = 32MB
            fsync = off
            full_page_writes = off
            autovacuum = off
            lc_messages = 'C'
            """)
        try await server.startAgain()
        return server
    }

    private init() async throws {
        programs = try PostgresPrograms.find()
        folder = try await Guardian.shared.makeFolder()
        try programs.own(folder)
    }

    private func configure(_ lines: String) throws {
        let file = "\(data)/postgresql.conf"
        guard let handle = FileHandle(forWritingAtPath: file) else { throw CommandFailed("cannot write \(file)") }
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("\n\(lines)\nunix_socket_directories = '\(folder)'\n".utf8))
        try handle.close()
    }

    // MARK: - What tests do to a server

    public enum Stop: String {
        /// Everybody out, everything written.
        case fast
        /// As if the power had failed, but for what the system still holds in memory.
        case immediate
    }

    public func stop(_ stop: Stop) async throws {
        try await programs.run("pg_ctl", "stop", "-D", data, "-m", stop.rawValue, "-w")
    }

    public func startAgain() async throws {
        try await programs.run("pg_ctl", "start", "-D", data, "-w", "-t", "30", "-l", "\(folder)/log")
    }

    /// A second server that follows this one and can take over.
    public func standby() async throws -> PostgresServer {
        let standby = try await PostgresServer()
        try await programs.run("pg_basebackup", "-D", standby.data, "-d", url, "-R", "-c", "fast", "--no-sync")
        try standby.configure("")
        try await standby.startAgain()
        return standby
    }

    /// Asks, without the demand for writes, until there is an answer with a row; for a standby that follows.
    public func waitUntilItHas(_ query: String) async throws {
        for _ in 0..<100 {
            if (try? await programs.run("psql", "-U", "ponte", "-h", folder, "-d", "postgres", "-Atq", "-v", "ON_ERROR_STOP=1", "-c", query, "-c", "SELECT 1 / count(*) FROM (\(query)) AS found")) != nil { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw CommandFailed("the server in \(folder) never had: \(query)")
    }

    /// Makes a standby the server that takes writes.
    public func promote() async throws {
        try await programs.run("pg_ctl", "promote", "-D", data, "-w")
    }

    /// Stops it and removes its files. A server nobody discards goes with the process.
    public func discard() async {
        try? await stop(.immediate)
        try? FileManager.default.removeItem(atPath: folder)
    }
}
