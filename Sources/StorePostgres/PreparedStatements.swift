/// The statements a connection has prepared on the server, by their text; the least used goes first.
struct PreparedStatements {
    /// The types belong to it: `?` with a number and `?` with NULL are two statements to the server.
    struct Key: Hashable {
        let text: String
        let types: [UInt32]
    }

    private static let capacity = 400
    private var names: [Key: (name: String, lastUse: Int)] = [:]
    private var uses = 0
    private var made = 0

    /// Only what comes again is prepared; the schema's own statements come once.
    static func isWorthwhile(_ text: String) -> Bool {
        let word = text.drop { $0.isWhitespace }.prefix { $0.isLetter }.uppercased()
        return ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"].contains(word)
    }

    mutating func name(of key: Key) -> String? {
        guard let place = names.index(forKey: key) else { return nil }
        uses += 1
        names.values[place].lastUse = uses
        return names.values[place].name
    }

    mutating func freshName() -> String {
        made += 1
        return "ponte_\(made)"
    }

    mutating func remember(_ key: Key, as name: String) {
        uses += 1
        names[key] = (name, uses)
    }

    /// - Returns: the name to give back to the server when there is no room for another.
    mutating func evict() -> String? {
        guard names.count >= Self.capacity, let oldest = names.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return nil }
        names[oldest.key] = nil
        return oldest.value.name
    }
}
