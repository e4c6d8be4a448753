import CCurl
import Foundation
import Kernel
import Trail

/// Hands a delivery to the other side through libcurl: POST with TLS, ten seconds, no redirects, and of the answer only its status. The
/// address is looked at when the line is opened, after its name was looked up: what a name leads to can change at any time.
struct WebhookLine: Sendable {
    let reach: WebhookReach

    static let seconds = 10
    /// More of an answer is not read.
    static let longestAnswer = 16 * 1024

    private static let workers: Workers = {
        curl_global_init(Int(CURL_GLOBAL_DEFAULT))
        return Workers("webhooks", most: 16)
    }()

    func hand(over body: String, to address: String, headers: [(name: String, value: String)]) async -> Handover {
        await withCheckedContinuation { continuation in
            Self.workers.work { continuation.resume(returning: post(body, address, headers)) }
        }
    }

    private func post(_ body: String, _ address: String, _ headers: [(name: String, value: String)]) -> Handover {
        guard let curl = curl_easy_init() else { return .refused(answer: nil, problem: "libcurl could not start.") }
        defer { curl_easy_cleanup(curl) }
        let talk = Talk(reach: reach)
        let lines = ["Content-Type: application/json", "User-Agent: Ponte/\(Release.version)", "Expect:"] + headers.map { "\($0.name): \($0.value)" }
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines { list = curl_slist_append(list, line) }
        defer { curl_slist_free_all(list) }
        var said = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        let code = said.withUnsafeMutableBufferPointer { problem in
            let context = Unmanaged.passUnretained(talk).toOpaque()
            _ = ponte_curl_set_pointer(curl, CURLOPT_ERRORBUFFER, problem.baseAddress)
            _ = ponte_curl_set_text(curl, CURLOPT_PROTOCOLS_STR, reach == .internet ? "https" : "http,https")
            _ = ponte_curl_set_text(curl, CURLOPT_URL, address)
            // A proxy of the environment would open the line in our place, to wherever.
            _ = ponte_curl_set_text(curl, CURLOPT_PROXY, "")
            _ = ponte_curl_set_number(curl, CURLOPT_FOLLOWLOCATION, 0)
            _ = ponte_curl_set_number(curl, CURLOPT_POSTFIELDSIZE, body.utf8.count)
            _ = ponte_curl_set_text(curl, CURLOPT_COPYPOSTFIELDS, body)
            _ = ponte_curl_set_pointer(curl, CURLOPT_HTTPHEADER, list)
            _ = ponte_curl_set_opener(curl, Talk.open)
            _ = ponte_curl_set_pointer(curl, CURLOPT_OPENSOCKETDATA, context)
            _ = ponte_curl_set_writer(curl, Talk.take)
            _ = ponte_curl_set_pointer(curl, CURLOPT_WRITEDATA, context)
            // Timeouts without signals, which would reach other threads.
            _ = ponte_curl_set_number(curl, CURLOPT_NOSIGNAL, 1)
            _ = ponte_curl_set_number(curl, CURLOPT_CONNECTTIMEOUT, 5)
            _ = ponte_curl_set_number(curl, CURLOPT_TIMEOUT, Self.seconds)
            return withExtendedLifetime(talk) { curl_easy_perform(curl) }
        }
        let answer = ponte_curl_response(curl)
        // An answer that was longer than we read is an answer.
        if answer != 0, code == CURLE_OK || talk.isCutShort { return Self.judge(answer) }
        let text = String(decoding: said.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let problem = talk.isRefused ? "The address leads into a private network." : text.isEmpty ? String(cString: curl_easy_strerror(code)) : text
        return .refused(answer: answer == 0 ? nil : answer, problem: problem)
    }

    static func judge(_ answer: Int) -> Handover {
        switch answer {
        case 200...299: .taken(answer: answer)
        case 410: .unwanted
        case 300...399: .refused(answer: answer, problem: "It leads elsewhere, and deliveries do not follow. Enter the address that it leads to.")
        default: .refused(answer: answer, problem: "It answered \(answer).")
        }
    }

    /// One conversation: which lines it may open, and how much it hears.
    private final class Talk {
        let reach: WebhookReach
        private(set) var isRefused = false
        private(set) var isCutShort = false
        private var heard = 0

        init(reach: WebhookReach) { self.reach = reach }

        static let open: curl_opensocket_callback = { context, _, target in
            guard let context, let target else { return -1 }
            let talk = Unmanaged<Talk>.fromOpaque(context).takeUnretainedValue()
            let start = UnsafeRawPointer(target) + (MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 0)
            let bytes: [UInt8]
            switch target.pointee.family {
            // After family and port; in IPv6 after the flow too.
            case AF_INET: bytes = Array(UnsafeRawBufferPointer(start: start + 4, count: 4))
            case AF_INET6: bytes = Array(UnsafeRawBufferPointer(start: start + 8, count: 16))
            default: return -1
            }
            guard let address = NetworkAddress(bytes: bytes), talk.reach.permits(address) else {
                talk.isRefused = true
                return -1
            }
            return socket(target.pointee.family, target.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), target.pointee.protocol)
        }

        static let take: curl_write_callback = { _, size, count, context in
            guard let context else { return 0 }
            let talk = Unmanaged<Talk>.fromOpaque(context).takeUnretainedValue()
            talk.heard += size * count
            talk.isCutShort = talk.heard > WebhookLine.longestAnswer
            return talk.isCutShort ? 0 : size * count
        }
    }
}
