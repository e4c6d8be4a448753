import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore

/// Bytes that lie in a file and are sent piece by piece: the whole of it, or the part that was asked for.
public struct StoredFile: Sendable {
    let file: URL
    let from: Int
    let count: Int

    /// - Parameters:
    ///   - size: of the whole file, in bytes.
    ///   - range: the `Range` header. Only one part is ever sent; several, or what cannot be read, mean the whole.
    /// - Throws: `Unsatisfiable` when the part begins behind the end.
    public init(_ file: URL, size: Int, range: String? = nil) throws {
        self.file = file
        (from, count) = try Self.part(of: size, range) ?? (0, size)
        isPart = count < size
        whole = size
    }

    let isPart: Bool
    private let whole: Int

    struct Unsatisfiable: Error { let size: Int }

    /// `bytes 0-99/1200`.
    var contentRange: String { "bytes \(from)-\(from + count - 1)/\(whole)" }

    static func part(of size: Int, _ range: String?) throws -> (from: Int, count: Int)? {
        guard let range, range.hasPrefix("bytes="), !range.contains(",") else { return nil }
        let ends = range.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
        guard ends.count == 2, ends.allSatisfy({ $0.count <= 15 && $0.allSatisfy { "0"..."9" ~= $0 } }) else { return nil }
        switch (Int(ends[0]), Int(ends[1])) {
        case (nil, let last?):
            guard last > 0, size > 0 else { throw Unsatisfiable(size: size) }
            return (max(0, size - last), min(last, size))
        case (let first?, nil):
            guard first < size else { throw Unsatisfiable(size: size) }
            return (first, size - first)
        case (let first?, let last?):
            guard first <= last else { return nil }
            guard first < size else { throw Unsatisfiable(size: size) }
            return (first, min(last, size - 1) - first + 1)
        case (nil, nil): return nil
        }
    }

    private static let piece = 128 * 1024

    var body: ResponseBody {
        ResponseBody(contentLength: count) { [file, from, count] writer in
            let handle = try FileHandle(forReadingFrom: file)
            defer { try? handle.close() }
            try handle.seek(toOffset: UInt64(from))
            var left = count
            while left > 0 {
                guard let data = try handle.read(upToCount: min(left, Self.piece)), !data.isEmpty else { throw CocoaError(.fileReadCorruptFile) }
                left -= data.count
                try await writer.write(ByteBuffer(bytes: data))
            }
            try await writer.finish(nil)
        }
    }
}

extension Answer {
    /// A stored file, or the part of it that was asked for; with a tag, so that whoever has it already is sent nothing.
    /// - Parameters:
    ///   - tag: changes whenever the bytes do.
    ///   - savedName: under which it is saved; nil: it may be shown within a page.
    public static func stored(_ file: URL, size: Int, type: String, tag: String, savedName: String?, cache: String, to visit: Visit) throws -> Answer {
        var answer: Answer
        let etag = "\"\(tag)\""
        if let known = visit.headers[.ifNoneMatch], known.split(separator: ",").contains(where: { $0.trimmingCharacters(in: .whitespaces) == etag }) {
            answer = Answer(status: .notModified, content: .none)
        } else {
            // A part of what has changed since is no part of what the asker has.
            let isSame = visit.headers[.ifRange].map { $0 == etag } ?? true
            do {
                let stored = try StoredFile(file, size: size, range: isSame ? visit.headers[.range] : nil)
                answer = Answer(status: stored.isPart ? .partialContent : .ok, content: .stored(stored, type: type))
                if stored.isPart { answer.headers[.contentRange] = stored.contentRange }
            } catch let beyond as StoredFile.Unsatisfiable {
                answer = Answer(status: .rangeNotSatisfiable, content: .none)
                answer.headers[.contentRange] = "bytes */\(beyond.size)"
            }
        }
        answer.headers[.eTag] = etag
        answer.headers[.acceptRanges] = "bytes"
        answer.headers[.cacheControl] = cache
        if let savedName {
            // For browsers that know no other names, only plain letters.
            let plain = String(savedName.unicodeScalars.map { $0.isASCII && ($0.properties.isAlphabetic || "0123456789.-_".unicodeScalars.contains($0)) ? Character($0) : "_" })
            answer.headers[.contentDisposition] = "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(Fields.encode(savedName).replacingOccurrences(of: "+", with: "%20"))"
        }
        return answer
    }
}
