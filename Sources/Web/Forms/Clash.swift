import Foundation
import Kernel

/// Two versions of one form, when somebody else saved first: what differs, part by part, and whose to keep. Shown by the partial `_clash`.
public struct Clash {
    public let mine: Fields
    public let theirs: Fields
    /// What stood there when the writer began; nil where that is not kept.
    let base: Fields?
    /// The names of the fields, in the order of the form.
    public let names: [String]

    public init(mine: Fields, theirs: Fields, base: Fields? = nil, names: [String]) {
        self.mine = mine
        self.theirs = theirs
        self.base = base
        self.names = names
    }

    public var differing: [String] { names.filter { Self.normal(mine, $0) != Self.normal(theirs, $0) } }

    /// Whether only the other one changed a part, so that theirs is what both mean.
    func isOnlyTheirs(_ name: String) -> Bool { base.map { Self.normal(mine, name) == Self.normal($0, name) } ?? false }

    /// What a form says: what was typed; after a clash each part that differed as the writer chose (`keep.<name>` is "theirs" or anything
    /// else), the rest as they wrote it.
    public static func settled(_ typed: Fields, theirs: Fields, names: [String]) -> Fields {
        guard typed.has("then") else { return typed }
        var settled = Fields([("version", typed["version"] ?? "")])
        for name in names {
            let side = typed["keep.\(name)"] == "theirs" ? theirs : typed
            for value in side.all(name) where !value.isEmpty { settled = settled.adding(name, value) }
        }
        return settled
    }

    /// Whether the writer goes on writing with what they chose, instead of saving it.
    public static func isWritingOn(_ typed: Fields) -> Bool { typed["then"] == "edit" }

    /// - Parameters:
    ///   - name, moment: who saved, and when; nil where that is not kept.
    ///   - version: the newest, on which the choice is based.
    ///   - label: what a field is called.
    ///   - shown: what stands in a field, in words; nil for nothing.
    public func view(
        action: String, version: Int, by name: String?, at moment: Instant?, theirsHref: String, words: Wording, label: (String) -> String, shown: (String, Fields) -> String?
    ) -> View {
        // What was typed in another manner and says the same is no difference.
        let differing = differing.filter { shown($0, mine) != shown($0, theirs) }
        let name = name ?? words("web.formerMember")
        let other = words("web.clash.theirs", ["name": name])
        return [
            "clashText": moment.map { words("web.clash.text", ["name": name, "moment": Format(words.language).moment($0)]) }, "action": action, "version": String(version),
            "mineInputs": mine.keeping(Set(names)).pairs.map { ["inputName": $0.name, "inputValue": $0.value] as View },
            "differing": differing.map { field in
                [
                    "fieldLabel": label(field), "choiceName": "keep.\(field)", "mineId": "mine-\(field)", "theirsId": "theirs-\(field)", "mineText": shown(field, mine),
                    "theirsText": shown(field, theirs), "theirsName": other, "takesTheirs": isOnlyTheirs(field),
                ] as View
            },
            "sameText": differing.count == names.count ? nil : words.count("web.clash.same", names.count - differing.count), "theirsHref": theirsHref,
        ]
    }

    private static func normal(_ fields: Fields, _ name: String) -> [String] {
        fields.all(name).map { $0.replacingOccurrences(of: "\r\n", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines) }.filter { !$0.isEmpty }.sorted()
    }
}
