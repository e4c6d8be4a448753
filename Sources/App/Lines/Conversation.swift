import CCurl
import Foundation
import Members

/// One question to a server elsewhere and its answer, through libcurl: with the certificates that the system trusts, never led on to another
/// address, of a size that does no harm. It holds its thread until it is over.
struct Conversation: Sendable {
    let url: URL
    let headers: [(name: String, value: String)]
    /// What is posted; nil: it is a GET.
    let body: String?
    let milliseconds: Int
    let mostBytes: Int

    /// - Parameter curl: fresh, or reset after another conversation, whose connection it then goes on with.
    /// - Throws: `OutsideSilence`.
    func hold(on curl: UnsafeMutableRawPointer) throws -> OutsideAnswer {
        let hearing = Hearing(mostBytes)
        // A large body is sent at once, without asking whether it may.
        var list = curl_slist_append(nil, "Expect:")
        for (name, value) in headers where !(name + value).contains(where: \.isNewline) { list = curl_slist_append(list, "\(name): \(value)") }
        defer { curl_slist_free_all(list) }
        var said = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))

        let code = said.withUnsafeMutableBufferPointer { problem in
            _ = ponte_curl_set_pointer(curl, CURLOPT_ERRORBUFFER, problem.baseAddress)
            _ = ponte_curl_set_text(curl, CURLOPT_URL, url.absoluteString)
            _ = ponte_curl_set_text(curl, CURLOPT_PROTOCOLS_STR, url.scheme == "http" ? "http" : "https")
            // Plain http is only spoken within the house, where no proxy is in between.
            if url.scheme == "http" { _ = ponte_curl_set_text(curl, CURLOPT_NOPROXY, "*") }
            _ = ponte_curl_set_number(curl, CURLOPT_FOLLOWLOCATION, 0)
            _ = ponte_curl_set_text(curl, CURLOPT_USERAGENT, "Ponte")
            _ = ponte_curl_set_pointer(curl, CURLOPT_HTTPHEADER, list)
            if let body { _ = ponte_curl_set_text(curl, CURLOPT_COPYPOSTFIELDS, body) }
            _ = ponte_curl_set_writer(curl, Hearing.hear)
            _ = ponte_curl_set_pointer(curl, CURLOPT_WRITEDATA, Unmanaged.passUnretained(hearing).toOpaque())
            // Timeouts without signals, which would reach other threads.
            _ = ponte_curl_set_number(curl, CURLOPT_NOSIGNAL, 1)
            _ = ponte_curl_set_number(curl, CURLOPT_CONNECTTIMEOUT_MS, max(1, milliseconds / 2))
            _ = ponte_curl_set_number(curl, CURLOPT_TIMEOUT_MS, max(1, milliseconds))
            return withExtendedLifetime(hearing) { curl_easy_perform(curl) }
        }
        guard code == CURLE_OK else {
            if hearing.isTooMuch { throw OutsideSilence("the answer is larger than \(mostBytes / 1024) KiB") }
            let text = String(decoding: said.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            throw OutsideSilence(text.isEmpty ? String(cString: curl_easy_strerror(code)) : text)
        }
        return OutsideAnswer(status: ponte_curl_response(curl), bytes: hearing.bytes)
    }

    /// Gathers the answer, up to its limit.
    private final class Hearing {
        private(set) var bytes: [UInt8] = []
        private(set) var isTooMuch = false
        private let most: Int

        init(_ most: Int) { self.most = most }

        static let hear: curl_write_callback = { piece, size, count, context in
            guard let piece, let context else { return 0 }
            let hearing = Unmanaged<Hearing>.fromOpaque(context).takeUnretainedValue()
            guard hearing.bytes.count + size * count <= hearing.most else {
                hearing.isTooMuch = true
                return 0
            }
            hearing.bytes += UnsafeRawBufferPointer(start: piece, count: size * count)
            return size * count
        }
    }
}

/// Threads of their own for conversations, which may take seconds, with connections that stay open between them.
final class ConversationLine: @unchecked Sendable {
    private let workers: Workers
    private let lock = NSLock()
    /// Handles that rest, each with the connection it had.
    private var resting: [UnsafeMutableRawPointer] = []
    private let mostWaiting: Int

    private static let isReady: Void = { curl_global_init(Int(CURL_GLOBAL_DEFAULT)) }()

    init(atOnce: Int, mostWaiting: Int) {
        _ = Self.isReady
        workers = Workers("conversations", most: atOnce)
        self.mostWaiting = mostWaiting
    }

    deinit { for curl in resting { curl_easy_cleanup(curl) } }

    /// - Throws: `OutsideSilence` when there is no answer in time, waiting for a free thread counted in; `CancellationError` at once when the
    ///   task is cancelled, though the thread goes on until its time is over.
    func ask(_ url: URL, headers: [(name: String, value: String)], body: String?, within limit: Duration, mostBytes: Int) async throws -> OutsideAnswer {
        guard workers.waiting < mostWaiting else { throw OutsideSilence("too many questions wait") }
        let reply = Reply()
        let end = ContinuousClock.now + limit
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                guard reply.isAwaited(by: continuation) else { return }
                DispatchQueue.global().asyncAfter(deadline: .now() + limit / .seconds(1)) { reply.come(.failure(OutsideSilence("no answer within \(limit)"))) }
                workers.work { [self] in
                    let left = ContinuousClock.now.duration(to: end)
                    guard !reply.hasCome, left > .zero else { return }
                    let talk = Conversation(url: url, headers: headers, body: body, milliseconds: Int(left / .milliseconds(1)), mostBytes: mostBytes)
                    reply.come(Result { try withHandle(talk.hold) })
                }
            }
        } onCancel: {
            reply.come(.failure(CancellationError()))
        }
    }

    private func withHandle<Value>(_ talk: (UnsafeMutableRawPointer) throws -> Value) throws -> Value {
        guard let curl = lock.withLock({ resting.popLast() }) ?? curl_easy_init() else { throw OutsideSilence("libcurl could not start") }
        defer {
            // Its connection stays, all else goes.
            curl_easy_reset(curl)
            lock.withLock { resting.append(curl) }
        }
        return try talk(curl)
    }

    /// What is waited for; the first to come counts.
    private final class Reply: @unchecked Sendable {
        private let lock = NSLock()
        private var continuation: CheckedContinuation<OutsideAnswer, any Error>?
        private var early: Result<OutsideAnswer, any Error>?
        private var isOver = false

        var hasCome: Bool { lock.withLock { isOver } }

        /// - Returns: false when it came before somebody waited.
        func isAwaited(by waiting: CheckedContinuation<OutsideAnswer, any Error>) -> Bool {
            let known = lock.withLock {
                if early == nil { continuation = waiting }
                return early
            }
            if let known { waiting.resume(with: known) }
            return known == nil
        }

        func come(_ result: Result<OutsideAnswer, any Error>) {
            let waiting: CheckedContinuation<OutsideAnswer, any Error>? = lock.withLock {
                guard !isOver else { return nil }
                isOver = true
                if continuation == nil { early = result }
                defer { continuation = nil }
                return continuation
            }
            // Outside of the lock: whoever goes on may ask again.
            waiting?.resume(with: result)
        }
    }
}
