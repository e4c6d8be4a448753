import CStemmer
import Synchronization

/// Brings the forms of a word together: Snowball where Debian's libstemmer does it well, light stemming of our own for Arabic, Polish
/// and Croatian, the folded word otherwise. Safe from any thread: handles are lent out, never shared.
public enum Stemmer {
    /// - Parameter word: one word, in any case and spelling. - Returns: its stem, folded.
    public static func stem(_ word: String, language: String) -> String {
        if let algorithm = algorithms[language] {
            return handles.lend(algorithm) { handle in Folding.fold(stem(word.lowercased(), with: handle)) }
        }
        let folded = Folding.fold(word)
        if language == "ar" { return ArabicStem.cut(folded) }
        if let endings = LightSuffixes.endings[language] { return LightSuffixes.cut(folded, endings) }
        return folded
    }

    /// The stems of many words of one language, with one loan of the handle.
    public static func stems(_ words: [Word], language: String) -> [String] {
        guard let algorithm = algorithms[language] else { return words.map { stem($0.surface, language: language) } }
        return handles.lend(algorithm) { handle in
            words.map { Folding.fold(stem($0.surface.lowercased(), with: handle)) }
        }
    }

    /// Languages with a stemmer of any kind.
    public static var languages: [String] { (Array(algorithms.keys) + Array(LightSuffixes.endings.keys) + ["ar"]).sorted() }

    private static func stem(_ lowered: String, with handle: Handle) -> String {
        guard let pointer = handle.pointer else { return lowered }
        var lowered = lowered
        return lowered.withUTF8 { bytes in
            guard let base = bytes.baseAddress, let result = sb_stemmer_stem(pointer, base, Int32(bytes.count)) else {
                return String(decoding: bytes, as: UTF8.self)
            }
            let length = Int(sb_stemmer_length(pointer))
            return String(decoding: UnsafeBufferPointer(start: result, count: length), as: UTF8.self)
        }
    }

    private static let algorithms: [String: String] = [
        "da": "danish", "nl": "dutch", "en": "english", "fi": "finnish", "fr": "french", "de": "german",
        "el": "greek", "hu": "hungarian", "it": "italian", "no": "norwegian", "nb": "norwegian", "pt": "portuguese",
        "ro": "romanian", "ru": "russian", "es": "spanish", "ca": "catalan", "sv": "swedish", "tr": "turkish",
        "lt": "lithuanian", "ga": "irish",
    ]

    private static let handles = HandlePool()
}

/// One libstemmer handle. It is used by whoever borrowed it and by nobody else.
private final class Handle: @unchecked Sendable {
    let pointer: OpaquePointer?
    init(_ algorithm: String) { pointer = sb_stemmer_new(algorithm, nil) }
    deinit { if let pointer { sb_stemmer_delete(pointer) } }
}

private final class HandlePool: Sendable {
    private let idle = Mutex<[String: [Handle]]>([:])

    func lend<Result>(_ algorithm: String, _ use: (Handle) -> Result) -> Result {
        let handle = idle.withLock { $0[algorithm]?.popLast() } ?? Handle(algorithm)
        defer { idle.withLock { $0[algorithm, default: []].append(handle) } }
        return use(handle)
    }
}
