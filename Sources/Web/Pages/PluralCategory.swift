import Kernel

/// The plural categories of Unicode CLDR, for whole numbers and the languages of the interface.
/// Source: CLDR supplemental plurals.xml, cardinal rules.
public enum PluralCategory: String, Sendable, CaseIterable {
    case zero, one, two, few, many, other

    public static func of(_ number: Int, in language: Language) -> PluralCategory {
        let n = abs(number)
        switch language {
        case .en, .de:
            return n == 1 ? .one : .other
        case .it, .es:
            if n == 1 { return .one }
            return n != 0 && n % 1_000_000 == 0 ? .many : .other
        case .fr:
            if n <= 1 { return .one }
            return n % 1_000_000 == 0 ? .many : .other
        case .ar:
            switch (n, n % 100) {
            case (0, _): return .zero
            case (1, _): return .one
            case (2, _): return .two
            case (_, 3...10): return .few
            case (_, 11...99): return .many
            default: return .other
            }
        }
    }

    /// The categories a language needs for whole numbers below a million.
    public static func needed(in language: Language) -> Set<PluralCategory> {
        language == .ar ? Set(allCases) : [.one, .other]
    }
}
