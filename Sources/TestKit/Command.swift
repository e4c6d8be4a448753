import Foundation

/// A program outside this process went wrong, or is not there.
public struct CommandFailed: Error, CustomStringConvertible {
    public let description: String
    init(_ description: String) { self.description = description }
}

/// Runs programs. Not Foundation's `Process`, which on Linux takes a program for running as long as any daemon it has
/// left behind (pg_ctl leaves one).
enum Command {
    /// Runs a program to its end.
    /// - Throws: `CommandFailed` with what it said, unless it ends with 0.
    static func run(_ command: [String]) async throws {
        let output = FileManager.default.temporaryDirectory.appending(path: "ponte-command-\(UUID().uuidString)").path
        defer { unlink(output) }
        // From /tmp, since the server's user may not enter the folder that the tests run in.
        let child = try spawn(["sh", "-c", #"cd /tmp && exec "$@""#, "sh"] + command, input: nil, output: output)
        let status = await end(of: child)
        guard status == 0 else {
            let said = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
            throw CommandFailed("\(command.joined(separator: " ")) ended with \(status):\n\(said)")
        }
    }

    /// Starts a program, found in PATH, with nothing open but its input and output.
    static func spawn(_ command: [String], input: Int32?, output: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // glibc's "close everything else" hides behind a feature macro; a close of what is not open does no harm.
        for descriptor in 3..<Int32(1024) { posix_spawn_file_actions_addclose(&actions, descriptor) }

        let arguments = command.map { strdup($0) }
        defer { for argument in arguments { free(argument) } }
        var child: pid_t = 0
        let problem = posix_spawnp(&child, command[0], &actions, nil, arguments + [nil], environ)
        guard problem == 0 else { throw CommandFailed("cannot start \(command[0]): \(String(cString: strerror(problem)))") }
        return child
    }

    private static func end(of child: pid_t) async -> Int32 {
        await withCheckedContinuation { continuation in
            Thread {
                var status: Int32 = 0
                while waitpid(child, &status, 0) < 0, errno == EINTR {}
                continuation.resume(returning: status)
            }.start()
        }
    }
}
