/// A language the interface is shipped in. Content may be in any language; see `LanguageCode`.
public enum Language: String, CaseIterable, Sendable, Hashable, Comparable {
    case en, it, de, es, fr, ar

    public var code: String { rawValue }
    public var isRightToLeft: Bool { self == .ar }
    public var direction: String { isRightToLeft ? "rtl" : "ltr" }

    /// The language's own name for itself.
    public var nativeName: String {
        switch self {
        case .en: "English"
        case .it: "Italiano"
        case .de: "Deutsch"
        case .es: "Español"
        case .fr: "Français"
        case .ar: "العربية"
        }
    }

    public static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

/// Text direction by language code, for content in languages the interface does not speak.
public func textDirection(of languageCode: String) -> String {
    ["ar", "fa", "he", "ur", "ps", "ckb", "prs", "yi"].contains(languageCode) ? "rtl" : "ltr"
}
