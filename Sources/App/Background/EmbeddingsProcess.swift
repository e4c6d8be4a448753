import Foundation
import Kernel
import Logging

/// Starts the embedding program and starts it again when it ends; stops it with Ponte. One that already answers is used as it is.
struct EmbeddingsProcess: Sendable {
    let settings: Settings
    let logger: Logger

    func run() async {
        guard let program = settings.embeddingsCommand.first, let client = settings.embeddingsURL.map(EmbeddingsClient.init(url:)) else { return }
        var wait = Duration.seconds(1)
        while !Task.isCancelled {
            if (try? await client.vectors(of: ["ping"], kind: .query, within: .milliseconds(1500))) != nil {
                try? await Task.sleep(for: .seconds(5))
                continue
            }
            let process = Process()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = Array(settings.embeddingsCommand.dropFirst())
            process.environment = ProcessInfo.processInfo.environment.merging(["OMP_NUM_THREADS": "1"]) { _, new in new }
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            do {
                try process.run()
                logger.info("started the embedding process", metadata: ["program": "\(program)", "pid": "\(process.processIdentifier)"])
                let began = ContinuousClock.now
                while process.isRunning && !Task.isCancelled { try? await Task.sleep(for: .milliseconds(200)) }
                if process.isRunning { stop(process) }
                if ContinuousClock.now - began > .seconds(60) { wait = .seconds(1) }
                if !Task.isCancelled { logger.warning("the embedding process ended", metadata: ["status": "\(process.terminationStatus)"]) }
            } catch {
                logger.warning("the embedding process cannot be started", metadata: ["program": "\(program)", "error": "\(error)"])
            }
            try? await Task.sleep(for: wait)
            wait = min(wait * 2, .seconds(60))
        }
    }

    /// A child inherits the signals that Ponte holds back and may not hear a polite one; so it is asked, then ended.
    private func stop(_ process: Process) {
        process.terminate()
        usleep(300_000)
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }
}
