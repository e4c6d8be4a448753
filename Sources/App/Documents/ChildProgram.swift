import Foundation
import Kernel

/// One run of another program: with bounds on its memory and time, at low priority, without a network address or secret in its
/// environment, and never on a thread that answers.
struct ChildProgram: Sendable {
    /// A name looked up in PATH, or a path.
    let program: String
    let arguments: [String]
    /// Bytes of address space.
    let memory: Int
    /// Of the clock; as much of the processor.
    let seconds: Int
    /// Besides what every one is given.
    var environment: [String: String] = [:]

    enum Failed: Error, Equatable {
        case missing
        case tooLong
        /// With the end of what it wrote to its error output.
        case ended(status: Int32, said: String)
    }

    /// - Parameters:
    ///   - input: what it reads from its standard input.
    ///   - folder: where it works; its caches and its error output are kept there.
    ///   - output: where its standard output goes; nil: nowhere.
    ///   - said: told now and then everything that it wrote to its error output so far.
    func run(input: URL, in folder: URL, output: URL? = nil, said: @Sendable (String) -> Void = { _ in }) async throws {
        let log = folder.appendingPathComponent("said.txt")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments =
            ["-c", "ulimit -v \"$1\" && ulimit -t \"$2\" && shift 2 && exec nice -n 10 \"$@\"", "sh", String(memory / 1024), String(seconds), program] + arguments
        process.currentDirectoryURL = folder
        process.environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": folder.path,
            "XDG_CACHE_HOME": folder.deletingLastPathComponent().appendingPathComponent("cache").path,
        ].merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: input)
        if let output { _ = FileManager.default.createFile(atPath: output.path, contents: nil) }
        process.standardOutput = try output.map { try FileHandle(forWritingTo: $0) } ?? FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: log)
        try process.run()
        let end = ContinuousClock.now + .seconds(seconds)
        while process.isRunning {
            do {
                guard ContinuousClock.now < end else { throw Failed.tooLong }
                try await Task.sleep(for: .milliseconds(40))
                said(Self.text(log))
            } catch {
                // It may hold back polite signals, as its parent does.
                kill(process.processIdentifier, SIGKILL)
                throw error
            }
        }
        switch process.terminationStatus {
        case 0: said(Self.text(log))
        case 127: throw Failed.missing
        case let status: throw Failed.ended(status: status, said: String(Self.text(log).suffix(400)))
        }
    }

    private static func text(_ file: URL) -> String { (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) } ?? "" }
}
