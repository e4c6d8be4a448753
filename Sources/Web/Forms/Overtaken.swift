import Kernel

/// Somebody else saved first, and the form still holds what the writer typed: what differs stands above it, word by word. Shown by the
/// partial `_overtaken`. Where the writer chooses part by part, see `Clash`.
public struct Overtaken {
    public struct Part {
        let label: String
        let theirs: String
        let mine: String

        /// As people read it: names for codes.
        public init(_ label: String, theirs: String, mine: String) {
            self.label = label
            self.theirs = theirs.replacingOccurrences(of: "\r\n", with: "\n")
            self.mine = mine.replacingOccurrences(of: "\r\n", with: "\n")
        }
    }

    let name: String?
    let at: Instant?
    let parts: [Part]

    /// - Parameters: who saved and when; nil where that is not kept.
    public init(by name: String?, at: Instant?, _ parts: [Part]) {
        self.name = name
        self.at = at
        self.parts = parts.filter { $0.theirs != $0.mine }
    }

    public func view(_ words: Wording) -> View {
        let said = at.map { words("web.clash.text", ["name": name ?? words("web.formerMember"), "moment": Format(words.language).moment($0)]) }
        return [
            "overtakenText": said,
            "overtakenParts": parts.map {
                [
                    "partLabel": $0.label,
                    "partHtml": WordDifference($0.theirs, $0.mine).merged(deleted: words("web.clash.theyWrote"), inserted: words("web.clash.youWrote")),
                ] as View
            },
        ]
    }
}
