import Kernel
import Members
import Store

/// Who may read a manuscript as a peer: somebody of another city than the practice's and its authors', who wrote none of it, and not whoever asks for it.
enum Peers {
    typealias Candidate = (id: PersonID, name: String, cities: [CityID])

    private static let roles: [Role] = [.author, .editor, .cityOfficer, .cityLead]

    /// By name, each with all cities they work for.
    static func possible(for manuscript: Manuscript, askedBy person: PersonID, at now: Instant, _ reader: Reader) throws -> [Candidate] {
        let people = try People.withRoles(Role.allCases, at: now, reader)
        let readers = Set(try People.withRoles(roles, at: now, reader).map(\.id))
        let authors = Set([manuscript.owner] + (try Manuscripts.authors(of: manuscript.id, reader)))
        let writers = try Manuscripts.writers(of: manuscript.id, reader)
        let own = Set([manuscript.city] + people.filter { authors.contains($0.id) }.flatMap(\.cities))
        return people.filter { candidate in
            candidate.id != person && readers.contains(candidate.id) && !writers.contains(candidate.id) && !candidate.cities.isEmpty && own.isDisjoint(with: candidate.cities)
        }
    }
}
