import Kernel
import Web

/// What is said of a file, as its form brings it.
struct FileFactsForm {
    let fields: Fields
    let kind: FileType.Kind
    /// The videos that captions may belong to.
    let videos: [FileID]

    static let languages = ["ar", "bg", "bn", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "ga", "hr", "hu", "it", "ku", "lt", "lv", "mt", "nl", "pl", "ps", "pt", "ro", "ru", "sk", "sl", "so", "sq", "sr", "sv", "ti", "tr", "uk", "ur", "zh"]

    /// What may be answered to whether people can be recognised; the last one cannot be kept.
    static let consents = FileFacts.Consent.allCases.map(\.rawValue) + ["refused"]

    /// - Throws: `Problem.invalid`. What is missing is no problem here; it is asked for before the record goes on.
    func read(revision: inout Int) throws -> FileFacts {
        var reader = FieldReader(fields)
        revision = reader.optionalNumber("revision", in: 1...1_000_000) ?? 0
        var facts = FileFacts(consent: .nobody)
        if kind != .captions { facts = FileFacts(consent: Self.consent(&reader) ?? .nobody) }
        facts.consentNote = reader.optionalText("consentNote", limit: 500)
        facts.title = reader.optionalText("title", limit: 200)
        facts.alternative = reader.optionalText("alternative", limit: 500)
        facts.maker = reader.optionalText("maker", limit: 200)
        facts.licence = reader.optionalCode("licence", among: FileFacts.Licence.allCases.map(\.rawValue)).flatMap { FileFacts.Licence(rawValue: $0) }
        facts.licenceNote = reader.optionalText("licenceNote", limit: 500)
        facts.language = reader.optionalCode("language", among: Self.languages)
        facts.captionsOf = reader.optionalCode("captionsOf", among: videos.map(\.rawValue)).map { FileID($0) }
        try reader.check()
        return facts
    }

    /// Reports what is missing, unknown, or must not be kept.
    static func consent(_ reader: inout FieldReader) -> FileFacts.Consent? {
        let answer = reader.optionalCode("consent", among: consents)
        if answer == nil, reader.fields.text("consent") == nil { reader.report("consent", "files.problem.noConsent") }
        if answer == "refused" { reader.report("consent", "files.problem.refusedConsent") }
        return answer.flatMap { FileFacts.Consent(rawValue: $0) }
    }
}
