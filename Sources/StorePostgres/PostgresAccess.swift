import Foundation
import Store

/// How PostgreSQL's own programs (pg_dump, psql) find the server of an address: through a service file, since an address with a
/// password would show in the list of processes.
public struct PostgresAccess: Sendable {
    private let parameters: [(name: String, value: String)]
    private let file: URL

    /// - Parameter folder: where the service file lies until `forget()`; readable for this user only.
    public init(url: String, in folder: URL) throws {
        let unwanted = ["target_session_attrs", "application_name", "client_encoding"]
        parameters = try PostgresAddress.given(url).filter { !unwanted.contains($0.name) } + [("target_session_attrs", "read-write"), ("application_name", "ponte")]
        file = folder.appendingPathComponent(".ponte-service-\(UUID().uuidString)")
        let lines = ["[ponte]"] + parameters.map { "\($0.name)=\($0.value)" }
        let isWritten = FileManager.default.createFile(
            atPath: file.path, contents: Data((lines.joined(separator: "\n") + "\n").utf8), attributes: [.posixPermissions: 0o600])
        guard isWritten else { throw StoreError.unreachable("\(file.path) cannot be written") }
    }

    public var environment: [String: String] { ["PGSERVICEFILE": file.path, "PGSERVICE": "ponte"] }

    /// An address for `PostgresDriver`, of another database of the same server.
    public func address(ofDatabase name: String) -> String {
        (parameters.filter { $0.name != "dbname" } + [("dbname", name)])
            .map { "\($0.name)='\($0.value.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "'", with: "\\'"))'" }
            .joined(separator: " ")
    }

    public func forget() { try? FileManager.default.removeItem(at: file) }
}
