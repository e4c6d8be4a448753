import Kernel
import Store
import Trail
import Web

/// Puts an organisation on record, or changes one. Who wrote on top of an older version than the newest gets a conflict; nothing is
/// overwritten. Its name in addresses is made once and never given to another.
public struct KeepOrganisation: Sendable {
    let content: OrganisationContent
    /// nil: a new one.
    let id: OrganisationID?
    /// The version the writer had before them; 0 for a new one.
    let basedOn: Int
    let actor: Actor

    public init(_ content: OrganisationContent, id: OrganisationID? = nil, basedOn: Int = 0, by actor: Actor) {
        self.content = content
        self.id = id
        self.basedOn = basedOn
        self.actor = actor
    }

    public enum Outcome: Sendable, Equatable {
        case saved(OrganisationID, slug: String)
        case unchanged(slug: String)
        /// Somebody else saved first.
        case conflict
    }

    /// - Throws: `Problem.invalid` when the city has an organisation of that name already.
    public func run(_ ids: IDSource, _ trail: Trail, in writer: Writer) throws -> Outcome {
        try refuseSecond(writer)
        let now = trail.clock.now
        let folded = Organisation.folded(content.name)
        guard let id else {
            let new: OrganisationID = ids.next()
            let slug = try freeSlug(new, writer)
            try writer.run(
                """
                INSERT INTO organisation (id, version, slug, name, folded, sector, country, city_id, is_migrant_led, is_women_led, website, changed_at, changed_by)
                VALUES (\(new), 1, \(slug), \(content.name), \(folded), \(content.sector), \(content.country), \(content.city), \(content.isMigrantLed), \(content.isWomenLed),
                    \(content.website), \(now), \(person))
                """)
            try writer.run("INSERT INTO organisation_slug (slug, organisation_id) VALUES (\(slug), \(new))")
            try writeAreas(new, writer)
            try trail.record(Fact("organisation.kept", RecordReference(new), by: actor, after: "{\"slug\":\"\(slug)\"}"), in: writer)
            return .saved(new, slug: slug)
        }
        // Taking the row first makes two savers wait for one another on both engines.
        guard try writer.run("UPDATE organisation SET version = version WHERE id = \(id) AND merged_into IS NULL") == 1, let before = try Organisations.byID(id, writer.reader)
        else { throw Problem.notFound }
        guard before.version == basedOn else { return .conflict }
        guard before.content != content else { return .unchanged(slug: before.slug) }
        try writer.run(
            """
            UPDATE organisation SET version = version + 1, name = \(content.name), folded = \(folded), sector = \(content.sector), country = \(content.country),
                city_id = \(content.city), is_migrant_led = \(content.isMigrantLed), is_women_led = \(content.isWomenLed), website = \(content.website),
                changed_at = \(now), changed_by = \(person)
            WHERE id = \(id)
            """)
        try writer.run("DELETE FROM organisation_area WHERE organisation_id = \(id)")
        try writeAreas(id, writer)
        try trail.record(
            Fact("organisation.changed", RecordReference(id), by: actor, before: "{\"version\":\(basedOn)}", after: "{\"version\":\(basedOn + 1)}"), in: writer)
        return .saved(id, slug: before.slug)
    }

    private var person: PersonID? { if case .person(let id, _) = actor { id } else { nil } }

    private func writeAreas(_ id: OrganisationID, _ writer: Writer) throws {
        for area in content.areas { try writer.run("INSERT INTO organisation_area (organisation_id, area) VALUES (\(id), \(area))") }
    }

    private func refuseSecond(_ writer: Writer) throws {
        guard try Organisations.twin(of: content, besides: id, writer.reader) == nil else {
            throw Problem.invalid([FieldProblem("name", "members.organisations.problem.twice")])
        }
    }

    /// `caritas`, or `caritas-2` where another has that. A name without Latin letters gives `organisation`.
    private func freeSlug(_ id: OrganisationID, _ writer: Writer) throws -> String {
        let made = Slug.make(from: content.name)
        let base = made.isEmpty ? "organisation" : String(made.prefix(Slug.longest - 6))
        let pattern = base + "-%"
        let taken: Set<String> = Set(try writer.reader.all("SELECT slug FROM organisation_slug WHERE slug = \(base) OR slug LIKE \(pattern)") { try $0["slug"] })
        if !taken.contains(base), base != "new" { return base }
        return "\(base)-\((2...).first { !taken.contains("\(base)-\($0)") } ?? 2)"
    }
}
