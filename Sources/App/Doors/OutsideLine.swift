import CCurl
import Dispatch
import Foundation
import Members

/// Questions to servers elsewhere, through libcurl: with the certificates that the system trusts, within seconds, of a size that does no
/// harm, and never led on to another address.
enum OutsideLine {
    /// A question may take seconds, so these have threads of their own; at most so many wait at once.
    private static let queue: OperationQueue = {
        curl_global_init(Int(CURL_GLOBAL_DEFAULT))
        let queue = OperationQueue()
        queue.maxConcurrentOperationCount = 8
        return queue
    }()
    private static let mostWaiting = 64

    /// - Throws: `OutsideSilence`.
    static func ask(_ question: OutsideQuestion) async throws -> OutsideAnswer {
        guard queue.operationCount < mostWaiting else { throw OutsideSilence("too many questions wait") }
        return try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Result { try converse(question) }) }
        }
    }

    private static func converse(_ question: OutsideQuestion) throws -> OutsideAnswer {
        guard let curl = curl_easy_init() else { throw OutsideSilence("libcurl could not start") }
        defer { curl_easy_cleanup(curl) }
        let hearing = Hearing()
        var headers: UnsafeMutablePointer<curl_slist>?
        for (name, value) in question.headers where !(name + value).contains(where: \.isNewline) { headers = curl_slist_append(headers, "\(name): \(value)") }
        defer { curl_slist_free_all(headers) }
        var said = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))

        let code = said.withUnsafeMutableBufferPointer { problem in
            _ = ponte_curl_set_pointer(curl, CURLOPT_ERRORBUFFER, problem.baseAddress)
            _ = ponte_curl_set_text(curl, CURLOPT_URL, question.url.absoluteString)
            _ = ponte_curl_set_text(curl, CURLOPT_PROTOCOLS_STR, question.url.scheme == "http" ? "http" : "https")
            // Plain http is only spoken on this machine, where no proxy is in between.
            if question.url.scheme == "http" { _ = ponte_curl_set_text(curl, CURLOPT_NOPROXY, "*") }
            _ = ponte_curl_set_number(curl, CURLOPT_FOLLOWLOCATION, 0)
            _ = ponte_curl_set_text(curl, CURLOPT_USERAGENT, "Ponte")
            _ = ponte_curl_set_pointer(curl, CURLOPT_HTTPHEADER, headers)
            if let form = question.form { _ = ponte_curl_set_text(curl, CURLOPT_COPYPOSTFIELDS, form) }
            _ = ponte_curl_set_writer(curl, Hearing.hear)
            _ = ponte_curl_set_pointer(curl, CURLOPT_WRITEDATA, Unmanaged.passUnretained(hearing).toOpaque())
            // Timeouts without signals, which would reach other threads.
            _ = ponte_curl_set_number(curl, CURLOPT_NOSIGNAL, 1)
            _ = ponte_curl_set_number(curl, CURLOPT_CONNECTTIMEOUT, OutsideQuestion.mostSeconds / 2)
            _ = ponte_curl_set_number(curl, CURLOPT_TIMEOUT, OutsideQuestion.mostSeconds)
            return withExtendedLifetime(hearing) { curl_easy_perform(curl) }
        }
        guard code == CURLE_OK else {
            if hearing.isTooMuch { throw OutsideSilence("the answer is larger than \(OutsideQuestion.mostBytes / 1024) KiB") }
            let text = String(decoding: said.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            throw OutsideSilence(text.isEmpty ? String(cString: curl_easy_strerror(code)) : text)
        }
        return OutsideAnswer(status: ponte_curl_response(curl), bytes: hearing.bytes)
    }

    /// Gathers the answer, up to its limit.
    private final class Hearing {
        private(set) var bytes: [UInt8] = []
        private(set) var isTooMuch = false

        static let hear: curl_write_callback = { piece, size, count, context in
            guard let piece, let context else { return 0 }
            let hearing = Unmanaged<Hearing>.fromOpaque(context).takeUnretainedValue()
            guard hearing.bytes.count + size * count <= OutsideQuestion.mostBytes else {
                hearing.isTooMuch = true
                return 0
            }
            hearing.bytes += UnsafeRawBufferPointer(start: piece, count: size * count)
            return size * count
        }
    }
}
