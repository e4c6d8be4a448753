import Kernel
import Store

/// A file that somebody gave, as it is kept.
public struct GivenFile: Sendable, Equatable {
    public let id: FileID
    public let type: FileType
    public let sha256: String
    /// As it was called where it came from, without what a name may not hold.
    public let name: String
    /// Of what is kept.
    public let bytes: Int
    /// In pixels, of pictures.
    public let width: Int?
    public let height: Int?
    public let at: Instant
    public let by: PersonID
    /// Pictures made of it, narrow ones first.
    public let renditions: [Rendition]

    /// A picture in one width and format.
    public struct Rendition: Sendable, Equatable {
        public enum Format: String, CaseIterable, Sendable, SQLWord {
            case webp, jpeg

            var mediaType: String { "image/\(rawValue)" }
            var ending: String { self == .jpeg ? "jpg" : "webp" }
        }

        public let format: Format
        public let width: Int
        public let height: Int
        public let sha256: String
        public let bytes: Int

        public init(format: Format, width: Int, height: Int, sha256: String, bytes: Int) {
            self.format = format
            self.width = width
            self.height = height
            self.sha256 = sha256
            self.bytes = bytes
        }

        /// `960.webp`
        var name: String { "\(width).\(format.ending)" }
    }
}

/// A file as part of a record, with what is said of it there.
public struct AttachedFile: Sendable, Equatable {
    public let file: GivenFile
    public let facts: FileFacts
    /// Counts the changes of the facts.
    public let revision: Int
    public let changedAt: Instant
    public let changedBy: PersonID
    /// nil: it is part of the record now.
    public let removedAt: Instant?

    public var kind: FileType.Kind { file.type.kind }
    /// What it is called; its file name until somebody says.
    public var title: String { facts.title ?? file.name }
}

extension [AttachedFile] {
    /// What is part of the record now.
    public var present: [AttachedFile] { filter { $0.removedAt == nil } }
    /// Videos without captions; whoever does not hear gets nothing from them.
    public var uncaptioned: [AttachedFile] {
        let captioned = Set(present.compactMap(\.facts.captionsOf))
        return present.filter { $0.kind == .video && !captioned.contains($0.file.id) }
    }
    /// Those of which something has still to be said.
    public var unfinished: [AttachedFile] { present.filter { !$0.facts.missing(for: $0.kind).isEmpty } }
}
