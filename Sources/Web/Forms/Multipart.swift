import Foundation
import Kernel
import NIOCore

/// Reads `multipart/form-data` (RFC 7578) as browsers write it. Anything else is refused rather than guessed at; no byte of a file is
/// copied.
struct Multipart {
    let fields: Fields
    let files: [UploadedFile]

    static let mostParts = 200
    static let longestHead = 8 * 1024
    static let longestText = 256 * 1024

    /// The boundary of a content type; nil when it is no multipart form.
    static func boundary(_ contentType: String?) -> [UInt8]? {
        guard let contentType else { return nil }
        let parts = contentType.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].trimmingCharacters(in: .whitespaces).lowercased() == "multipart/form-data" else { return nil }
        guard let value = parameters(parts[1])["boundary"], (1...70).contains(value.utf8.count), value.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else { return nil }
        return Array(value.utf8)
    }

    /// - Throws: `Problem.invalid` for what is no whole multipart form.
    init(_ body: ByteBuffer, boundary: [UInt8]) throws {
        let broken = Problem.invalid([FieldProblem("", "web.problem.notMultipart")])
        var pairs: [(String, String)] = []
        var files: [UploadedFile] = []
        try body.withUnsafeReadableBytes { bytes in
            let mark = Array("--".utf8) + boundary
            let markOnNewLine = [13, 10] + mark
            guard bytes.starts(with: mark) else { throw broken }
            var at = mark.count
            var count = 0
            while true {
                guard at + 2 <= bytes.count else { throw broken }
                if bytes[at] == 45, bytes[at + 1] == 45 { return }
                guard bytes[at] == 13, bytes[at + 1] == 10 else { throw broken }
                count += 1
                guard count <= Self.mostParts, let headEnd = Self.find([13, 10, 13, 10], in: bytes, from: at, to: min(bytes.count, at + Self.longestHead)) else { throw broken }
                guard let head = String(validating: bytes[(at + 2)..<max(at + 2, headEnd)], as: UTF8.self), let part = Part(head) else { throw broken }
                let start = headEnd + 4
                guard let end = Self.find(markOnNewLine, in: bytes, from: start, to: bytes.count) else { throw broken }
                if let claimedName = part.fileName {
                    // A file field in which nothing was chosen comes without a name and without a byte.
                    if !claimedName.isEmpty || end > start, let slice = body.getSlice(at: body.readerIndex + start, length: end - start) {
                        files.append(UploadedFile(field: part.name, claimedName: claimedName, bytes: slice))
                    }
                } else {
                    guard end - start <= Self.longestText else { throw broken }
                    guard let text = String(validating: bytes[start..<end], as: UTF8.self), !text.utf8.contains(0) else {
                        throw Problem.invalid([FieldProblem("", "web.problem.notUTF8")])
                    }
                    pairs.append((part.name, text))
                }
                at = end + markOnNewLine.count
            }
        }
        fields = Fields(pairs)
        self.files = files
    }

    /// The head of one part.
    private struct Part {
        let name: String
        /// nil: a field and no file.
        let fileName: String?

        init?(_ head: String) {
            var disposition: [String: String]?
            for line in head.split(separator: "\r\n") {
                let halves = line.split(separator: ":", maxSplits: 1)
                guard halves.count == 2, !line.contains(where: { $0 == "\n" || $0 == "\r" || $0 == "\0" }) else { return nil }
                switch halves[0].lowercased() {
                case "content-disposition":
                    let parts = halves[1].split(separator: ";", maxSplits: 1)
                    guard disposition == nil, parts.count == 2, parts[0].trimmingCharacters(in: .whitespaces).lowercased() == "form-data" else { return nil }
                    disposition = Multipart.parameters(parts[1])
                case "content-transfer-encoding":
                    guard ["binary", "8bit", "7bit"].contains(halves[1].trimmingCharacters(in: .whitespaces).lowercased()) else { return nil }
                default: continue
                }
            }
            guard let disposition, let name = disposition["name"], name.utf8.count <= 200 else { return nil }
            self.name = Self.read(name)
            fileName = disposition["filename"].map { Self.read($0) }
        }

        /// Browsers write quotes and line ends in names this way, and nothing else.
        private static func read(_ text: String) -> String {
            text.replacingOccurrences(of: "%22", with: "\"").replacingOccurrences(of: "%0D", with: " ").replacingOccurrences(of: "%0A", with: " ")
        }
    }

    /// `name="photo"; filename="a.png"`, by lower-case name; the first of a name counts.
    private static func parameters(_ text: some StringProtocol) -> [String: String] {
        var found: [String: String] = [:]
        var rest = text[...].drop { $0 == " " || $0 == ";" }
        while let equals = rest.firstIndex(of: "=") {
            let name = rest[..<equals].trimmingCharacters(in: .whitespaces).lowercased()
            rest = rest[rest.index(after: equals)...]
            var value = ""
            if rest.first == "\"" {
                rest = rest.dropFirst()
                guard let end = rest.firstIndex(of: "\"") else { return found }
                value = String(rest[..<end])
                rest = rest[rest.index(after: end)...]
            } else {
                value = rest.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces)
            }
            rest = rest.drop { $0 != ";" }.drop { $0 == ";" || $0 == " " }
            if found[name] == nil { found[name] = value }
        }
        return found
    }

    /// Where a run of bytes begins.
    private static func find(_ wanted: [UInt8], in bytes: UnsafeRawBufferPointer, from: Int, to end: Int) -> Int? {
        guard let base = bytes.baseAddress, let first = wanted.first else { return nil }
        var at = from
        while at + wanted.count <= end {
            guard let hit = memchr(base + at, Int32(first), end - at - wanted.count + 1) else { return nil }
            at = UnsafeRawPointer(hit) - base
            if memcmp(base + at, wanted, wanted.count) == 0 { return at }
            at += 1
        }
        return nil
    }
}
