import Kernel
import Store
import Web

/// Sentence vectors, kept by the digest of what they were made from: the same text never has to be computed twice.
enum SentenceVectors {
    static let model = "multilingual-e5-small"

    static func digest(of text: String, _ kind: PassageKind) -> String { Secrets.digest("\(model) \(kind.rawValue) \(text)") }

    /// A direction: some numbers, all finite, not all zero. A service that is broken gives other things.
    static func isUsable(_ vector: [Float]) -> Bool { vector.allSatisfy(\.isFinite) && vector.contains { $0 != 0 } }

    static func all(_ digests: [String], _ reader: Reader) throws -> [String: [Float]] {
        var found: [String: [Float]] = [:]
        for start in stride(from: 0, to: digests.count, by: 500) {
            let part = Array(digests[start..<min(start + 500, digests.count)])
            for row in try reader.rows("SELECT digest, numbers FROM sentence_vector WHERE digest IN \(list: part)") {
                let vector = floats(try row["numbers"])
                if isUsable(vector) { found[try row["digest"]] = vector }
            }
        }
        return found
    }

    static func keep(_ vectors: [(digest: String, vector: [Float])], _ writer: Writer) throws {
        for (digest, vector) in vectors {
            try writer.run("INSERT INTO sentence_vector (digest, numbers) VALUES (\(digest), \(bytes(vector))) ON CONFLICT (digest) DO UPDATE SET numbers = excluded.numbers")
        }
    }

    static func bytes(_ vector: [Float]) -> [UInt8] {
        vector.flatMap { number in
            let bits = number.bitPattern
            return [UInt8(bits & 255), UInt8(bits >> 8 & 255), UInt8(bits >> 16 & 255), UInt8(bits >> 24)]
        }
    }

    static func floats(_ bytes: [UInt8]) -> [Float] {
        stride(from: 0, to: bytes.count - bytes.count % 4, by: 4).map { at in
            Float(bitPattern: UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2]) << 16 | UInt32(bytes[at + 3]) << 24)
        }
    }
}
