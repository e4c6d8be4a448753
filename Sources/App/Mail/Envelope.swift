import Foundation
import Kernel

/// A letter as it goes to the mail server: the two addresses, and the message after RFC 5322 with text and HTML.
public struct Envelope: Sendable {
    public let from: String
    public let to: String
    public let message: [UInt8]

    /// - Parameters:
    ///   - id: the same at every try, so that a mail server or a reader's program knows a second copy.
    ///   - from: `Ponte <ponte@city.eu>` or the address alone.
    init(id: LetterID, from sender: Sender, to: String, name: String, subject: String, text: String, html: String, language: Language, at now: Instant) {
        from = sender.address
        self.to = to
        let boundary = "ponte-\(id)"
        let lines = [
            "From: \(Self.person(sender.name, sender.address))", "To: \(Self.person(name, to))", "Subject: \(Self.word(subject))",
            "Date: \(Self.date(now))", "Message-ID: <\(id)@\(sender.domain)>", "Auto-Submitted: auto-generated", "Content-Language: \(language.code)",
            "MIME-Version: 1.0", "Content-Type: multipart/alternative; boundary=\"\(boundary)\"", "",
            "--\(boundary)", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "", Self.wrapped(text),
            "--\(boundary)", "Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: base64", "", Self.wrapped(html),
            "--\(boundary)--", "",
        ]
        message = Array(lines.joined(separator: "\r\n").utf8)
    }

    /// A name and an address for a header; the name cannot break out of it.
    private static func person(_ name: String, _ address: String) -> String { name.isEmpty ? "<\(address)>" : "\(word(name)) <\(address)>" }

    /// Any text as RFC 2047 words of at most 75 characters, cut between characters.
    static func word(_ text: String) -> String {
        let clean = String(text.map { $0.isNewline ? " " : $0 })
        var parts: [String] = []
        var part = ""
        for character in clean {
            if (part + String(character)).utf8.count > 42 {
                parts.append(part)
                part = ""
            }
            part.append(character)
        }
        parts.append(part)
        return parts.map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    private static func wrapped(_ text: String) -> String {
        Data(text.utf8).base64EncodedString(options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
    }

    /// `Mon, 23 Nov 2026 01:10:23 +0000`.
    private static func date(_ instant: Instant) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = .gmt
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss Z"
        return formatter.string(from: instant.date)
    }
}

/// Who letters come from.
public struct Sender: Sendable, Equatable {
    public let name: String
    public let address: String

    var domain: String { String(address.split(separator: "@").last ?? "") }

    /// Reads `Ponte <ponte@city.eu>` or `ponte@city.eu`; nil when it is neither.
    public init?(_ text: String) {
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        if let open = trimmed.lastIndex(of: "<"), trimmed.hasSuffix(">") {
            name = trimmed[..<open].trimmingCharacters(in: CharacterSet(charactersIn: " \""))
            address = String(trimmed[trimmed.index(after: open)...].dropLast())
        } else {
            name = "Ponte"
            address = trimmed
        }
        let halves = address.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, halves.allSatisfy({ !$0.isEmpty }), address.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != 60 && $0 != 62 }) else { return nil }
    }
}
