import Kernel
import Web

/// A practice as it reads in a language: each text in its translation where there is one, else as it was written.
struct PracticeReading: Sendable {
    /// A text with the language it is really in.
    struct Said: Sendable, Equatable {
        let text: String
        let language: String
        /// nil: as it was written.
        let state: TranslationState?
        let isMachine: Bool

        var lines: [String] { text.split(separator: "\n").map(String.init) }
    }

    let practice: Practice
    let language: Language
    /// nil: the original is to be shown, or it is written in this language.
    private let sheet: TranslationSheet?
    /// Whether there is a translation to change to, for those who look at the original.
    let isOriginalAsked: Bool

    /// - Parameters:
    ///   - kept: all texts of this practice in this language.
    ///   - original: the reader wants it as it was written.
    ///   - isCurrent: false for an old version, which is shown with nothing that was made from another text.
    init(_ practice: Practice, in language: Language, _ kept: [Translation] = [], original: Bool = false, isCurrent: Bool = true) {
        self.practice = practice
        self.language = language
        let fields = kept.isEmpty ? [] : practice.translatable(into: language.code)
        let known = isCurrent ? kept : kept.filter { translation in fields.contains { $0.hash == translation.sourceHash } }
        let sheet = TranslationSheet(fields, known)
        let isTranslated = sheet.entries.contains { $0.translation != nil }
        isOriginalAsked = original && isTranslated
        self.sheet = isTranslated && !original ? sheet : nil
    }

    var isTranslated: Bool { sheet != nil }
    var tally: TranslationTally { sheet?.tally ?? TranslationTally() }
    /// How many texts are a machine's, outdated ones too.
    var machineTexts: Int { sheet?.entries.count { $0.isMachine } ?? 0 }

    /// The title in the reader's language: the practice's own, or a translation, or as it was written.
    var title: Said {
        if practice.title.texts[language.code] == nil, let said = said("title") { return said }
        let own = isOriginalAsked ? (text: practice.title.sourceText, language: practice.language) : practice.title.text(in: language.code)
        return Said(text: own.text, language: own.language, state: nil, isMachine: false)
    }

    /// - Returns: nil when the source does not say.
    func text(_ path: String, _ original: String?) -> Said? {
        original.map { said(path) ?? Said(text: $0, language: practice.language, state: nil, isMachine: false) }
    }

    /// A list, item by item.
    func list(_ path: String, _ original: [String]) -> (items: [String], said: Said) {
        let plain = Said(text: "", language: practice.language, state: nil, isMachine: false)
        guard !original.isEmpty, let said = said(path) else { return (original, plain) }
        return (said.lines, said)
    }

    private func said(_ path: String) -> Said? {
        guard let entry = sheet?.entry(path), let translation = entry.translation else { return nil }
        return Said(text: translation.text, language: language.code, state: entry.state, isMachine: entry.isMachine)
    }
}
