import Foundation
import NIOCore

/// A file that came with a form: its bytes, and what the sender says of it, which nobody has to believe.
public struct UploadedFile: Sendable {
    /// The name of the field it came in.
    public let field: String
    /// As it was called where it came from.
    public let claimedName: String
    private let bytes: ByteBuffer

    public init(field: String, claimedName: String, bytes: [UInt8]) {
        self.init(field: field, claimedName: claimedName, bytes: ByteBuffer(bytes: bytes))
    }

    init(field: String, claimedName: String, bytes: ByteBuffer) {
        self.field = field
        self.claimedName = claimedName
        self.bytes = bytes
    }

    /// In bytes.
    public var size: Int { bytes.readableBytes }

    /// At most so many bytes from the start.
    public func start(_ most: Int) -> [UInt8] { Array(bytes.readableBytesView.prefix(most)) }

    /// Writes it to a new file that only this user can read.
    public func write(to file: URL) throws {
        guard FileManager.default.createFile(atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600]) else { throw CocoaError(.fileWriteUnknown) }
        let handle = try FileHandle(forWritingTo: file)
        defer { try? handle.close() }
        var rest = bytes
        while let piece = rest.readSlice(length: min(1_048_576, rest.readableBytes)), piece.readableBytes > 0 {
            try handle.write(contentsOf: Data(piece.readableBytesView))
        }
    }
}
