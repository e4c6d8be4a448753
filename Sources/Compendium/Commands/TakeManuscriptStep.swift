import Files
import Kernel
import Members
import Store
import Trail
import Web

/// Takes a manuscript one step on, with who, when and why.
struct TakeManuscriptStep: Sendable {
    let id: ManuscriptID
    let step: String
    let reason: String?
    /// Changes asked for, by field.
    let remarks: [(field: String, text: String)]
    /// Who is to read it as a peer, when it is sent to one.
    let peer: PersonID?
    /// For a new version: up to which version of the practice the editor has seen what changed meanwhile.
    let seen: Int?
    let person: PersonID
    /// With which a program takes it for the person.
    var token: TokenID?

    /// - Throws: `Problem.refused` when there is no such step from where it stands, or when it is not theirs to take.
    func run(_ house: House, _ trail: Trail, parts: @escaping @Sendable (Manuscript, [PersonID]) -> Set<Manuscript.Part>) async throws -> Manuscript.Stage {
        try await house.database.write { try run(house, trail, $0, parts: parts) }
    }

    func run(_ house: House, _ trail: Trail, _ writer: Writer, parts: (Manuscript, [PersonID]) -> Set<Manuscript.Part>) throws -> Manuscript.Stage {
        try writer.run("UPDATE manuscript SET revision = revision WHERE id = \(id)")
        guard let manuscript = try Manuscripts.byID(id, writer.reader) else { throw Problem.notFound }
        let held = parts(manuscript, try Manuscripts.authors(of: id, writer.reader))
        let next = try Manuscript.workflow.take(step, at: manuscript.stage, as: held)
        let now = trail.clock.now
        try check(manuscript, next, now, writer)
        if next == .published { try PublishManuscript(manuscript: manuscript, person: person, at: now, seen: seen).run(house, trail, writer) }
        try writer.run(
            "UPDATE manuscript SET stage = \(next), stage_at = \(now), peer_id = \(next == .peerCheck ? peer : manuscript.peer) WHERE id = \(id)")
        let position = try writer.reader.number("SELECT count(*) AS n FROM manuscript_step WHERE manuscript_id = \(id)")
        try writer.run(
            """
            INSERT INTO manuscript_step (manuscript_id, position, step, from_stage, to_stage, reason, at, by_id)
            VALUES (\(id), \(position), \(step), \(manuscript.stage), \(next), \(reason), \(now), \(person))
            """)
        for remark in remarks {
            try writer.run(
                """
                INSERT INTO manuscript_remark (id, manuscript_id, field, text, at, by_id)
                VALUES (\(house.ids.text()), \(id), \(remark.field), \(remark.text), \(now), \(person))
                """)
        }
        // Who sends it again says that what was asked for is done.
        if step == "submit" {
            try writer.run("UPDATE manuscript_remark SET settled_at = \(now), settled_by = \(person) WHERE manuscript_id = \(id) AND settled_at IS NULL")
        }
        try write(to: manuscript, next, house, trail, writer)
        try trail.record(
            Fact(
                "manuscript.\(step)", RecordReference(id), by: .person(person, token: token), before: "{\"stage\":\"\(manuscript.stage.rawValue)\"}",
                after: "{\"stage\":\"\(next.rawValue)\"}"), in: writer)
        return next
    }

    /// Tells those who are to go on, in their own languages.
    private func write(to manuscript: Manuscript, _ next: Manuscript.Stage, _ house: House, _ trail: Trail, _ writer: Writer) throws {
        let letter: (kind: String, readers: [PersonID], link: String)? =
            switch step {
            case "askForChanges": ("compendium.mail.changes", try authors(manuscript, writer), CompendiumPaths.manuscript(id.rawValue))
            case "publish": ("compendium.mail.published", try authors(manuscript, writer), try practicePath(writer))
            case "refuse": ("compendium.mail.refused", try authors(manuscript, writer), CompendiumPaths.manuscript(id.rawValue))
            case "sendToPeer": ("compendium.mail.peer", [peer].compactMap { $0 }, CompendiumPaths.review(id.rawValue))
            default: nil
            }
        guard let letter else { return }
        let title = try Manuscripts.content(of: id, writer.reader)["title"] ?? ""
        for (reader, language) in try People.languages(letter.readers, writer.reader) where reader != person {
            try SendMail(letter.kind, to: reader, in: language, values: ["title": title], link: letter.link).run(house.ids, trail, by: .person(person, token: token), in: writer)
        }
    }

    /// Where what was just published stands.
    private func practicePath(_ writer: Writer) throws -> String {
        let slug: String? = try writer.reader.first(
            "SELECT practice.slug AS slug FROM practice JOIN manuscript ON manuscript.practice_id = practice.id WHERE manuscript.id = \(id)"
        ) { try $0["slug"] }
        return slug.map { CompendiumPaths.practice($0) } ?? CompendiumPaths.manuscript(id.rawValue)
    }

    private func authors(_ manuscript: Manuscript, _ writer: Writer) throws -> [PersonID] { [manuscript.owner] + (try Manuscripts.authors(of: id, writer.reader)) }

    private func check(_ manuscript: Manuscript, _ next: Manuscript.Stage, _ now: Instant, _ writer: Writer) throws {
        if next == .published {
            try ManuscriptPermissions.canPublish(
                manuscript, authors: try Manuscripts.authors(of: id, writer.reader), writers: try Manuscripts.writers(of: id, writer.reader),
                steps: try Manuscripts.steps(of: id, writer.reader), person
            ).require()
        }
        if step == "passPeerCheck" { try ManuscriptPermissions.canPassPeerCheck(writers: try Manuscripts.writers(of: id, writer.reader), person).require() }
        if Manuscript.stepsWithReason.contains(step), reason == nil { throw Problem.invalid([FieldProblem("reason", "web.field.missing")]) }
        if next == .peerCheck {
            guard let peer else { throw Problem.invalid([FieldProblem("peer", "compendium.queue.problem.noPeer")]) }
            let mayRead = try Peers.possible(for: manuscript, askedBy: person, at: now, writer.reader).contains { $0.id == peer }
            if !mayRead { throw Problem.invalid([FieldProblem("peer", "compendium.queue.problem.ownPeer")]) }
        }
        guard next == .submitted || next == .published else { return }
        guard let city = try Cities.byID(manuscript.city, writer.reader) else { throw Problem.notFound }
        let reading = try Manuscripts.content(of: id, writer.reader).read(slug: "manuscript", city: city)
        let unfinished = try Files.attached(to: RecordReference(id), writer.reader).unfinished
        let files = unfinished.map { FieldProblem("file-\($0.file.id)", "compendium.manuscript.problem.fileUnfinished", ["title": $0.title]) }
        if !reading.isComplete || !files.isEmpty { throw Problem.invalid(reading.wrong + reading.missing + files) }
    }
}
