import Compendium
import Foundation
import Web
import Members

/// The files of the content that Ponte comes with.
public struct StarterContent: Sendable {
    public let cities: (name: String, data: Data)
    public let programmes: (name: String, data: Data)
    public let practices: [(name: String, data: Data)]

    /// Tells one version of the content from another.
    var digest: String { Secrets.digest(([cities, programmes] + practices).map { Secrets.digest([UInt8]($0.data)) }.joined()) }

    public static func read() throws -> StarterContent {
        let folder = appResources.appendingPathComponent("starter")
        func file(_ url: URL) throws -> (name: String, data: Data) { (url.lastPathComponent, try Data(contentsOf: url)) }
        let practices = try FileManager.default.contentsOfDirectory(at: folder.appendingPathComponent("practices"), includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
        return StarterContent(
            cities: try file(folder.appendingPathComponent("cities.json")), programmes: try file(folder.appendingPathComponent("programmes").appendingPathExtension("json")),
            practices: try practices.map(file))
    }
}
