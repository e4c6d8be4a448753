import Foundation

/// An amount of euro as people type it: `399740`, `1.234,50`, `1 234.5 €`, in any digits. One or two digits after the last dot or comma are cents.
enum TypedMoney {
    /// - Returns: whole cents; nil when it is no amount, or one of a hundred billion euro and more.
    static func cents(_ typed: String) -> Int64? {
        var text = typed.replacingOccurrences(of: "€", with: "").replacingOccurrences(of: "EUR", with: "").trimmingCharacters(in: .whitespaces)
        var cents: Int64 = 0
        if let mark = text.lastIndex(where: { ".,٫".contains($0) }) {
            let tail = text[text.index(after: mark)...]
            if (1...2).contains(tail.count) {
                guard let value = digits(String(tail)) else { return nil }
                cents = tail.count == 1 ? value * 10 : value
                text = String(text[..<mark])
            }
        }
        let groups = text.split(omittingEmptySubsequences: false) { ".,'’٬".contains($0) || $0.isWhitespace }
        guard groups.count == 1 || groups.dropFirst().allSatisfy({ $0.count == 3 }), let euro = digits(groups.joined()), euro < 100_000_000_000 else { return nil }
        return euro * 100 + cents
    }

    /// As a form shows it again.
    static func typed(_ cents: Int64) -> String {
        let rest = cents % 100
        return rest == 0 ? String(cents / 100) : "\(cents / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    private static func digits(_ text: String) -> Int64? {
        guard !text.isEmpty, text.count <= 12 else { return nil }
        var number: Int64 = 0
        for character in text {
            guard let digit = character.wholeNumberValue, digit < 10 else { return nil }
            number = number * 10 + Int64(digit)
        }
        return number
    }
}
