import Kernel
import Store
import Trail
import Web

/// Saves an entry of a partnership. Who wrote on top of an older version than the newest gets a conflict; nothing is overwritten.
struct SaveEntry: Sendable {
    let shape: Shape
    let partnership: PartnershipID
    /// Where the shape belongs to one.
    var assessment: AssessmentID?
    /// nil for a new entry.
    let id: String?
    /// The version the writer had before them; 0 for a new entry.
    let basedOn: Int
    let content: EntryContent
    let actor: Actor

    enum Outcome: Sendable, Equatable {
        case saved(String)
        case unchanged
        /// Somebody else saved first.
        case conflict
    }

    /// - Throws: `Problem.invalid` when there are too many, or one that says the same.
    func run(_ house: House, _ trail: Trail) async throws -> Outcome {
        do {
            return try await house.database.write { try run(house.ids, trail, in: $0) }
        } catch StoreError.constraint {
            throw Problem.invalid([FieldProblem(shape.distinct, "partnerships.problem.twice")])
        }
    }

    func run(_ ids: IDSource, _ trail: Trail, in writer: Writer) throws -> Outcome {
        // Taking the partnership first makes two writers wait for one another on both engines, so that counts and comparisons hold.
        guard try writer.run("UPDATE partnership SET version = version WHERE id = \(partnership)") == 1 else { throw Problem.notFound }
        try refusePublished(writer)
        try refuseCrossed(writer)
        let now = trail.clock.now
        guard let id else {
            guard try Entries.count(shape, of: partnership, assessment: assessment, writer.reader) < shape.most else {
                throw Problem.invalid([FieldProblem(shape.distinct, "partnerships.problem.tooMany", ["limit": String(shape.most)])])
            }
            return .saved(try insert(ids, trail, now, writer))
        }
        guard let before = try Entries.one(shape, id, of: partnership, writer.reader) else { throw Problem.notFound }
        guard before.version == basedOn else { return .conflict }
        guard before.content != content else { return .unchanged }
        var statement = SQL(trusted: "UPDATE \(shape.table) SET version = version + 1, ") + "changed_at = \(now), changed_by = \(actor.personID)"
        for field in shape.fields where !field.isList { statement = statement + SQL(trusted: ", \(field.column) = ") + "\(field.sqlValue(content))" }
        try writer.run(statement + " WHERE id = \(id)")
        try writeLists(id, writer)
        try record("changed", id, before: before.version, trail, writer)
        return .saved(id)
    }

    private func insert(_ ids: IDSource, _ trail: Trail, _ now: Instant, _ writer: Writer) throws -> String {
        let new = ids.text()
        let kept = shape.fields.filter { !$0.isList }
        var columns = "id, partnership_id, version, changed_at, changed_by"
        var values: SQL = "\(new), \(partnership), 1, \(now), \(actor.personID)"
        if shape.owner == .assessment {
            columns += ", assessment_id"
            values = values + ", \(assessment)"
        }
        for field in kept { values = values + ", \(field.sqlValue(content))" }
        columns += kept.map { ", \($0.column)" }.joined()
        try writer.run(SQL(trusted: "INSERT INTO \(shape.table) (\(columns)) VALUES (") + values + ")")
        try writeLists(new, writer)
        try link(new, trail, writer)
        try record("added", new, before: nil, trail, writer)
        return new
    }

    private func writeLists(_ id: String, _ writer: Writer) throws {
        for field in shape.fields where field.isList {
            try writer.run(SQL(trusted: "DELETE FROM \(shape.listTable(field)) WHERE ") + "entry_id = \(id)")
            for organisation in content.all(field.name) {
                try writer.run(SQL(trusted: "INSERT INTO \(shape.listTable(field)) (entry_id, organisation_id) VALUES (") + "\(id), \(organisation))")
            }
        }
    }

    /// What is a record of its own hangs on the thread.
    private func link(_ id: String, _ trail: Trail, _ writer: Writer) throws {
        guard shape.recordKind != PartnershipKind.name else { return }
        let parent = assessment.map { RecordReference($0) } ?? RecordReference(partnership)
        try trail.link(RecordReference(kind: shape.recordKind, id: id), to: parent, as: assessment == nil ? "kept by" : "found in", in: writer)
    }

    private func record(_ what: String, _ id: String, before: Int?, _ trail: Trail, _ writer: Writer) throws {
        let isOwn = shape.recordKind != PartnershipKind.name
        let record = isOwn ? RecordReference(kind: shape.recordKind, id: id) : RecordReference(partnership)
        try trail.record(
            Fact(
                isOwn ? "\(shape.recordKind).\(what)" : "partnership.\(shape.name)-\(what)", record, by: actor, before: before.map { "{\"version\":\($0)}" },
                after: "{\"list\":\"\(shape.name)\",\"entry\":\"\(id)\",\"version\":\((before ?? 0) + 1)}"),
            in: writer)
    }

    /// What is published says what it said.
    private func refusePublished(_ writer: Writer) throws {
        let about = shape == .assessments ? id.map { AssessmentID($0) } : assessment
        guard let about else { return }
        guard let stage = try Partnerships.stage(of: about, writer.reader) else { throw Problem.notFound }
        if stage == .published { throw Problem.conflict(reason: "partnerships.problem.published") }
    }

    /// A relation that the other side claims already is the same relation, not a second one.
    private func refuseCrossed(_ writer: Writer) throws {
        guard shape == .relations else { return }
        let crossed = try writer.reader.number(
            """
            SELECT count(*) AS n FROM organisation_relation WHERE partnership_id = \(partnership) AND kind_id = \(content["kind"])
                AND organisation_id = \(content["other"]) AND other_id = \(content["organisation"]) AND id <> \(id ?? "")
            """)
        if crossed > 0 { throw Problem.invalid([FieldProblem("claimed", "partnerships.problem.claimedAlready")]) }
    }
}
