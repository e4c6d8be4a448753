import GRDB
import Store

/// A copy of a database that others read and write meanwhile, by SQLite's online backup.
public enum SQLiteCopy {
    /// The copy is the state of one moment. Nobody has to wait for it.
    public static func write(_ path: String, to copy: String) throws {
        do {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(10)
            let source = try DatabaseQueue(path: path, configuration: configuration)
            let target = try DatabaseQueue(path: copy)
            // All pages in one step: the source is read in one snapshot, however much is written to it.
            try source.backup(to: target)
            try target.close()
            try source.close()
        } catch let error as DatabaseError {
            throw StoreError.unreachable("\(path): \(error.message ?? "cannot be copied")")
        }
    }

    /// Makes one file of a database that nobody uses any more: what is in its write-ahead log goes into it, and the log goes.
    public static func makeOneFile(_ path: String) throws {
        do {
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            try queue.close()
        } catch let error as DatabaseError {
            throw StoreError.unreachable("\(path): \(error.message ?? "cannot be closed")")
        }
    }
}
