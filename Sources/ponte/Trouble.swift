import App
import ArgumentParser
import Foundation
import Kernel
import Store
import Web

/// What went wrong, in plain words with the mend, and the exit code. Commands throw what they met; this says it.
struct Trouble: Error {
    let lines: [String]
    let code: Int32
    private(set) var isOfTheParser = false

    /// Something to mend in what was given: exit code 2.
    static func toMend(_ sentence: String) -> Trouble { Trouble(lines: [sentence], code: 2) }
    /// It could not be done: exit code 1.
    static func failed(_ sentence: String) -> Trouble { Trouble(lines: [sentence], code: 1) }

    private init(lines: [String], code: Int32) {
        self.lines = lines
        self.code = code
    }

    init(_ error: any Error) {
        switch error {
        case let trouble as Trouble: self = trouble
        case let invalid as Settings.Invalid: self.init(lines: invalid.problems, code: 2)
        case let found as ImportProblems: self.init(found)
        case let problem as Problem: self.init(problem)
        case let lost as Unreachable: self.init(lines: [Trouble.unreachable(lost.message)], code: 1)
        case let error as StoreError: self.init(error)
        // Help that was asked for, wrong use, or a code to end with: the parser tells these itself.
        case _ where error is ExitCode || Ponte.exitCode(for: error) != .failure:
            self.init(lines: [], code: 1)
            isOfTheParser = true
        case let problem as KeepingProblem: self.init(lines: [problem.description], code: problem.isToMend ? 2 : 1)
        case is CancellationError: self.init(lines: ["Stopped before the end."], code: 1)
        case let error as CocoaError: self.init(lines: [Trouble.sentence(error)], code: 1)
        default: self.init(lines: [Trouble.other(error)], code: 1)
        }
    }

    private init(_ found: ImportProblems) {
        let count = found.problems.count
        lines = found.problems.map(\.description) + ["\(counted(count, "problem")); nothing was changed."]
        code = 2
    }

    private init(_ problem: Problem) {
        let words = try? Translator(folders: Installation.resources.map { $0.appendingPathComponent("locales") }).words(.en)
        func say(_ key: String, _ values: [String: String] = [:]) -> String { words?(key, values) ?? key }
        switch problem {
        case .notFound: self.init(lines: ["There is no such record."], code: 2)
        case .refused(let reason), .conflict(let reason): self.init(lines: [say(reason)], code: 2)
        case .unavailable(let reason): self.init(lines: [say(reason)], code: 1)
        case .invalid(let fields):
            self.init(lines: fields.map { $0.field.isEmpty ? say($0.message, $0.values) : "\($0.field): \(say($0.message, $0.values))" }, code: 2)
        case .tooMany(let seconds): self.init(lines: ["Too many attempts; try again in \(seconds) seconds."], code: 1)
        case .tooLarge(let limit): self.init(lines: ["That is too large; at most \(limit) bytes are taken."], code: 2)
        }
    }

    private init(_ error: StoreError) {
        switch error {
        case .unreachable(let message): self.init(lines: [Trouble.unreachable(message)], code: 1)
        case .migration(let message): self.init(lines: ["The database cannot be used: \(message). Use the Ponte it was made with, or a newer one."], code: 1)
        case .collision: self.init(lines: ["The database was busy with other writes; run the command again."], code: 1)
        case .constraint(let message): self.init(lines: ["The database refused the data: \(message)."], code: 1)
        case .noColumn, .unreadable: self.init(lines: ["The database does not have the tables this Ponte expects (\(error)). Run `ponte doctor`."], code: 1)
        case .statement(_, let message): self.init(lines: ["The database refused a statement (\(Trouble.first(message))). Run `ponte doctor`."], code: 1)
        }
    }

    private static func unreachable(_ message: String) -> String {
        let detail = first(message)
        if detail.contains("not a database") || detail.contains("malformed") {
            return "The database file is damaged, or no database (\(detail)). Restore it from a backup, or name another folder with --data."
        }
        return "The database does not answer: \(detail). Check that it runs and may be reached, and PONTE_DATABASE_URL or the data folder."
    }

    private static func first(_ message: String) -> String {
        var line = message.split(whereSeparator: \.isNewline).first.map { $0.trimmingCharacters(in: .whitespaces) } ?? message
        while line.hasSuffix(".") { line.removeLast() }
        return line
    }

    private static func sentence(_ error: CocoaError) -> String {
        guard let path = error.filePath ?? error.url?.path else { return ended(error.localizedDescription) }
        return switch error.code {
        case .fileReadNoSuchFile, .fileNoSuchFile: "\(path) is not there and cannot be made."
        case .fileReadNoPermission, .fileWriteNoPermission: "\(path) cannot be opened: this user may not. Change its owner or its permissions."
        case .fileWriteOutOfSpace: "\(path) cannot be written: the disk is full."
        default: "\(path): \(ended(error.localizedDescription))"
        }
    }

    /// Errors of libraries, which have no words for people.
    private static func other(_ error: any Error) -> String {
        let text = "\(error)"
        if text.contains("Address already in use") { return "The port is taken by another program; choose another with --port." }
        if text.contains("Permission denied") { return "Permission was denied: \(error.localizedDescription)" }
        if text.contains("Cannot assign requested address") { return "This machine does not have the address given with --host." }
        return "It did not work: \(ended(error.localizedDescription)) Run `ponte doctor` to see what is missing."
    }

    private static func ended(_ text: String) -> String { text.hasSuffix(".") ? text : text + "." }
}
