import Foundation
import Kernel

/// Two versions of one form, when somebody else saved first: what differs, part by part, and whose to keep. Shown by the partial `_clash`.
public struct Clash {
    public let mine: Fields
    public let theirs: Fields
    /// The names of the fields, in the order of the form.
    public let names: [String]

    public init(mine: Fields, theirs: Fields, names: [String]) {
        self.mine = mine
        self.theirs = theirs
        self.names = names
    }

    public var differing: [String] { names.filter { Self.normal(mine, $0) != Self.normal(theirs, $0) } }

    /// Each part that differed as the writer chose, the rest as they wrote it.
    /// - Parameter choices: `keep.<name>` is "theirs" or anything else.
    public func merged(_ choices: Fields) -> Fields {
        var merged = Fields()
        for name in names {
            let side = choices["keep.\(name)"] == "theirs" ? theirs : mine
            for value in side.all(name) where !value.isEmpty { merged = merged.adding(name, value) }
        }
        return merged
    }

    /// - Parameters:
    ///   - version: the newest, on which the choice is based.
    ///   - label: what a field is called.
    ///   - shown: what stands in a field, in words; nil for nothing.
    public func view(
        action: String, version: Int, by name: String, at moment: Instant, theirsHref: String, words: Wording, label: (String) -> String, shown: (String, Fields) -> String?
    ) -> View {
        let other = words("web.clash.theirs", ["name": name])
        return [
            "clashText": words("web.clash.text", ["name": name, "moment": Format(words.language).moment(moment)]), "action": action, "version": String(version),
            "mineInputs": mine.keeping(Set(names)).pairs.map { ["inputName": $0.name, "inputValue": $0.value] as View },
            "differing": differing.map { field in
                [
                    "fieldLabel": label(field), "choiceName": "keep.\(field)", "mineId": "mine-\(field)", "theirsId": "theirs-\(field)", "mineText": shown(field, mine),
                    "theirsText": shown(field, theirs), "theirsName": other,
                ] as View
            },
            "theirsHref": theirsHref,
        ]
    }

    private static func normal(_ fields: Fields, _ name: String) -> [String] {
        fields.all(name).map { $0.replacingOccurrences(of: "\r\n", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines) }.filter { !$0.isEmpty }.sorted()
    }
}
