import App
import ArgumentParser
import Foundation
import Web

/// `ponte routes`: every address, who may open it, and how it is kept.
struct RoutesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "routes", abstract: "List every address with who may open it.",
        discussion: "Needs no database.\n\nExample:\n  ponte routes --json")

    @Flag(help: "For machines.") var json = false

    func run() async throws {
        let settings = try Installation.temporary(like: try await Settings.read(environment: [:]))
        defer { try? FileManager.default.removeItem(at: settings.dataFolder) }
        let installation = try await Installation.open(settings, logger: Say.quietLogger)
        let rows = installation.routes.map(Row.init)
        await installation.house.database.close()
        if json { return try Say.json(rows) }
        var table = Table(("METHOD", .left), ("PATH", .left), ("ACCESS", .left), ("KIND", .left), ("CACHING", .left))
        for row in rows { table.add(row.method, row.path, row.access, row.kind, row.caching) }
        table.show()
    }

    struct Row: Encodable {
        let method, path, access, kind, caching: String
        let bodyLimit: Int

        init(_ route: Route) {
            method = route.method.rawValue
            path = route.path
            access = route.access.description
            kind = route.kind.rawValue
            caching =
                switch route.caching {
                case .never: "never"
                case .shared: "shared"
                }
            bodyLimit = route.bodyLimit
        }

        enum CodingKeys: String, CodingKey { case method, path, access, kind, caching, bodyLimit = "body_limit" }
    }
}
