import Kernel

struct DraftListJSON: Encodable {
    let total: Int
    let drafts: [DraftCardJSON]
}

struct DraftCardJSON: Encodable {
    let id, url, stage, createdAt, changedAt: String
    let title, city: String?
    let revision: Int

    init(_ manuscript: Manuscript, title: String?, city: String?, baseURL: String) {
        id = manuscript.id.rawValue
        url = baseURL + CompendiumPaths.manuscript(manuscript.id.rawValue)
        stage = manuscript.stage.rawValue
        createdAt = manuscript.createdAt.description
        changedAt = manuscript.changedAt.description
        self.title = title
        self.city = city
        revision = manuscript.revision
    }

    enum CodingKeys: String, CodingKey { case id, url, stage, title, city, revision, createdAt = "created_at", changedAt = "changed_at" }
}

/// A field's text; a list of texts where the field holds any number.
enum DraftValue: Encodable {
    case text(String)
    case texts([String])

    init(_ field: String, _ value: String) {
        self = ManuscriptField.isList(field) ? .texts(value.split(separator: "\n").map(String.init)) : .text(value)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .texts(let texts): try container.encode(texts)
        }
    }
}

struct DraftJSON: Encodable {
    /// Something that is wrong or missing before it can be submitted.
    struct Open: Encodable { let field, detail: String }
    struct Remark: Encodable { let field, text, at: String }

    let card: DraftCardJSON
    /// The practice that it became, or is a new version of.
    let practice: String?
    let fields: [String: DraftValue]
    let open: [Open]
    let remarks: [Remark]

    enum CodingKeys: String, CodingKey { case practice, fields, open, remarks }

    func encode(to encoder: any Encoder) throws {
        try card.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(practice, forKey: .practice)
        try container.encode(fields, forKey: .fields)
        try container.encode(open, forKey: .open)
        try container.encode(remarks, forKey: .remarks)
    }
}

struct DraftSavedJSON: Encodable {
    struct Clash: Encodable {
        let field: String
        let mine, theirs: DraftValue
        let at: String
    }

    let revision, written: Int
    let clashes: [Clash]
}

struct SearchListJSON: Encodable {
    let total: Int
    let searches: [SearchJSON]
}

struct SearchJSON: Encodable {
    let id, name, url, createdAt: String
    /// Slugs of practices found since the person last looked.
    let new: [String]

    enum CodingKeys: String, CodingKey { case id, name, url, new, createdAt = "created_at" }
}
