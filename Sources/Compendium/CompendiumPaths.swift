import Kernel
import Web

/// Every address of the compendium, once: the pattern for the router, the link for a page.
public enum CompendiumPaths {
    public static let practices = "/practices"
    public static let practicePattern = "/practices/{slug}"
    /// What a search found, as a table and as a feed; they read the same query as the list.
    public static let table = "/practices.csv"
    public static let feed = "/practices.atom"
    public static let listDocument = "/practices.docx"
    public static let listData = "/practices.json"
    public static let versionsPattern = "/practices/{slug}/versions"
    public static let versionPattern = "/practices/{slug}/versions/{version}"
    public static let changesPattern = versionPattern + "/changes"
    public static let bibTeXPattern = versionPattern + "/cite.bib"
    public static let risPattern = versionPattern + "/cite.ris"
    public static let pdfPattern = versionPattern + "/practice.pdf"
    public static let docxPattern = versionPattern + "/practice.docx"
    public static let jsonPattern = versionPattern + "/practice.json"
    public static let onePracticeTablePattern = versionPattern + "/practice.csv"
    public static let newBook = "/books/new"
    public static let books = "/books"
    public static let bookPattern = "/books/{book}"
    public static let bookFilePattern = "/books/{book}/book.pdf"
    public static let searches = "/searches"
    public static let newSearch = "/searches/new"
    public static let searchSeenPattern = "/searches/{search}/seen"
    public static let forgetSearchPattern = "/searches/{search}/forget"
    public static let compare = "/compare"
    public static let map = "/map"
    public static let cities = "/cities"
    public static let cityPattern = "/cities/{slug}"
    public static let programmes = "/programmes"
    public static let programmePattern = "/programmes/{slug}"
    public static let apiPractices = "/api/v1/practices"
    public static let apiPracticePattern = "/api/v1/practices/{slug}"
    public static let apiCities = "/api/v1/cities"
    public static let apiDrafts = "/api/v1/drafts"
    public static let apiDraftPattern = "/api/v1/drafts/{id}"
    public static let apiSubmitPattern = "/api/v1/drafts/{id}/submit"
    public static let apiSearches = "/api/v1/searches"

    public static let manuscripts = "/drafts"
    public static let newManuscript = "/drafts/new"
    public static let manuscriptPattern = "/drafts/{id}"
    public static let sectionPattern = "/drafts/{id}/write/{section}"
    public static let keepPattern = "/drafts/{id}/fields"
    public static let fieldHistoryPattern = "/drafts/{id}/fields/{field}"
    public static let previewPattern = "/drafts/{id}/preview"
    public static let reviewPattern = "/drafts/{id}/review"
    public static let stepPattern = "/drafts/{id}/steps"
    public static let filesPattern = "/drafts/{id}/files"
    public static let filePattern = "/drafts/{id}/files/{file}"
    public static let fileMovePattern = "/drafts/{id}/files/{file}/move"
    public static let fileRemovalPattern = "/drafts/{id}/files/{file}/removal"
    public static let authorsPattern = "/drafts/{id}/authors"
    public static let queue = "/queue"
    public static let lifePattern = "/practices/{slug}/life"
    public static let due = "/queue/due"
    public static let duplicates = "/queue/duplicates"
    public static let stillTruePattern = "/practices/{slug}/still-true/{token}"
    public static let revisePattern = "/practices/{slug}/revise"

    public static let translations = "/translations"
    public static let translationPattern = "/translations/{slug}"
    public static let translationFilePattern = "/translations/{slug}/practice.xlf"
    /// What is to be done in a language, as one file for translators outside.
    public static let translationsFile = "/translations.xlf"
    public static let translationFiles = "/translation-files"

    static func translation(_ slug: String, _ language: Language) -> String { "/translations/\(slug)?to=\(language.code)" }
    static func translationFile(_ slug: String, _ language: Language) -> String { "/translations/\(slug)/practice.xlf?to=\(language.code)" }

    static func manuscript(_ id: String) -> String { "/drafts/\(id)" }
    static func section(_ id: String, _ section: ManuscriptSection) -> String { "/drafts/\(id)/write/\(section.rawValue)" }
    static func keep(_ id: String) -> String { "/drafts/\(id)/fields" }
    static func fieldHistory(_ id: String, _ field: String) -> String { "/drafts/\(id)/fields/\(field)" }
    static func preview(_ id: String) -> String { "/drafts/\(id)/preview" }
    static func review(_ id: String) -> String { "/drafts/\(id)/review" }
    static func steps(_ id: String) -> String { "/drafts/\(id)/steps" }
    static func files(_ id: String) -> String { "/drafts/\(id)/files" }
    static func authors(_ id: String) -> String { "/drafts/\(id)/authors" }
    static func life(_ slug: String) -> String { "/practices/\(slug)/life" }
    static func stillTrue(_ slug: String, _ token: String) -> String { "/practices/\(slug)/still-true/\(token)" }
    static func revise(_ slug: String) -> String { "/practices/\(slug)/revise" }

    static func apiDraft(_ id: String) -> String { "/api/v1/drafts/\(id)" }
    public static func practice(_ slug: String) -> String { "/practices/\(slug)" }
    public static func versions(_ slug: String) -> String { "/practices/\(slug)/versions" }
    /// The permanent address of one version.
    public static func version(_ slug: String, _ number: Int) -> String { "/practices/\(slug)/versions/\(number)" }
    public static func changes(_ slug: String, _ number: Int) -> String { version(slug, number) + "/changes" }
    public static func book(_ id: String) -> String { "/books/\(id)" }
    public static func bookFile(_ id: String) -> String { "/books/\(id)/book.pdf" }
    public static func searchSeen(_ id: String) -> String { "/searches/\(id)/seen" }
    public static func forgetSearch(_ id: String) -> String { "/searches/\(id)/forget" }
    public static func city(_ slug: String) -> String { "/cities/\(slug)" }
    public static func programme(_ slug: String) -> String { "/programmes/\(slug)" }
    public static func compare(_ slugs: [String]) -> String { Fields(slugs.map { ("p", $0) }).link(compare) }
    public static func practices(_ facet: FacetName, _ code: String) -> String { Fields([(facet.rawValue, code)]).link(practices) }
}
