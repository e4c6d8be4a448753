import Kernel
import Web

/// A provider as an administrator writes it down.
struct ProviderForm {
    let draft: ProviderDraft?
    let problems: [FieldProblem]

    static let mostDomains = 50

    /// - Parameters:
    ///   - isNew: then an issuer and a secret are asked for; later an empty secret leaves it as it is.
    ///   - allowsLocal: whether plain http on this machine is taken.
    init(_ fields: Fields, cities: [City], isNew: Bool, allowsLocal: Bool) {
        var reader = FieldReader(fields)
        let label = reader.text("label", limit: 80)
        let slug = fields.text("city") ?? ""
        let city = cities.first { $0.slug == slug }
        if city == nil { reader.report("city", "members.providers.cityMissing") }
        let issuer = isNew ? Self.issuer(&reader, allowsLocal: allowsLocal) : ""
        let clientID = reader.text("clientID", limit: 200)
        if !Self.isPlain(clientID) { reader.report("clientID", "members.providers.notPlain") }
        let secret = isNew ? reader.text("secret", limit: 500) : reader.optionalText("secret", limit: 500)
        if let secret, !Self.isPlain(secret) { reader.report("secret", "members.providers.notPlain") }
        let domains = Self.words(fields["domains"] ?? "").map { $0.lowercased().drop { $0 == "@" } }.map(String.init)
        if domains.isEmpty { reader.report("domains", "members.providers.domainMissing") }
        if domains.count > Self.mostDomains { reader.report("domains", "web.field.tooManyLines", ["count": String(domains.count), "limit": String(Self.mostDomains)]) }
        if let wrong = domains.first(where: { !Self.isDomain($0) }) { reader.report("domains", "members.providers.noDomain", ["value": String(wrong.prefix(60))]) }
        let words = Self.words(fields["factors"] ?? "")
        if let wrong = words.first(where: { !Self.isPlain($0) || $0.count > 200 }) { reader.report("factors", "members.providers.noWord", ["value": String(wrong.prefix(60))]) }
        if words.count > 20 { reader.report("factors", "web.field.tooManyLines", ["count": String(words.count), "limit": "20"]) }
        let admits = reader.optionalCode("admits", among: Provider.Admits.allCases.map(\.rawValue)).flatMap(Provider.Admits.init(rawValue:)) ?? .known
        problems = reader.problems
        guard problems.isEmpty, let city else {
            draft = nil
            return
        }
        draft = ProviderDraft(
            city: city.id, label: label, issuer: issuer, clientID: clientID, secret: secret, domains: Array(Set(domains)).sorted(), factorWords: Array(Set(words)).sorted(),
            admits: admits)
    }

    /// What is on record, as the form shows it; the secret is never shown.
    static func fields(of provider: Provider, cities: [City]) -> Fields {
        Fields([
            ("label", provider.label), ("city", cities.first { $0.id == provider.city }?.slug ?? ""), ("clientID", provider.clientID),
            ("domains", provider.domains.joined(separator: "\n")), ("factors", provider.factorWords.joined(separator: " ")), ("admits", provider.admits.rawValue),
        ])
    }

    /// People copy the address of the description as often as the issuer's.
    private static func issuer(_ reader: inout FieldReader, allowsLocal: Bool) -> String {
        var text = reader.text("issuer", limit: 300)
        if text.hasSuffix(ProviderAddress.wellKnown) { text.removeLast(ProviderAddress.wellKnown.count) }
        guard !text.isEmpty else { return "" }
        if ProviderAddress.read(text, allowsLocal: allowsLocal)?.query != nil || ProviderAddress.read(text, allowsLocal: allowsLocal) == nil {
            reader.report("issuer", "members.providers.noAddress")
        }
        return text
    }

    private static func words(_ text: String) -> [String] { text.split { $0.isWhitespace || $0 == "," || $0 == ";" }.map(String.init) }

    /// Letters, digits and signs of ASCII, but for those that end a text in JSON.
    private static func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != 34 && $0 != 92 } }

    private static func isDomain(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count >= 2 && text.utf8.count <= 200
            && parts.allSatisfy { part in !part.isEmpty && part.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 } }
    }
}
