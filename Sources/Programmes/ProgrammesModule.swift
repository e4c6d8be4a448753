import Foundation
import Kernel
import Members
import Store
import Trail
import Web

/// The door of running programmes: their plan, what is due and late, which city needs a letter, and whom they look for.
public struct ProgrammesModule: Sendable {
    public let routes: [Route]

    public init(house: House, trail: Trail, ports: ProgrammesPorts = ProgrammesPorts()) {
        routes = ProgrammesRoutes.all(ProgrammesRoom(house: house, trail: trail, ports: ports))
    }

    public static let resources = resourceFolder(Bundle.module)

    public static func migrations() throws -> [Migration] {
        try Migration.all(ofRoom: "programmes", in: resources.appendingPathComponent("migrations"))
    }

    /// What everybody may know of how a programme runs: public deliverables and milestones, planned beside done, in words.
    public static func publicSteps(of programme: ProgrammeID, _ words: Wording, _ reader: Reader) throws -> [PublicStep] {
        let show = PlanWords(words)
        return try Plan.open(of: programme, limit: PublicStep.most, reader).map { record in
            PublicStep(
                what: record.name, planned: show.planned(record), actual: show.actual(record), reason: record.kind == .deliverable ? record.stageReason : record.values["reason"],
                source: record.values["source"])
        }
    }

    /// Deliverables that cities still owe, for whoever works there; of one person, or of everybody.
    public static func duties(of person: PersonID?, until: Day?, at now: Instant, _ reader: Reader) throws -> [DeliverableDuty] {
        try Plan.owed(by: person, until: until, at: now, reader).compactMap { owed in
            owed.record.day("plannedDay").map { day in
                DeliverableDuty(
                    id: owed.record.id, text: owed.record.name, due: day, person: owed.person, href: ProgrammesPaths.deliverable(owed.slug, owed.record.id), programme: owed.programme)
            }
        }
    }

    /// Where a programme says which partners it looks for; nil while it looks for none.
    /// - Parameter today: a search whose day has passed is over; nil: whatever its day.
    public static func partnerSearchHref(_ programme: ProgrammeID, on today: Day? = nil, _ reader: Reader) throws -> String? {
        guard let search = try PartnerSearches.of(programme, reader), search.isPublic, !(today.map(search.isOver) ?? false) else { return nil }
        return try Programmes.byID(programme, reader).map { ProgrammesPaths.partnerSearch($0.slug) }
    }
}

/// A deliverable that somebody's city owes.
public struct DeliverableDuty: Sendable, Equatable {
    public let id: String
    public let text: String
    public let due: Day
    public let person: PersonID
    public let href: String
    /// The name of the programme.
    public let programme: String
}

/// One thing that a programme planned, with what came of it.
public struct PublicStep: Sendable {
    /// More than a page for everybody should list; a programme of thousands of steps shows the first.
    static let most = 100

    public let what: String
    public let planned: String?
    public let actual: String?
    public let reason: String?
    public let source: String?
}

/// What the handlers of this room share.
struct ProgrammesRoom: Sendable {
    let house: House
    let trail: Trail
    let ports: ProgrammesPorts

    func words(_ visit: Visit) -> PlanWords { PlanWords(house.words(visit.language)) }
    var today: Day { house.clock.now.day }

    /// The programme of the address, for whoever runs it.
    func open(_ visit: Visit, _ reader: Reader) throws -> Programme {
        guard let programme = try Programmes.bySlug(try visit.parameter("slug"), reader) else { throw Problem.notFound }
        try ProgrammePermissions.canCoordinate(programme.id, visit.viewer).require()
        return programme
    }

    func kind(_ visit: Visit) throws -> PlanKind {
        guard let kind = PlanKind(path: try visit.parameter("kind")) else { throw Problem.notFound }
        return kind
    }

    /// What somebody is called; nil where it came from a file, or where they were forgotten.
    static func name(of person: PersonID?, _ reader: Reader) throws -> String? { try person.flatMap { try People.names([$0], reader)[$0] } }
}
