import CSodium
import Dispatch
import Kernel

/// Argon2id through libsodium, on threads of its own, so that hashing never holds up other answers.
/// Cost after OWASP's Password Storage Cheat Sheet: 19 MiB of memory, 2 passes.
public enum Passwords {
    public static let shortest = 12
    public static let longest = 200

    private static let queue = DispatchQueue(label: "passwords", attributes: [])
    private static let memory = 19 * 1024 * 1024

    public static func hash(_ password: String) async throws -> String {
        let hash: String? = await onQueue {
            var out = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
            let bytes = Array(password.utf8CString)
            guard crypto_pwhash_str(&out, bytes, UInt64(bytes.count - 1), 2, memory) == 0 else { return nil }
            return String(decoding: out.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
        guard let hash else { throw Problem.unavailable(reason: "web.problem.noMemory") }
        return hash
    }

    /// - Parameter hash: nil costs the same time and is never right, so that an unknown account cannot be told from a wrong password.
    public static func isRight(_ password: String, for hash: String?) async -> Bool {
        await onQueue {
            let bytes = Array(password.utf8CString)
            let right = (hash ?? unknown).withCString { crypto_pwhash_str_verify($0, bytes, UInt64(bytes.count - 1)) == 0 }
            return right && hash != nil
        }
    }

    private static let unknown: String = {
        var out = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        _ = crypto_pwhash_str(&out, "", 0, 2, memory)
        return String(decoding: out.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }()

    private static func onQueue<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: body()) }
        }
    }
}
