import Web

/// What readers are told of a translation: beside a text, and above the whole.
enum TranslationMark {
    /// nil for a text as it was written, and for one that a person translated from what the original says now.
    static func view(_ said: PracticeReading.Said, _ display: Display) -> View? {
        guard let key = key(said) else { return nil }
        return ["markText": display.words("compendium.translated.\(key)")]
    }

    private static func key(_ said: PracticeReading.Said) -> String? {
        switch said.state {
        case .outdated: said.isMachine ? "machineOutdated" : "outdated"
        case .machine: "machine"
        case .reviewed, .missing, nil: nil
        }
    }

    /// The note above a practice; nil when nothing of it is translated.
    /// - Parameter path: the address of the page.
    static func note(_ reading: PracticeReading, at path: String, _ display: Display) -> View? {
        let words = display.words
        let original = display.format.languageName(reading.practice.language)
        if reading.isOriginalAsked {
            return [
                "isWarning": false, "sentences": [["sentence": words("compendium.translated.isOriginal", ["language": original])] as View], "toggleHref": path,
                "toggleText": words("compendium.translated.toTranslation", ["language": display.format.languageName(display.language.code)]),
            ]
        }
        guard reading.isTranslated else { return nil }
        let tally = reading.tally
        func told(_ key: String, _ count: Int) -> View? {
            count == 0 ? nil : ["sentence": words.count("compendium.translated.\(key)", count, ["language": original])]
        }
        return [
            "isWarning": reading.machineTexts > 0 || tally[.outdated] > 0,
            "sentences": [["sentence": words("compendium.translated.from", ["language": original])] as View]
                + [told("machineTexts", reading.machineTexts), told("outdatedTexts", tally[.outdated]), told("missingTexts", tally[.missing])].compactMap { $0 },
            "toggleHref": path + "?original=1", "toggleText": words("compendium.translated.toOriginal"),
        ]
    }
}
