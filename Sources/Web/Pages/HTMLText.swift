/// Escapes text for HTML over its UTF-8 bytes; most text needs nothing and is copied as it is.
public enum HTMLText {
    public static func escape(_ text: String) -> String {
        var bytes: [UInt8] = []
        append(text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    static func append(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { source in
            // What needs nothing is copied in one go.
            var start = 0
            for at in source.indices {
                guard let escaped = escaped(source[at]) else { continue }
                bytes.append(contentsOf: source[start..<at])
                bytes.append(contentsOf: escaped.utf8)
                start = at + 1
            }
            bytes.append(contentsOf: source[start...])
        }
    }

    @inline(__always)
    private static func escaped(_ byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }
}
