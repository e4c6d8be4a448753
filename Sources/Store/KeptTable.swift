import Kernel

/// What one table keeps: every column of it, and, where some are about people, why they are kept, for how long, who sees them, and what
/// becomes of them when the person is forgotten. Each room declares its tables; a column that nobody declared fails a test.
///
///     KeptTable(
///         "session", personal: "digest! person_id device", other: "expires_at", about: "members.privacy.kept.sessions", for: .security,
///         until: .runsOut(at: "expires_at", within: 14), seenBy: [.themselves, .administrators], whose: { "person_id = \($0)" }, becomes: .deleted)
public struct KeptTable: Sendable {
    public struct Column: Sendable, Equatable {
        public let name: String
        /// Opens something, or proves who somebody is: kept as a digest or sealed, and handed out to nobody.
        public let isSecret: Bool
    }

    public let name: String
    public let personal: [Column]
    /// Columns that say nothing of anybody.
    public let other: [String]
    /// nil: the table says nothing of anybody.
    public let processing: Processing?

    /// - Parameters:
    ///   - personal, other: names of columns with a space between them; an exclamation mark after a name makes it a secret.
    ///   - key: what it is, as a text key; below it stands the same for several tables that belong together.
    ///   - whose: which rows are somebody's, as a condition.
    ///   - fate: what becomes of those rows when the person is forgotten.
    ///   - erasing: the statements that do so, in order; left out where the rows are deleted or stay as they are.
    public init(
        _ name: String, personal: String, other: String = "", about key: String, for purpose: Purpose, basis: LegalBasis = .publicTask, until expiry: Expiry,
        seenBy recipients: [Recipient], whose: @escaping @Sendable (PersonID) -> SQL, becomes fate: Fate,
        erasing: (@Sendable (PersonID, Instant) -> [SQL])? = nil
    ) {
        self.name = name
        self.personal = Self.words(personal).map { Column(name: $0.hasSuffix("!") ? String($0.dropLast()) : $0, isSecret: $0.hasSuffix("!")) }
        self.other = Self.words(other)
        processing = Processing(
            about: key, purpose: purpose, basis: basis, expiry: expiry, recipients: recipients, whose: whose, fate: fate,
            erasing: erasing ?? { person, _ in fate == .deleted ? [SQL(trusted: "DELETE FROM \(name) WHERE ") + whose(person)] : [] })
    }

    private init(_ name: String, other: [String]) {
        self.name = name
        personal = []
        self.other = other
        processing = nil
    }

    /// A table in which nothing is about people.
    public static func impersonal(_ name: String, _ columns: String) -> KeptTable { KeptTable(name, other: words(columns)) }

    public var columns: Set<String> { Set(personal.map(\.name) + other) }

    private static func words(_ text: String) -> [String] { text.split(whereSeparator: \.isWhitespace).map(String.init) }
}

/// Why, on what ground, for how long and for whom something about people is kept (GDPR Art. 30).
public struct Processing: Sendable {
    public let about: String
    public let purpose: Purpose
    public let basis: LegalBasis
    public let expiry: Expiry
    public let recipients: [Recipient]
    public let whose: @Sendable (PersonID) -> SQL
    public let fate: Fate
    public let erasing: @Sendable (PersonID, Instant) -> [SQL]
}

/// What it is kept for.
public enum Purpose: String, CaseIterable, Sendable {
    /// Letting somebody sign in and do what their role allows.
    case account
    /// Keeping accounts safe.
    case security
    /// Writing to people about what concerns them.
    case letters
    /// Describing needs, writing and reviewing practices together.
    case work
    /// Being able to show who changed what.
    case accountability
    /// Telling somebody what they asked to be told.
    case searches
}

/// On what ground, as a letter of GDPR Art. 6(1).
public enum LegalBasis: String, CaseIterable, Sendable {
    case consent = "a"
    case legalObligation = "c"
    case publicTask = "e"
}

/// Who sees it, beside the engineers who run the installation.
public enum Recipient: String, CaseIterable, Sendable {
    case themselves, administrators
    /// Those they write with or share it with.
    case colleagues
    /// Whoever reviews and publishes.
    case editors
    case everybody
}

/// When it goes by itself.
public enum Expiry: Sendable, Equatable {
    /// Rows go when the instant in the column has come; at most so many days after they were made.
    case runsOut(at: String, within: Int)
    /// Rows go so many days after the instant in the column, where there is one.
    case days(Int, after: String)
    /// The person is forgotten so many days after the instant in the column of their own row.
    case forgets(Int, after: String)
    /// It goes with the account.
    case withAccount
    /// It belongs to a record of the network and stays as long as that.
    case withRecord
    /// As long as the installation is run.
    case never
}

/// What becomes of it when the person is forgotten.
public enum Fate: String, CaseIterable, Sendable {
    case deleted
    /// The row stays, without what the person typed.
    case blanked
    /// The row of the person stays and is emptied; where a name was, pages say "a former member".
    case formerMember
    /// Stays as it is, and no longer leads to a name.
    case unnamed
    /// What only they had is deleted; what others work with stays, as of a former member.
    case ownDeleted
    /// Only an id without meaning is in it; it stays.
    case idOnly
}
