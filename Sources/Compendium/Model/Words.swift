import Store

/// The closed lists of the compendium. The codes are kept; every language has its own label (`compendium.policyArea.<code>` …).
public enum PolicyArea: String, CaseIterable, Sendable {
    case employment, languageLearning = "language-learning", participation, housing, socialServices = "social-services", schooling,
        legalAdvice = "legal-advice", governance, health, reception, interculturalMediation = "intercultural-mediation",
        vocationalTraining = "vocational-training", adultEducation = "adult-education", oneStopShop = "one-stop-shop",
        antiRacism = "anti-racism", skillsRecognition = "skills-recognition", entrepreneurship, cultureSport = "culture-sport", digital, data
}

public enum TargetGroup: String, CaseIterable, Sendable {
    case refugees, newcomers, families, localCommunity = "local-community", asylumSeekers = "asylum-seekers", women, youth,
        municipalStaff = "municipal-staff", ethnicMinorities = "ethnic-minorities", employers, lowSkilled = "low-skilled",
        unaccompaniedMinors = "unaccompanied-minors", euMobileCitizens = "eu-mobile-citizens", highlySkilled = "highly-skilled", roma,
        peopleWithDisabilities = "people-with-disabilities", undocumented, men, olderPeople = "older-people"
}

public enum PracticeStatus: String, CaseIterable, SQLWord { case running, ended, unknown }

public enum OrganisationType: String, CaseIterable, SQLWord {
    case municipality, ngo, socialEnterprise = "social_enterprise", educationProvider = "education_provider",
        publicEmploymentService = "public_employment_service", other
}

/// What a source offers as evidence, as the starter content states it.
public enum StatedEvidence: String, CaseIterable, SQLWord {
    case none, outputCounts = "output_counts", beforeAfter = "before_after", comparisonGroup = "comparison_group",
        externalEvaluation = "external_evaluation"
}

public enum PracticeRecordKind: String, CaseIterable, SQLWord {
    case practice
    /// A lesson from failure: the results criterion does not apply.
    case lesson
}

/// Where the money of a practice came from, in classes that can be compared; the text itself is kept beside it.
public enum FundingClass: String, CaseIterable, Sendable {
    case municipal, regional, national, europe, foundation, ownIncome = "own-income", other

    public init(of text: String) {
        let text = " " + text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ") + " "
        /// Where a word begins: "capacity" is no city and "parents" pay no rent.
        func mentions(_ beginnings: String...) -> Bool { beginnings.contains { text.contains(" " + $0) } }
        self =
            if mentions("municipal", "city", "metropolitan") { .municipal }
            else if mentions("amif", "esf", "erdf", "uia", "eif", "inti", "urbact", "european", "erasmus", "eea", "norway grants", "swiss", "horizon", "pon ", "pn metro") { .europe }
            else if mentions("regional", "vienna social fund", "fsw", "scottish", "senate", "länder", "land ") { .regional }
            else if mentions("national", "ministry", "state", "ams", "irpef", "presidency", "employment", "health insur", "public grants") { .national }
            else if mentions("foundation", "donation", "philanthrop", "church", "corporate", "compan", "private", "unhcr", "iom", "msf", "un agenc", "crowdfund") { .foundation }
            else if mentions("own income", "rent", "loan", "social impact") { .ownIncome }
            else { .other }
    }
}
