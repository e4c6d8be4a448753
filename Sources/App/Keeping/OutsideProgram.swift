import Foundation

/// A program of the machine that this one needs for a while: tar, pg_dump.
struct OutsideProgram: Sendable {
    let name: String
    /// What to install when it is missing.
    let package: String

    static let tar = OutsideProgram(name: "tar", package: "tar")
    static let dump = OutsideProgram(name: "pg_dump", package: "postgresql-client")
    static let restore = OutsideProgram(name: "pg_restore", package: "postgresql-client")
    static let psql = OutsideProgram(name: "psql", package: "postgresql-client")

    /// Runs to the end and gives back what it said on standard output.
    /// - Parameter environment: added to that of this process.
    /// - Throws: `KeepingProblem` when it is missing, or with the last line of its complaint.
    @discardableResult
    func run(_ arguments: [String], environment: [String: String] = [:]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try path())
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let folder = FileManager.default.temporaryDirectory
        let (out, complaint) = (folder.appendingPathComponent("ponte-\(UUID().uuidString)"), folder.appendingPathComponent("ponte-\(UUID().uuidString)"))
        // Files and not pipes: a pipe that nobody reads while the other is read would hold the program up.
        for file in [out, complaint] { _ = FileManager.default.createFile(atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600]) }
        defer { for file in [out, complaint] { try? FileManager.default.removeItem(at: file) } }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: complaint)
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let said = String(decoding: try Data(contentsOf: complaint), as: UTF8.self).split(whereSeparator: \.isNewline)
            let last = said.last { $0.contains("error") || $0.contains(":") } ?? said.last ?? "it ended with \(process.terminationStatus)"
            throw KeepingProblem.failed("\(name) did not do it: \(last)")
        }
        return String(decoding: try Data(contentsOf: out), as: UTF8.self)
    }

    /// PostgreSQL's newest programs come first: they read every older server, and an older one does not read a newer.
    private func path() throws -> String {
        let files = FileManager.default
        let debian = "/usr/lib/postgresql"
        let versions = ((try? files.contentsOfDirectory(atPath: debian)) ?? []).sorted { $0.compare($1, options: .numeric) == .orderedDescending }
        let folders = (name == "tar" ? [] : versions.map { "\(debian)/\($0)/bin" })
            + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").map(String.init)
        guard let found = folders.map({ "\($0)/\(name)" }).first(where: { files.isExecutableFile(atPath: $0) }) else {
            throw KeepingProblem.failed("The program \(name) is missing on this machine; as root: apt-get install \(package)")
        }
        return found
    }
}
