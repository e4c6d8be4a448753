import Foundation
import Logging
import Store

/// One thread's place at the database: a connection that is replaced when it is lost, and the course of a transaction.
final class Seat {
    enum Purpose {
        case read, write

        /// `READ WRITE` makes a server that has become a standby say so here, before anything has run.
        var opening: String {
            switch self {
            case .read: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            case .write: "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
            }
        }
    }

    private static let attempts = 4
    private static let log = Logger(label: "ponte.postgres")

    private let connect: () throws -> Session
    private var session: Session?

    init(connect: @escaping () throws -> Session) { self.connect = connect }

    /// Runs the body in one transaction, again after a collision.
    /// - Throws: what the body throws after everything is undone; `StoreError.unreachable` when the connection was lost,
    ///   whatever the body made of it; the first failed statement when the body swallowed it and returned.
    func transaction<Value>(_ purpose: Purpose, _ body: (any Connection) throws -> Value) throws -> Value {
        var attempt = 1
        while true {
            do {
                return try once(purpose, body)
            } catch StoreError.collision(let message) where attempt < Self.attempts {
                Self.log.debug("a transaction collided and is run again", metadata: ["attempt": "\(attempt)", "message": "\(message)"])
                Thread.sleep(forTimeInterval: Double.random(in: 0.005...0.03) * Double(attempt * attempt))
                attempt += 1
            }
        }
    }

    func leave() {
        session?.finish()
        session = nil
    }

    private func once<Value>(_ purpose: Purpose, _ body: (any Connection) throws -> Value) throws -> Value {
        let session = try begin(purpose)
        let connection = PostgresConnection(session: session)
        let value: Value
        do {
            value = try body(connection)
        } catch {
            try undo(session)
            // What the body made of a lost connection or a collision does not matter: it saw no answer.
            if let failure = connection.failure, failure.isAboutTheConnection { throw failure }
            throw error
        }
        if let failure = connection.failure {
            try undo(session)
            throw failure
        }
        do {
            try session.command("COMMIT", expecting: "COMMIT")
        } catch {
            guard session.isUsable else {
                leave()
                throw StoreError.unreachable("the connection was lost at the commit, whose outcome is unknown: \(error)")
            }
            throw error
        }
        return value
    }

    /// Begins on the connection there is; when that is broken, on a new one.
    private func begin(_ purpose: Purpose) throws -> Session {
        if let session {
            do {
                try session.command(purpose.opening)
                return session
            } catch {
                Self.log.notice("a broken connection is replaced", metadata: ["error": "\(error)"])
                leave()
            }
        }
        let fresh = try connect()
        do {
            try fresh.command(purpose.opening)
        } catch {
            fresh.finish()
            throw StoreError.unreachable("a transaction cannot begin: \(error)")
        }
        session = fresh
        return fresh
    }

    /// Undoes what was done. A connection that cannot even do that is closed, and then the server undoes it.
    private func undo(_ session: Session) throws {
        guard session.isUsable, (try? session.command("ROLLBACK")) != nil else { return leave() }
    }
}

extension StoreError {
    /// The answer lies with the connection or with other transactions, not with the body.
    var isAboutTheConnection: Bool {
        switch self {
        case .unreachable, .collision: true
        default: false
        }
    }
}
