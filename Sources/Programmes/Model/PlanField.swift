/// One field of a form of this room: what it is called in forms and columns, and what it takes.
struct PlanField: Sendable {
    enum Kind: Sendable {
        /// One line of at most so many characters.
        case line(Int)
        /// A text of several lines.
        case text(Int)
        /// One text a line, at most so many lines.
        case lines(Int)
        case day
        /// Whole cents; people type euro.
        case money
        case number(ClosedRange<Int>)
        case mail
        /// Yes or no; kept as 1 or nothing.
        case flag
        /// One code of a closed list; its texts stand at `programmes.choice.<field>.<code>`.
        case choice([String])
        /// From 1, hardly, to 5: `programmes.scale.<field>.<number>`.
        case scale
        /// Countries by their code; one or many.
        case country, countries
        /// A city of the programme that is on record, by its id.
        case city
        /// A work package of the programme, by its id.
        case package
    }

    let name: String
    /// Of the table; the same name as people of the field would abbreviate it in a file.
    let column: String
    let kind: Kind
    let isRequired: Bool
    /// The part of the form it stands in: `programmes.section.<section>`.
    let section: String

    init(_ name: String, _ column: String, _ kind: Kind, in section: String = "what", required: Bool = false) {
        self.name = name
        self.column = column
        self.kind = kind
        self.section = section
        isRequired = required
    }

    /// Whether its column holds a whole number.
    var isWhole: Bool {
        switch kind {
        case .money, .number, .flag, .scale: true
        default: false
        }
    }

    /// A day on which something was done, not one on which it is to be.
    var tellsWhatHappened: Bool { if case .day = kind { section == "actual" } else { false } }

    var label: String { "programmes.field.\(name)" }
}

/// Codes of countries a programme may come from: the Union, its neighbours and those who take part in its programmes.
enum PlanCountries {
    static let codes = [
        "AL", "AT", "BA", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GE", "GR", "HR", "HU", "IE", "IL", "IS", "IT", "LI", "LT", "LU", "LV",
        "MA", "MC", "MD", "ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "TN", "TR", "UA", "XK",
    ]
}
