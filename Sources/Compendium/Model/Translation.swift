import Kernel
import Store

/// What a text of a practice is called in another language, as somebody or a machine once put it.
struct Translation: Sendable, Equatable {
    enum Maker: String, SQLWord { case human, machine }

    let field: String
    /// Counts the changes of a practice's texts in this language.
    let revision: Int
    /// Empty: taken away.
    let text: String
    /// The text it was made from, and its digest.
    let source: String
    let sourceHash: String
    let how: Maker
    /// Who wrote it, or asked the machine for it.
    let by: PersonID
    let at: Instant
}

/// How good a translation is. Never kept and never typed in: it follows from the digest of what it was made from.
enum TranslationState: String, CaseIterable, Sendable {
    /// Nothing is there.
    case missing
    /// The original has changed since.
    case outdated
    /// Made by a machine, and nobody has looked at it yet.
    case machine
    /// Somebody wrote it, or looked at it and found it right.
    case reviewed

    /// In the order in which they ask for work.
    static let open: [TranslationState] = [.missing, .outdated, .machine]
}

/// The translatable texts of one practice with what they are in one language.
struct TranslationSheet: Sendable {
    struct Entry: Sendable {
        let field: TranslatableField
        /// nil: there is none.
        let translation: Translation?

        var state: TranslationState {
            guard let translation else { return .missing }
            if translation.sourceHash != field.hash { return .outdated }
            return translation.how == .machine ? .machine : .reviewed
        }

        /// Whether a machine made it, outdated or not.
        var isMachine: Bool { translation?.how == .machine }
    }

    let entries: [Entry]
    /// The newest change it knows; 0 when there is none.
    let revision: Int

    /// - Parameters:
    ///   - kept: every text there ever was, in any order.
    ///   - limit: only what was there at that revision; nil: all.
    init(_ fields: [TranslatableField], _ kept: [Translation], at limit: Int? = nil) {
        let known = kept.filter { $0.revision <= limit ?? .max }.sorted { $0.revision < $1.revision }
        var own: [String: Translation] = [:]
        var sameText: [String: Translation] = [:]
        var newest: [String: Translation] = [:]
        for translation in known {
            own["\(translation.field) \(translation.sourceHash)"] = translation
            newest[translation.field] = translation
            if !translation.text.isEmpty { sameText[translation.sourceHash] = translation }
        }
        entries = fields.map { field in
            // Made from this very text; else from the same text at another place, as when blocks change places; else from what stood here before.
            let found = own["\(field.path) \(field.hash)"] ?? sameText[field.hash] ?? newest[field.path]
            return Entry(field: field, translation: found.flatMap { $0.text.isEmpty ? nil : $0 })
        }
        revision = known.last?.revision ?? 0
    }

    func entry(_ path: String) -> Entry? { entries.first { $0.field.path == path } }

    var tally: TranslationTally { TranslationTally(entries.map(\.state)) }
}

/// How many texts are in which state.
struct TranslationTally: Sendable, Equatable {
    private var counts: [TranslationState: Int] = [:]

    init(_ states: [TranslationState] = []) { for state in states { counts[state, default: 0] += 1 } }

    subscript(_ state: TranslationState) -> Int { counts[state] ?? 0 }

    /// What somebody has to do something about.
    var open: Int { TranslationState.open.map { self[$0] }.reduce(0, +) }

    mutating func add(_ other: TranslationTally) { counts.merge(other.counts, uniquingKeysWith: +) }
}
