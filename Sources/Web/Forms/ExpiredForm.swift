import HTTPTypes

/// A form that came too late: everything typed is shown again, to be sent once more.
public struct ExpiredForm: Error {
    let fields: Fields

    /// - Parameter fields: as sent. Secrets and tokens are left out of the page.
    public init(fields: Fields) {
        self.fields = fields.withoutSecrets
    }

    /// - Parameter target: where the form is to be sent.
    public func page(_ target: String, _ words: Wording, status: Int = 403) -> Page {
        var page = Page(
            "expired", title: words("web.expired.title"),
            view: [
                "action": target, "fields": fields.pairs.map { ["name": $0.name, "value": $0.value] as View },
                "written": fields.written,
            ])
        page.status = HTTPResponse.Status(code: status)
        return page
    }
}

extension Fields {
    /// Without what is asked for in password fields, by the names that such fields have: passwords, secrets of providers, codes of a second factor.
    var withoutSecrets: Fields {
        let secret = ["password", "secret", "code"]
        return Fields(pairs.filter { pair in pair.name != FormToken.field && !secret.contains { pair.name.lowercased().contains($0) } }.map { ($0.name, $0.value) })
    }

    /// What people wrote themselves, to be shown again where it could not be kept; nil when there is nothing of the kind. Names and codes are the
    /// machine's; what people write has more than one word.
    public var written: View? {
        let texts = withoutSecrets.pairs.map(\.value).filter { $0.contains(where: \.isWhitespace) }
        return texts.isEmpty ? nil : ["items": texts.map { ["text": $0] as View }]
    }
}

/// What somebody sent after their session had ended, carried along while they sign in: in hidden fields, whose names begin with a mark.
public struct CarriedForm: Sendable {
    public let target: String
    public let fields: Fields

    private static let mark = "carried."
    private static let targetName = "carriedTarget"

    public init(target: String, fields: Fields) {
        self.target = target
        self.fields = ExpiredForm(fields: fields).fields
    }

    /// Out of the form of the sign-in page; nil when it carries nothing. Where to is for the caller to check.
    public init?(_ form: Fields) {
        guard let target = form.text(Self.targetName) else { return nil }
        self.target = target
        fields = Fields(form.pairs.filter { $0.name.hasPrefix(Self.mark) }.map { (String($0.name.dropFirst(Self.mark.count)), $0.value) })
    }

    /// The hidden fields.
    public var inputs: [View] {
        ([(Self.targetName, target)] + fields.pairs.map { (Self.mark + $0.name, $0.value) }).map { ["inputName": $0.0, "inputValue": $0.1] as View }
    }
}
