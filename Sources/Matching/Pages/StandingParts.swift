import Kernel
import Synchronization
import Web

/// Parts of pages that are the same for every need: made once for each language and state of the data, and laid out once.
struct StandingParts: Sendable {
    /// What is kept of the newest state of the data; of older ones nothing.
    final class Kept: Sendable {
        fileprivate struct Key: Hashable {
            let name: String
            let of: String
            let language: Language
        }

        fileprivate let parts = Mutex<(version: Int64, views: [Key: View])>((-1, [:]))
        fileprivate static let most = 2000
    }

    private let kept: Kept
    private let language: Language
    private let version: Int64

    /// To be made before the data is read, so that nothing older is kept under the number of its state.
    init(_ room: MatchingRoom, _ language: Language) {
        kept = room.standingParts
        self.language = language
        version = room.house.freshness.version
    }

    /// - Parameters:
    ///   - name: which part.
    ///   - of: what it is of: only what the house itself knows, so that no visitor can fill the memory.
    ///   - make: from nothing but these, the language and the data.
    func part(_ name: String, of: String = "", make: () -> View) -> View {
        let key = Kept.Key(name: name, of: of, language: language)
        if let known = kept.parts.withLock({ $0.version == version ? $0.views[key] : nil }) { return known }
        let made = make().settling()
        kept.parts.withLock { parts in
            if parts.version < version || parts.views.count >= Kept.most { parts = (max(parts.version, version), [:]) }
            if parts.version == version { parts.views[key] = made }
        }
        return made
    }
}
