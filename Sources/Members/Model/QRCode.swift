import CQrencode

/// A QR code as SVG, made on the server.
enum QRCode {
    /// - Returns: nil when the text does not fit.
    static func svg(_ text: String, label: String) -> String? {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        var path = ""
        for y in 0..<width {
            var x = 0
            while x < width {
                guard code.pointee.data[y * width + x] & 1 == 1 else {
                    x += 1
                    continue
                }
                let start = x
                while x < width, code.pointee.data[y * width + x] & 1 == 1 { x += 1 }
                path += "M\(start) \(y)h\(x - start)v1H\(start)z"
            }
        }
        // Four modules of white on each side, as the standard asks; black on white in every colour scheme, since cameras want it so.
        return "<svg class=\"qr\" viewBox=\"-4 -4 \(width + 8) \(width + 8)\" role=\"img\" shape-rendering=\"crispEdges\"><title>\(label)</title>"
            + "<path fill=\"#fff\" d=\"M-4-4h\(width + 8)v\(width + 8)h-\(width + 8)z\"/><path fill=\"#000\" d=\"\(path)\"/></svg>"
    }
}
