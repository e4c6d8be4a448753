/// The shape of an address that a letter can be sent to; whether anybody reads there, only a letter shows.
public enum EmailAddress {
    public static let longest = 254

    public static func isPossible(_ text: String) -> Bool {
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, !halves[0].isEmpty, text.count <= longest else { return false }
        let domain = halves[1]
        guard domain == "localhost" || domain.contains(".") && domain.first != "." && domain.last != "." else { return false }
        // No letter to several people, no second header: neither blanks nor brackets nor commas.
        return text.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != 60 && $0 != 62 && $0 != 44 }
    }
}
