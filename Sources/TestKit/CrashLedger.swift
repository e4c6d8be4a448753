import Foundation

/// What a process was promised before it was killed: numbers written down after each acknowledged commit, in a file that
/// the next process reads. Whatever stands here must stand in the database too.
///
/// The pattern of a crash test, with no program of its own:
///
///     let ledger = CrashLedger(path: …)
///     await #expect(processExitsWith: .signal(SIGKILL)) { [path] in
///         // In a child process: commit number after number, `acknowledge` each, and die in the middle.
///     }
///     // Here again: every acknowledged number is in the database, and nothing is there by half.
public struct CrashLedger: Sendable {
    private let path: String

    public init(path: String) { self.path = path }

    /// Appends in one system call, so that a killed process leaves whole lines.
    public func acknowledge(_ number: Int) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        guard file >= 0 else { throw CommandFailed("cannot write \(path)") }
        defer { close(file) }
        let line = Array("\(number)\n".utf8)
        guard write(file, line, line.count) == line.count else { throw CommandFailed("cannot write \(path)") }
    }

    public func acknowledged() throws -> [Int] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").compactMap { Int($0) }
    }

    /// Kills this process as `kill -9` would, after so long, from a thread of its own: whatever runs then is cut off.
    public static func killThisProcess(after delay: TimeInterval) {
        Thread {
            Thread.sleep(forTimeInterval: delay)
            kill(getpid(), SIGKILL)
        }.start()
    }
}
