import Kernel
import Store

/// What is said of a file where it is used.
public struct FileFacts: Sendable, Equatable {
    /// What a reader is told that it is; stands under a picture.
    public var title: String?
    /// What a picture shows, for those who do not see it.
    public var alternative: String?
    /// Who made it.
    public var maker: String?
    public var licence: Licence?
    /// Who gave the permission, and when.
    public var licenceNote: String?
    public var consent: Consent
    /// How people agreed, and where that is kept.
    public var consentNote: String?
    public var language: String?
    /// Of captions: their video.
    public var captionsOf: FileID?

    /// Under what others may use it.
    public enum Licence: String, CaseIterable, Sendable, SQLWord {
        case cc0, ccBy = "cc_by", ccBySa = "cc_by_sa", publicDomain = "public_domain", permission

        /// What the licence says, in its own words; nil where there is none to link to.
        public var link: String? {
            switch self {
            case .cc0: "https://creativecommons.org/publicdomain/zero/1.0/"
            case .ccBy: "https://creativecommons.org/licenses/by/4.0/"
            case .ccBySa: "https://creativecommons.org/licenses/by-sa/4.0/"
            case .publicDomain: "https://creativecommons.org/publicdomain/mark/1.0/"
            case .permission: nil
            }
        }
    }

    /// Whether people can be recognised, and agreed. What they did not agree to is never kept, and so has no word here.
    public enum Consent: String, CaseIterable, Sendable, SQLWord { case nobody, given }

    public init(consent: Consent, consentNote: String? = nil) {
        self.consent = consent
        self.consentNote = consentNote
    }

    /// The fields that must be filled in before the record goes on, by their names in forms.
    public func missing(for kind: FileType.Kind) -> [String] {
        var missing: [String] = []
        if title == nil, kind != .captions { missing.append("title") }
        if alternative == nil, kind == .picture { missing.append("alternative") }
        if captionsOf == nil, kind == .captions { missing.append("captionsOf") }
        if language == nil, kind != .picture { missing.append("language") }
        if maker == nil, kind != .captions { missing.append("maker") }
        if licence == nil, kind != .captions { missing.append("licence") }
        if licence == .permission, licenceNote == nil { missing.append("licenceNote") }
        if consent == .given, consentNote == nil { missing.append("consentNote") }
        return missing
    }

    /// The fields that are asked for, in their order.
    static func asked(for kind: FileType.Kind) -> [String] {
        switch kind {
        case .picture: ["title", "alternative", "maker", "licence", "licenceNote", "consent", "consentNote"]
        case .document, .video: ["title", "language", "maker", "licence", "licenceNote", "consent", "consentNote"]
        case .captions: ["captionsOf", "language", "maker"]
        }
    }
}
