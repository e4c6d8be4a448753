import Foundation

/// PostgreSQL's own programs on this machine, and the user they may run as: the server refuses root.
struct PostgresPrograms: Sendable {
    private let folder: String
    /// The user to become, when this process is root.
    private let user: String?

    /// - Throws: `CommandFailed` that says which package to install.
    static func find() throws -> PostgresPrograms {
        let files = FileManager.default
        let versions = (try? files.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let ofDebian = versions.sorted { $0.compare($1, options: .numeric) == .orderedDescending }.map { "/usr/lib/postgresql/\($0)/bin" }
        let ofPath = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        let needed = ["initdb", "pg_ctl", "postgres"]
        guard let folder = (ofDebian + ofPath).first(where: { folder in needed.allSatisfy { files.isExecutableFile(atPath: "\(folder)/\($0)") } })
        else {
            throw CommandFailed(
                "PostgreSQL is not installed, and every test runs on both engines. Install it (Debian: apt-get install postgresql) "
                    + "or name a server in PONTE_TEST_POSTGRES.")
        }
        guard geteuid() == 0 else { return PostgresPrograms(folder: folder, user: nil) }
        guard getpwnam("postgres") != nil else {
            throw CommandFailed("the tests run as root, as which PostgreSQL does not start, and there is no user postgres")
        }
        return PostgresPrograms(folder: folder, user: "postgres")
    }

    /// Gives a folder to the user the programs run as.
    func own(_ path: String) throws {
        guard let user, let entry = getpwnam(user) else { return }
        guard chown(path, entry.pointee.pw_uid, entry.pointee.pw_gid) == 0 else { throw CommandFailed("cannot give \(path) to \(user)") }
    }

    func run(_ program: String, _ arguments: String...) async throws {
        let command = ["\(folder)/\(program)"] + arguments
        try await Command.run(user.map { ["runuser", "-u", $0, "--"] + command } ?? command)
    }
}
