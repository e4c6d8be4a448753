import Web

/// The ids of a practice's parts. They are made from the text, so that the same text keeps the same id through every version, and
/// what hangs on it (a city's answer to a precondition) stays.
enum PartID {
    /// - Parameter kind: as `practice_item.kind` names it.
    static func item(_ kind: String, _ text: String, of slug: String) -> String { of("\(slug) \(kind) \(text)") }

    static func block(_ title: String, of slug: String) -> String { of("\(slug) block \(title)") }

    private static func of(_ text: String) -> String { String(Secrets.digest(text).prefix(20)) }
}
