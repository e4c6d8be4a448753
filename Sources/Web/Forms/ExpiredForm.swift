import HTTPTypes

/// A form that came too late: everything typed is shown again, to be sent once more.
public struct ExpiredForm: Error {
    let fields: Fields

    /// - Parameter fields: as sent. Passwords and tokens are left out of the page.
    public init(fields: Fields) {
        self.fields = Fields(fields.pairs.filter { $0.name != FormToken.field && !$0.name.lowercased().contains("password") }.map { ($0.name, $0.value) })
    }

    /// - Parameter target: where the form is to be sent.
    public func page(_ target: String, _ words: Wording, status: Int = 403) -> Page {
        // Names and codes are the machine's; what people wrote themselves has more than one word.
        let written = fields.pairs.map(\.value).filter { $0.contains(where: \.isWhitespace) }
        var page = Page(
            "expired", title: words("web.expired.title"),
            view: [
                "action": target, "fields": fields.pairs.map { ["name": $0.name, "value": $0.value] as View },
                "written": written.isEmpty ? nil : ["items": written.map { ["text": $0] as View }] as View,
            ])
        page.status = HTTPResponse.Status(code: status)
        return page
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
