import Compendium
import Foundation
import Kernel
import Logging
import Store

/// Makes documents from pages: PDF by WeasyPrint, DOCX by pandoc, each as a child process, two at once, the rest in a row. What was
/// made stays in the data folder under a name that says what is in it, so that it is made once.
actor DocumentPress {
    static let atOnce = 2
    static let mostWaiting = 20
    /// Files kept; what was made longest ago goes first.
    static let mostKept = 2000

    private let folder: URL
    private let weasyPrint: String
    private let pandoc: String
    private let logger: Logger
    private let board: JobBoard?
    private(set) var running = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var begun: [String: Task<Data, any Error>] = [:]

    init(folder: URL, weasyPrint: String, pandoc: String, logger: Logger, board: JobBoard? = nil) {
        self.folder = folder
        self.weasyPrint = weasyPrint
        self.pandoc = pandoc
        self.logger = logger
        self.board = board
    }

    /// - Throws: `Problem.unavailable` with a reason for the page when the program is missing, fails, or too much is waiting.
    func document(_ order: DocumentOrder) async throws -> Data {
        let file = folder.appendingPathComponent(order.fileName)
        if let made = try? Data(contentsOf: file) { return made }
        if let task = begun[order.fileName] { return try await task.value }
        guard waiting.count < Self.mostWaiting else { throw Problem.unavailable(reason: "compendium.document.busy") }
        let task = Task { try await make(order, file) }
        begun[order.fileName] = task
        defer { begun[order.fileName] = nil }
        return try await task.value
    }

    private func make(_ order: DocumentOrder, _ file: URL) async throws -> Data {
        await takeSeat()
        defer { leaveSeat() }
        let place = folder.appendingPathComponent("making-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: place) }
        do {
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            let (input, output) = (place.appendingPathComponent("in.html"), place.appendingPathComponent("out"))
            try Data(order.html).write(to: input)
            let progress = order.progress
            try await program(order, output).run(input: input, in: place) { said in Self.pages(said).map { progress?($0) } }
            let made = try Data(contentsOf: output)
            if order.isKept {
                try FileManager.default.moveItem(at: output, to: file)
                forgetOldest()
            }
            board?.note(.books, problem: nil)
            return made
        } catch {
            logger.error("a document could not be made", metadata: ["document": "\(order.fileName)", "error": "\(error)"])
            if let made = try? Data(contentsOf: file) { return made }
            board?.note(.books, problem: loggable(error))
            throw Problem.unavailable(reason: error as? ChildProgram.Failed == .missing ? "compendium.document.missing" : "compendium.document.failed")
        }
    }

    private func program(_ order: DocumentOrder, _ output: URL) -> ChildProgram {
        switch order.format {
        case .pdf:
            // Nothing is fetched: what a document shows is inside it.
            ChildProgram(
                program: weasyPrint, arguments: ["--verbose", "--pdf-variant", "pdf/ua-1", "--allowed-protocols", "data", "-", output.path], memory: 3 << 30,
                seconds: 300)
        case .docx:
            ChildProgram(
                program: pandoc,
                arguments: ["--from=html", "--to=docx", "--shift-heading-level-by=-1", "--output=\(output.path)"]
                    + (order.language.direction == "rtl" ? ["--metadata=dir:rtl"] : []),
                memory: 2 << 30, seconds: 60)
        }
    }

    /// How many pages WeasyPrint has laid out, as it says itself.
    static func pages(_ said: String) -> Int? {
        said.split(separator: "\n").last { $0.contains("Creating layout - Page") }.flatMap { $0.split(separator: " ").last.flatMap { Int($0) } }
    }

    var queued: Int { waiting.count }

    private func takeSeat() async {
        guard running >= Self.atOnce else {
            running += 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    /// The seat goes to whoever waited longest.
    private func leaveSeat() {
        if waiting.isEmpty { running -= 1 } else { waiting.removeFirst().resume() }
    }

    private func forgetOldest() {
        guard let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: [.contentModificationDateKey]), files.count > Self.mostKept else { return }
        func made(_ file: URL) -> Date { (try? file.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate) ?? .distantPast }
        let documents = files.filter { DocumentOrder.Format(rawValue: $0.pathExtension) != nil }
        for file in documents.sorted(by: { made($0) < made($1) }).dropLast(Self.mostKept * 3 / 4) { try? FileManager.default.removeItem(at: file) }
    }
}
