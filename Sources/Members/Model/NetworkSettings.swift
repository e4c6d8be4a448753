import Kernel
import Store
import Trail
import Web

/// What a network says of itself on its installation: name, contact, legal notice, and the languages it shows. Kept among the settings
/// of Trail.
public struct NetworkSettings: Sendable, Equatable {
    public var name: String?
    /// An email address that anybody may write to.
    public var contact: String?
    /// Where the legal notice stands: `/pages/imprint`, or `https://…`.
    public var legal: String?
    /// In the order of `Language.allCases`; never empty.
    public var languages: [Language]
    /// For those who ask for none of them.
    public var language: Language

    static let nameSetting = "network-name"
    private static let contactSetting = "network-contact"
    private static let legalSetting = "network-legal"
    private static let languagesSetting = "site-languages"
    private static let languageSetting = "site-language"
    private static let all = [nameSetting, contactSetting, legalSetting, languagesSetting, languageSetting]

    public static func read(_ reader: Reader) throws -> NetworkSettings {
        let pairs: [(String, String)] = try reader.all("SELECT name, value FROM setting WHERE name IN \(list: all)") { (try $0["name"], try $0["value"]) }
        let kept = Dictionary(pairs.filter { !$0.1.isEmpty }, uniquingKeysWith: { first, _ in first })
        let facade = Facade(
            languages: (kept[languagesSetting] ?? "").split(separator: " ").compactMap { Language(rawValue: String($0)) },
            language: kept[languageSetting].flatMap { Language(rawValue: $0) })
        return NetworkSettings(
            name: kept[nameSetting], contact: kept[contactSetting], legal: kept[legalSetting], languages: facade.languages, language: facade.language)
    }

    /// An empty value stands for none: a setting is never taken away.
    func write(in writer: Writer) throws {
        let values: [(String, String?)] = [
            (Self.nameSetting, name), (Self.contactSetting, contact), (Self.legalSetting, legal),
            (Self.languagesSetting, languages.map(\.code).joined(separator: " ")), (Self.languageSetting, language.code),
        ]
        for (setting, value) in values { try InstallationSetting.set(setting, to: value ?? "", in: writer) }
    }

    /// As pages show it, with the built-in menus.
    public var facade: Facade { Facade(network: name, contact: contact, legal: legal, languages: languages, language: language) }
}
