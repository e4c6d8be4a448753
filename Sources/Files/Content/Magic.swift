import CMagic

/// What libmagic says bytes are.
enum Magic {
    /// Enough for every type that is taken.
    static let most = 1 << 20

    /// - Returns: a media type such as `image/png`; nil when libmagic cannot say.
    static func mediaType(of bytes: [UInt8]) -> String? {
        // A handle of its own each time: libmagic's are not to be shared between threads, and files do not come by the thousand.
        guard let magic = magic_open(MAGIC_MIME_TYPE | MAGIC_ERROR | MAGIC_NO_CHECK_COMPRESS) else { return nil }
        defer { magic_close(magic) }
        guard magic_load(magic, nil) == 0 else { return nil }
        return magic_buffer(magic, bytes, bytes.count).map { String(cString: $0) }
    }

    /// Whether libmagic finds its own data.
    static var isThere: Bool { mediaType(of: Array("%PDF-1.7\n".utf8)) == "application/pdf" }
}
