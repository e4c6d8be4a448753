import Kernel
import Web

/// What a network says of itself, as it was typed: on the first run, and later.
struct NetworkSettingsForm {
    let settings: NetworkSettings

    /// - Parameter nameField: what the form calls the network's name.
    init(_ reader: inout FieldReader, nameField: String, fallback: Language) {
        let name = reader.text(nameField, limit: 80)
        let contact = reader.optionalText("contact", limit: 200)?.lowercased()
        if let contact, !EmailAddress.isPossible(contact) { reader.report("contact", "web.field.notAMail") }
        let legal = reader.optionalText("legal", limit: 500)
        if let legal, !Self.isAddress(legal) { reader.report("legal", "members.settings.legalWrong") }
        let codes = reader.codes("languages", among: Language.allCases.map(\.code))
        let languages = codes.compactMap(Language.init(rawValue:))
        if languages.isEmpty { reader.report("languages", "members.settings.noLanguage") }
        let chosen = reader.optionalCode("siteLanguage", among: Language.allCases.map(\.code)).flatMap(Language.init(rawValue:)) ?? languages.first ?? fallback
        if !languages.isEmpty, !languages.contains(chosen) { reader.report("siteLanguage", "members.settings.notShown") }
        settings = NetworkSettings(name: name, contact: contact, legal: legal, languages: languages, language: chosen)
    }

    /// A page of this site, or an address elsewhere.
    private static func isAddress(_ text: String) -> Bool {
        if text.hasPrefix("/") { return ["/about", "/privacy"].contains(text) || text.hasPrefix("/pages/") && Slug.isValid(String(text.dropFirst("/pages/".count))) }
        return text.hasPrefix("https://") && text.count > 10 && !text.contains { $0.isWhitespace || $0 == "\"" || $0 == "<" || $0 == "\\" }
    }

    static func fields(_ settings: NetworkSettings) -> Fields {
        Fields(
            [("networkName", settings.name ?? ""), ("contact", settings.contact ?? ""), ("legal", settings.legal ?? ""), ("siteLanguage", settings.language.code)]
                + settings.languages.map { ("languages", $0.code) })
    }

    /// The fields that the first run and the settings have in common.
    static func views(_ typed: Fields, _ problems: [FieldProblem], _ words: Wording) -> View {
        func field(_ name: String, required: Bool = false) -> FieldView {
            FieldView(name, label: "members.settings.\(name)", required: required, problems: problems, words: words)
        }
        return [
            "contactField": field("contact").input(typed["contact"], type: "email", maxLength: 200), "legalField": field("legal").input(typed["legal"], maxLength: 500),
            "languagesField": field("languages", required: true).choices(Language.allCases.map { ($0.code, $0.nativeName) }, selected: Set(typed.all("languages"))),
            "siteLanguageField": field("siteLanguage", required: true).select(Language.allCases.map { ($0.code, $0.nativeName) }, selected: typed["siteLanguage"]),
        ]
    }
}
