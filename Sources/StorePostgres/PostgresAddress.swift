import CPostgres
import Store

/// Where the server is, with what every connection asks for. A port, a socket folder (`?host=/run/postgresql`), TLS and
/// everything else libpq knows may stand in the address.
struct PostgresAddress: Sendable {
    /// libpq's connection parameters, in order.
    let parameters: [(name: String, value: String)]

    /// - Throws: `StoreError.unreachable` when libpq cannot read the address. The message never repeats quoted parts,
    ///   which may hold the password.
    init(url: String) throws { parameters = Self.completed(try Self.given(url)) }

    /// What the address itself says, in order.
    static func given(_ url: String) throws -> [(name: String, value: String)] {
        var complaint: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(url, &complaint) else {
            let message = complaint.map { String(cString: $0) } ?? "out of memory"
            if let complaint { PQfreemem(complaint) }
            throw StoreError.unreachable("the database address cannot be read: \(Self.withoutQuotations(message))")
        }
        defer { PQconninfoFree(options) }

        var given: [(name: String, value: String)] = []
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { given.append((String(cString: keyword), String(cString: value))) }
            option += 1
        }
        return given
    }

    private static func completed(_ given: [(name: String, value: String)]) -> [(name: String, value: String)] {
        func value(of name: String) -> String? { given.first { $0.name == name }?.value }
        let always = [
            ("target_session_attrs", "read-write"),
            ("application_name", "ponte"),
            ("client_encoding", "UTF8"),
            ("options", [usual, value(of: "options"), needed].compactMap(\.self).joined(separator: " ")),
        ]
        // A machine that vanished without a word is noticed in seconds, not in TCP's quarter of an hour.
        let unlessGiven = [
            ("connect_timeout", "3"),
            ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "15000"),
        ]
        return given.filter { one in !always.contains { $0.0 == one.name } }
            + unlessGiven.filter { value(of: $0.0) == nil } + always
    }

    /// What the `options` of an address may change: `?options=-c%20statement_timeout%3D0` for a long migration.
    private static let usual = "-c statement_timeout=30s -c idle_in_transaction_session_timeout=60s"
    /// What `Decoding` relies on.
    private static let needed = "-c timezone=UTC -c bytea_output=hex -c extra_float_digits=1 -c standard_conforming_strings=on"

    private static func withoutQuotations(_ message: String) -> String {
        message.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
            .map { $0.offset.isMultiple(of: 2) ? String($0.element) : "…" }
            .joined(separator: "\"")
    }
}
