import Foundation

/// Style sheets, scripts and pictures, read once; their address carries a digest, so browsers keep them for good.
public struct Assets: Sendable {
    struct File: Sendable {
        let bytes: [UInt8]
        /// Smaller, for those who read gzip; nil for what is compressed by itself.
        let compressed: [UInt8]?
        let type: String
    }

    /// Where the files are served: `/assets/1a2b3c4d`.
    public let prefix: String
    private let files: [String: File]
    /// The style sheet of every page, to be put into it; nil when there is none.
    let inlineStyle: InlineStyle?

    /// - Parameter resources: folders that may hold an `assets` folder.
    public init(resources: [URL]) throws {
        var files: [String: File] = [:]
        for folder in resources.map({ $0.appendingPathComponent("assets") }) {
            guard let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey]) else { continue }
            let root = folder.standardizedFileURL.path + "/"
            for case let file as URL in found {
                guard let type = Assets.types[file.pathExtension] else { continue }
                let name = String(file.standardizedFileURL.path.dropFirst(root.count))
                let bytes = [UInt8](try Data(contentsOf: file))
                files[name] = File(bytes: bytes, compressed: type.hasPrefix("image/png") ? nil : Gzip.compress(bytes, level: 9), type: type)
            }
        }
        let everything = files.sorted { $0.key < $1.key }.flatMap { Array($0.key.utf8) + $0.value.bytes }
        prefix = "/assets/" + Secrets.digest(everything).prefix(12)
        inlineStyle = files[Assets.sheet].map { [prefix] in InlineStyle(sheet: $0.bytes, address: "\(prefix)/\(Assets.sheet)") }
        self.files = files
    }

    static let sheet = "ponte.css"

    func file(_ name: String) -> File? { files[name] }

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "png": "image/png", "webmanifest": "application/manifest+json", "ico": "image/x-icon", "txt": "text/plain; charset=utf-8",
    ]
}
