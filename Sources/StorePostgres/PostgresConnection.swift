import Store

/// One open transaction. After a failed statement PostgreSQL refuses all others until the transaction is undone; this
/// repeats the first failure instead of PostgreSQL's "current transaction is aborted".
final class PostgresConnection: Connection {
    let engine = Engine.postgres
    private let session: Session
    private(set) var failure: StoreError?

    init(session: Session) { self.session = session }

    func rows(_ statement: SQL) throws -> [Row] { try remembering { try session.run(statement).rows() } }

    func change(_ statement: SQL) throws -> Int { try remembering { try session.run(statement).touched } }

    private func remembering<Value>(_ work: () throws -> Value) throws -> Value {
        if let failure { throw failure }
        do {
            return try work()
        } catch let error as StoreError {
            failure = error
            throw error
        }
    }
}
