import CSodium

/// A code for somebody who lost their device: ten characters that are hard to confuse, 50 random bits.
enum RecoveryCode {
    static let count = 10
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

    /// `7k2mw-x0c9d`.
    static func make() -> String {
        let characters = (0..<10).map { _ in alphabet[Int(randombytes_uniform(32))] }
        return String(characters[..<5]) + "-" + String(characters[5...])
    }

    /// As typed, without what people add; letters that look like digits are read as those.
    static func plain(_ typed: String) -> String {
        String(typed.lowercased().filter { $0.isLetter || $0.isNumber }.map { ["o": "0", "i": "1", "l": "1"][$0] ?? $0 })
    }
}
