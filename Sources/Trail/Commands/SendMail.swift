import Foundation
import Kernel
import Store

/// Puts a letter into the outbox, in the transaction of the command that causes it: both are committed, or neither.
///
///     try SendMail("members.mail.invitation", to: person, in: .it, values: ["inviter": name], link: "/invitation/…")
///         .run(ids, trail, by: .person(actor), in: writer)
public struct SendMail: Sendable {
    let kind: String
    let person: PersonID
    let language: Language
    let values: [String: String]
    let link: String?

    /// - Parameters:
    ///   - kind: a text key, below which stand `subject`, `text`, `action` (what the link says; only where there is a link) and
    ///     `why` (the plain reason why this letter came). An empty line in `text` begins a new paragraph.
    ///   - values: what the places of those texts are filled with, in the reader's language. `{name}` is the person's own name.
    ///   - link: a path of this site.
    public init(_ kind: String, to person: PersonID, in language: Language, values: [String: String] = [:], link: String? = nil) {
        self.kind = kind
        self.person = person
        self.language = language
        self.values = values
        self.link = link
    }

    @discardableResult
    public func run(_ ids: IDSource, _ trail: Trail, by actor: Actor, in writer: Writer) throws -> LetterID {
        let id: LetterID = ids.next()
        let now = trail.clock.now
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let content = String(decoding: try encoder.encode(values), as: UTF8.self)
        let writtenBy: PersonID? = if case .person(let id, _) = actor { id } else { nil }
        try writer.run(
            """
            INSERT INTO letter (id, kind, person_id, language, content, link, state, created_at, due_at, give_up_at, tries, written_by)
            VALUES (\(id), \(kind), \(person), \(language.code), \(content), \(link), 'waiting', \(now), \(now), \(now.adding(Postage.lifetime)), 0, \(writtenBy))
            """)
        try trail.record(Fact("letter.written", RecordReference(id), by: actor, after: "{\"kind\":\"\(kind)\"}"), in: writer)
        return id
    }
}
