import Foundation
import Kernel
import Web

/// What was given, looked at and kept in the folder, before any record names it.
struct TakenFile: Sendable {
    let type: FileType
    let sha256: String
    let source: String
    let name: String
    let bytes: Int
    let width: Int?
    let height: Int?
    let renditions: [GivenFile.Rendition]

    /// Everything that must lie in the folder.
    var contents: [FileStore.Stored] { [FileStore.Stored(sha256: sha256, bytes: bytes)] + renditions.map { FileStore.Stored(sha256: $0.sha256, bytes: $0.bytes) } }
}

/// Looks at a file that came with a form, and keeps what may be kept of it.
struct Intake: Sendable {
    let store: FileStore
    let ports: FilesPorts
    /// In bytes.
    let limit: Int

    /// - Parameter known: what was made of the same bytes before, if anything.
    /// - Throws: `FileRefusal`.
    func take(_ upload: UploadedFile, known: @Sendable (_ source: String) async throws -> GivenFile?) async throws -> TakenFile {
        guard upload.size > 0 else { throw FileRefusal("files.problem.empty") }
        guard upload.size <= limit else {
            throw FileRefusal("files.problem.tooLarge", ["size": Self.megabytes(upload.size, .up), "limit": Self.megabytes(limit, .toNearestOrEven)])
        }
        return try await store.withWorkFolder { work in
            let given = work.appendingPathComponent("given")
            try upload.write(to: given)
            let type = try Recognition.type(of: given)
            let name = FileName.clean(upload.claimedName, as: type)
            let source = try Secrets.digest(ofFile: given)
            guard type.kind == .picture else {
                let kept = try store.keep(given)
                return TakenFile(type: type, sha256: kept.sha256, source: source, name: name, bytes: kept.bytes, width: nil, height: nil, renditions: [])
            }
            var renditions: [GivenFile.Rendition]
            if let before = try await known(source), before.renditions.allSatisfy({ store.has($0.sha256) }), !before.renditions.isEmpty {
                renditions = before.renditions
            } else {
                renditions = try await ports.makePictures(given, work).map { made in
                    let kept = try store.keep(made.file)
                    return GivenFile.Rendition(format: made.format, width: made.width, height: made.height, sha256: kept.sha256, bytes: kept.bytes)
                }
            }
            renditions.sort { ($0.width, $0.format.rawValue) < ($1.width, $1.format.rawValue) }
            guard let largest = renditions.last(where: { $0.format == .webp }) else { throw FileRefusal("files.problem.brokenPicture") }
            return TakenFile(
                type: type, sha256: largest.sha256, source: source, name: name, bytes: largest.bytes, width: largest.width, height: largest.height, renditions: renditions)
        }
    }

    private static func megabytes(_ bytes: Int, _ rule: FloatingPointRoundingRule) -> String { String(Int((Double(bytes) / 1_048_576).rounded(rule))) }
}

/// What a file may be called.
enum FileName {
    /// The last part of a path, without what confuses people or programs; it ends as its type does.
    static func clean(_ claimed: String, as type: FileType) -> String {
        let last = claimed.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let forbidden: Set<Character> = ["\"", "<", ">", ":", "|", "?", "*", ";", "%"]
        // Letters that turn the direction of reading would let "gpj.exe" look like "exe.jpg".
        let plain = last.unicodeScalars.filter { !($0.properties.generalCategory == .control || $0.properties.generalCategory == .format) }
        var base = String(String.UnicodeScalarView(plain)).filter { !forbidden.contains($0) }.trimmingCharacters(in: CharacterSet(charactersIn: " ."))
        if let dot = base.lastIndex(of: "."), dot > base.startIndex, base.distance(from: dot, to: base.endIndex) <= 6 { base = String(base[..<dot]) }
        base = String(base.prefix(100)).trimmingCharacters(in: CharacterSet(charactersIn: " ."))
        return "\(base.isEmpty ? "file" : base).\(type.ending)"
    }
}
