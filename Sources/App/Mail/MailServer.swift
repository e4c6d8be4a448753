import CCurl
import Dispatch
import Foundation
import Trail

/// A mail server, spoken to through libcurl: SMTP (RFC 5321) with TLS from the start (`smtps://`) or begun in the conversation
/// (`smtp://`, STARTTLS), which only a server on this machine may do without.
public struct MailServer: Sendable, Equatable {
    /// Scheme, host and port.
    public let url: String
    public let user: String?
    public let password: String?
    public let sender: Sender
    let isLocal: Bool

    /// One conversation at a time; it may take a minute, so it has a thread of its own.
    private static let queue: DispatchQueue = {
        curl_global_init(Int(CURL_GLOBAL_DEFAULT))
        return DispatchQueue(label: "mail")
    }()
    private static let seconds = 60

    /// - Parameter url: `smtp://mail.city.eu:587`, `smtps://user:password@mail.city.eu`.
    /// - Returns: nil when it is no such address.
    public init?(url text: String, user: String?, password: String?, sender: Sender) {
        guard var parts = URLComponents(string: text), let scheme = parts.scheme, ["smtp", "smtps"].contains(scheme), let host = parts.host, !host.isEmpty,
            parts.path.isEmpty || parts.path == "/"
        else { return nil }
        self.user = user ?? parts.user
        self.password = password ?? parts.password
        (parts.user, parts.password, parts.path) = (nil, nil, "/" + sender.domain)
        guard let url = parts.string else { return nil }
        self.url = url
        self.sender = sender
        isLocal = ["127.0.0.1", "localhost", "[::1]", "::1"].contains(host)
    }

    /// Hands one letter over.
    public func deliver(_ envelope: Envelope) async -> Delivery {
        await withCheckedContinuation { continuation in
            Self.queue.async { continuation.resume(returning: converse(envelope)) }
        }
    }

    private func converse(_ envelope: Envelope) -> Delivery {
        guard let curl = curl_easy_init() else { return .postponed("libcurl could not start.") }
        defer { curl_easy_cleanup(curl) }
        let reading = Reading(envelope.message)
        let recipients = curl_slist_append(nil, envelope.to)
        defer { curl_slist_free_all(recipients) }
        var said = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))

        let code = said.withUnsafeMutableBufferPointer { problem in
            address(curl, problem)
            _ = ponte_curl_set_text(curl, CURLOPT_MAIL_FROM, "<\(envelope.from)>")
            _ = ponte_curl_set_pointer(curl, CURLOPT_MAIL_RCPT, recipients)
            _ = ponte_curl_set_number(curl, CURLOPT_UPLOAD, 1)
            _ = ponte_curl_set_reader(curl, Reading.read)
            _ = ponte_curl_set_pointer(curl, CURLOPT_READDATA, Unmanaged.passUnretained(reading).toOpaque())
            _ = ponte_curl_set_listener(curl, Reading.hear)
            _ = ponte_curl_set_pointer(curl, CURLOPT_HEADERDATA, Unmanaged.passUnretained(reading).toOpaque())
            _ = ponte_curl_set_number(curl, CURLOPT_CONNECTTIMEOUT, 15)
            _ = ponte_curl_set_number(curl, CURLOPT_TIMEOUT, Self.seconds)
            return withExtendedLifetime(reading) { curl_easy_perform(curl) }
        }
        guard code != CURLE_OK else { return .accepted }
        let answer = ponte_curl_response(curl)
        // What the server said is worth more to an administrator than what libcurl made of it.
        let problem = answer >= 400 && !reading.lastAnswer.isEmpty ? reading.lastAnswer : Self.words(said, code)
        return Self.judge(answer: answer, isAllSaid: reading.isAllSaid, problem: problem)
    }

    /// Greets the server, begins TLS and signs in, as before a letter, and hands nothing over.
    /// - Returns: what went wrong; nil when the server would take letters.
    public func greet(within seconds: Int) async -> String? {
        await withCheckedContinuation { continuation in
            Self.queue.async { continuation.resume(returning: greeting(seconds)) }
        }
    }

    private func greeting(_ seconds: Int) -> String? {
        guard let curl = curl_easy_init() else { return "libcurl could not start." }
        defer { curl_easy_cleanup(curl) }
        var said = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        let code = said.withUnsafeMutableBufferPointer { problem in
            address(curl, problem)
            _ = ponte_curl_set_number(curl, CURLOPT_CONNECT_ONLY, 1)
            _ = ponte_curl_set_number(curl, CURLOPT_TIMEOUT, seconds)
            return curl_easy_perform(curl)
        }
        return code == CURLE_OK ? nil : Self.words(said, code)
    }

    /// Who is spoken to, as whom, and with which safety.
    private func address(_ curl: UnsafeMutableRawPointer, _ problem: UnsafeMutableBufferPointer<CChar>) {
        _ = ponte_curl_set_pointer(curl, CURLOPT_ERRORBUFFER, problem.baseAddress)
        _ = ponte_curl_set_text(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        _ = ponte_curl_set_text(curl, CURLOPT_URL, url)
        if let user { _ = ponte_curl_set_text(curl, CURLOPT_USERNAME, user) }
        if let password { _ = ponte_curl_set_text(curl, CURLOPT_PASSWORD, password) }
        let demand = isLocal ? CURLUSESSL_TRY : CURLUSESSL_ALL
        _ = ponte_curl_set_number(curl, CURLOPT_USE_SSL, Int(demand.rawValue))
        // Timeouts without signals, which would reach other threads.
        _ = ponte_curl_set_number(curl, CURLOPT_NOSIGNAL, 1)
    }

    private static func words(_ said: [CChar], _ code: CURLcode) -> String {
        let text = String(decoding: said.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return text.isEmpty ? String(cString: curl_easy_strerror(code)) : text
    }

    /// What a conversation that went wrong means.
    /// - Parameters:
    ///   - answer: the server's last answer, 0 when there was none.
    ///   - isAllSaid: whether the whole letter had been handed to the line.
    static func judge(answer: Int, isAllSaid: Bool, problem: String) -> Delivery {
        // 550 to 559 refuse this letter for good; other fives are about us (signing in, our address) and can be mended.
        if (550...559).contains(answer) { return .refused(problem) }
        // 354 is "go on, write": nothing has been said to the letter itself. After its last word, silence may mean that it was taken.
        if isAllSaid && (answer < 400) { return .unsure(problem) }
        return .postponed(problem)
    }

    /// Hands the message to libcurl piece by piece, and hears what the server answers.
    private final class Reading {
        private let bytes: [UInt8]
        private var at = 0
        /// The last line the server said.
        private(set) var lastAnswer = ""
        var isAllSaid: Bool { at == bytes.count }

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        static let hear: curl_write_callback = { line, size, count, context in
            guard let line, let context else { return 0 }
            let text = String(decoding: UnsafeRawBufferPointer(start: line, count: size * count), as: UTF8.self)
            Unmanaged<Reading>.fromOpaque(context).takeUnretainedValue().lastAnswer = text.trimmingCharacters(in: .whitespacesAndNewlines)
            return size * count
        }

        static let read: curl_read_callback = { target, size, count, context in
            guard let target, let context else { return 0 }
            let reading = Unmanaged<Reading>.fromOpaque(context).takeUnretainedValue()
            let length = min(size * count, reading.bytes.count - reading.at)
            reading.bytes.withUnsafeBytes { source in
                if length > 0, let start = source.baseAddress { memcpy(target, start + reading.at, length) }
            }
            reading.at += length
            return length
        }
    }
}
