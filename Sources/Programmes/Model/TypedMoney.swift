import Foundation

/// An amount of euro as people type it: `399740`, `1.234,50`, `1 234.5 €`, in any digits. One or two digits after the last dot or comma are cents.
enum TypedMoney {
    case cents(Int64)
    case tooLarge
    case unreadable

    /// In whole euro; larger than the budget of any programme, and far from where adding up ends.
    static let most: Int64 = 99_999_999_999

    /// The largest as it can be typed and read in every language.
    static let mostTyped: String = {
        let digits = Array(String(most))
        return digits.indices.map { ($0 > 0 && (digits.count - $0) % 3 == 0 ? "\u{202F}" : "") + String(digits[$0]) }.joined()
    }()

    init(_ typed: String) {
        var text = typed.replacingOccurrences(of: "€", with: "").replacingOccurrences(of: "EUR", with: "").trimmingCharacters(in: .whitespaces)
        var cents: Int64 = 0
        if let mark = text.lastIndex(where: { ".,٫".contains($0) }) {
            let tail = text[text.index(after: mark)...]
            if (1...2).contains(tail.count) {
                guard let value = Self.digits(String(tail)) else {
                    self = .unreadable
                    return
                }
                cents = tail.count == 1 ? value * 10 : value
                text = String(text[..<mark])
            }
        }
        let groups = text.split(omittingEmptySubsequences: false) { ".,'’٬".contains($0) || $0.isWhitespace }
        guard groups.count == 1 || groups.dropFirst().allSatisfy({ $0.count == 3 }), let euro = Self.digits(groups.joined()) else {
            self = .unreadable
            return
        }
        self = euro > Self.most ? .tooLarge : .cents(euro * 100 + cents)
    }

    /// - Returns: whole cents; nil when it is no amount that can be kept.
    static func cents(_ typed: String) -> Int64? { if case .cents(let cents) = TypedMoney(typed) { cents } else { nil } }

    /// As a form shows it again.
    static func typed(_ cents: Int64) -> String {
        let rest = cents % 100
        return rest == 0 ? String(cents / 100) : "\(cents / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    private static func digits(_ text: String) -> Int64? {
        guard !text.isEmpty else { return nil }
        var number: Int64 = 0
        for character in text {
            guard let digit = character.wholeNumberValue, digit < 10 else { return nil }
            // What is too large stays so, however many digits follow.
            number = min(number * 10 + Int64(digit), most + 1)
        }
        return number
    }
}
