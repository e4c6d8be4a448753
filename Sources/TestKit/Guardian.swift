import Foundation

/// Sees to it that no server outlives the tests, however they end: a small shell that waits for this process to go, by
/// reading from a pipe that only this process holds, then stops the servers, also one that is just starting, and removes
/// their folders.
actor Guardian {
    static let shared = Guardian()

    private var house: String?
    private var servers = 0

    /// A new folder for one server.
    func makeFolder() throws -> String {
        let house = try house ?? open()
        self.house = house
        servers += 1
        let folder = "\(house)/\(servers)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        return folder
    }

    private func open() throws -> String {
        // Not the temporary folder of the user: the path of a socket may have 107 characters only.
        var template = Array("/tmp/ponte-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw CommandFailed("cannot make a folder in /tmp") }
        let house = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard chmod(house, 0o755) == 0 else { throw CommandFailed("cannot open \(house) to the server's user") }

        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw CommandFailed("no pipe for the guardian of the test servers") }
        // The write end stays open until the process is gone; children do not get it.
        _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
        let script = """
            trap '' INT TERM HUP
            cat > /dev/null
            for round in 1 2 3 4; do
                for file in "$1"/*/data/postmaster.pid; do [ -f "$file" ] && kill -QUIT "$(head -n 1 "$file")"; done
                sleep 0.5
            done
            rm -rf "$1"
            """
        _ = try Command.spawn(["sh", "-c", script, "guardian", house], input: ends[0], output: "/dev/null")
        Foundation.close(ends[0])
        return house
    }
}
