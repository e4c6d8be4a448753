import CPostgres
import Foundation
import Store

/// One connection. Used on one thread only.
///
/// Statements go out through libpq's non-blocking calls and are waited for with a limit, so a frozen server or a cable
/// pulled out is an error in the end, not a thread that never comes back.
final class Session {
    private let link: OpaquePointer
    private let answerWithin: Duration
    private var prepared = PreparedStatements()
    private var isSpoilt = false

    /// - Throws: `StoreError.unreachable` when no host of the address accepts writes.
    init(address: PostgresAddress, answerWithin: Duration) throws {
        self.answerWithin = answerWithin
        let names = address.parameters.map { strdup($0.name) }
        let values = address.parameters.map { strdup($0.value) }
        defer { for text in names + values { free(text) } }
        let link = PQconnectdbParams(
            names.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil], 0)
        guard let link else { throw StoreError.unreachable("out of memory") }
        guard PQstatus(link) == CONNECTION_OK else {
            defer { PQfinish(link) }
            throw StoreError.unreachable(Self.complaint(link))
        }
        PQsetNoticeProcessor(link, { _, _ in }, nil)
        PQsetnonblocking(link, 1)
        self.link = link
    }

    var isUsable: Bool { !isSpoilt && PQstatus(link) == CONNECTION_OK }

    /// Nothing may be called after this.
    func finish() { PQfinish(link) }

    /// Runs one of the driver's own words, `BEGIN` or `COMMIT`.
    /// - Parameter expecting: the tag of success; a `COMMIT` of a failed transaction answers `ROLLBACK`.
    func command(_ text: String, expecting tag: String? = nil) throws {
        let answer = try answer(to: text) { PQsendQuery(link, text) }
        if let tag, answer.tag != tag { throw StoreError.statement(text, message: "the server answered \(answer.tag)") }
    }

    /// Runs a statement of the house, prepared once when it is of a kind that comes again.
    func run(_ statement: SQL) throws -> Answer {
        let parameters = try Parameters(statement.values)
        let key = PreparedStatements.Key(text: statement.text, types: parameters.types)
        if let name = prepared.name(of: key) {
            return try answer(to: statement.text, isReused: true) {
                parameters.lent { PQsendQueryPrepared(link, name, parameters.count, $0, $1, $2, 0) }
            }
        }
        let numbered = Placeholders.numbered(statement.text)
        guard numbered.count == statement.values.count else {
            throw StoreError.statement(statement.text, message: "\(numbered.count) placeholders for \(statement.values.count) values")
        }
        guard PreparedStatements.isWorthwhile(statement.text) else {
            return try answer(to: statement.text) {
                parameters.lent { PQsendQueryParams(link, numbered.text, parameters.count, parameters.types, $0, $1, $2, 0) }
            }
        }
        if let oldest = prepared.evict() { try command("DEALLOCATE \(oldest)") }
        let name = prepared.freshName()
        _ = try answer(to: statement.text) { PQsendPrepare(link, name, numbered.text, parameters.count, parameters.types) }
        prepared.remember(key, as: name)
        return try answer(to: statement.text) {
            parameters.lent { PQsendQueryPrepared(link, name, parameters.count, $0, $1, $2, 0) }
        }
    }

    // MARK: - Asking and waiting

    /// - Parameter isReused: the statement was prepared in an earlier transaction; a migration may have come between.
    private func answer(to statement: String, isReused: Bool = false, _ send: () -> Int32) throws -> Answer {
        guard send() == 1 else { throw failure(of: statement) }
        let deadline = ContinuousClock.now + answerWithin
        var last: Answer?
        while true {
            try wait(for: statement, until: deadline)
            guard let result = PQgetResult(link) else { break }
            last = Answer(result)
        }
        guard let last else { throw failure(of: statement) }
        guard last.isGood else {
            throw failure(of: statement, message: last.message, state: SQLState(last.state, isReused: isReused))
        }
        return last
    }

    /// How long a server may be silent before it is asked whether it is there at all.
    private static let silence = Duration.seconds(2)

    /// Until libpq can hand out a result without blocking. A long statement and a frozen server look alike from here; only the
    /// server itself can tell, so it is asked beside.
    private func wait(for statement: String, until deadline: ContinuousClock.Instant) throws {
        var isSending = PQflush(link) == 1
        while isSending || PQisBusy(link) == 1 {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else {
                isSpoilt = true
                throw StoreError.unreachable("no answer within \(answerWithin)")
            }
            var descriptor = pollfd(fd: PQsocket(link), events: Int16(POLLIN) | (isSending ? Int16(POLLOUT) : 0), revents: 0)
            let ready = poll(&descriptor, 1, Int32(min(left, Self.silence) / .milliseconds(1)) + 1)
            if ready == 0, left > Self.silence, !isServerThere {
                isSpoilt = true
                throw StoreError.unreachable("the server is silent")
            }
            guard ready > 0 else { continue }
            guard PQconsumeInput(link) == 1 else { throw failure(of: statement) }
            isSending = PQflush(link) == 1
        }
    }

    /// Whether the server of this connection still greets newcomers, be it to turn them away.
    private var isServerThere: Bool {
        func text(_ value: UnsafeMutablePointer<CChar>?) -> String? { value.map { String(cString: $0) } }
        let wanted = [("host", text(PQhost(link))), ("port", text(PQport(link))), ("dbname", text(PQdb(link))), ("connect_timeout", "2")]
        let given = wanted.compactMap { name, value in value.map { (strdup(name), strdup($0)) } }
        defer { for (name, value) in given { free(name); free(value) } }
        let names = given.map { UnsafePointer<CChar>($0.0) } + [nil], values = given.map { UnsafePointer<CChar>($0.1) } + [nil]
        return [PQPING_OK, PQPING_REJECT].contains(PQpingParams(names, values, 0))
    }

    private func failure(of statement: String, message: String = "", state: SQLState = SQLState("")) -> StoreError {
        let message = message.isEmpty ? Self.complaint(link) : message
        guard PQstatus(link) == CONNECTION_OK else {
            return .unreachable(message.isEmpty ? "the connection was lost" : message)
        }
        if state.spoilsTheConnection { isSpoilt = true }
        return state.error(message, in: statement)
    }

    private static func complaint(_ link: OpaquePointer) -> String {
        PQerrorMessage(link).map { String(cString: $0).trimmingCharacters(in: .whitespacesAndNewlines) } ?? ""
    }
}
