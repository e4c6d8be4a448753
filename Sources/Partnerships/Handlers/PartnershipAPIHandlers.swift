import Kernel
import Members
import Store
import Web

/// Partnerships for programs with a token: `/api/v1/partnerships`. What every member of the network may read, and nothing confidential.
struct PartnershipAPIHandlers: Sendable {
    let room: PartnershipsRoom

    func list(_ visit: Visit) async throws -> Answer {
        let (all, directory) = try await room.house.database.read { (try Partnerships.all($0), try Partnerships.directory($0)) }
        return try .json(
            PartnershipListJSON(partnerships: all.sorted { $0.city.slug < $1.city.slug }.map { row in
                PartnershipListJSON.Item(
                    city: row.city.slug, lead: row.lead.flatMap { directory[$0] }.map(OrganisationJSON.init), members: row.members,
                    url: room.house.site.baseURL + PartnershipsPaths.overview(row.city.slug))
            }))
    }

    func partnership(_ visit: Visit) async throws -> Answer {
        let slug = try visit.parameter("city")
        let today = room.today
        let json = try await room.house.database.read { reader in
            let opened = try PartnershipsRoom.open(slug, visit.viewer, reader)
            let shapes: [Shape] = [.members, .groups, .agreements, .meetings, .decisions, .mechanisms]
            let published = try Partnerships.assessments(of: opened.id, reader).filter { $0.stage == .published }
            let found = try PartnershipHandlers.lists([.services, .coordination, .staffNeeds], of: opened.id, reader)
            let needs = try Partnerships.assessedNeeds(of: opened.id, reader)
            let findings = published.map { assessment in
                PublishedFindings(
                    assessment: assessment, needs: needs.filter { $0.entry.assessment == assessment.id },
                    lists: found.mapValues { $0.filter { $0.assessment == assessment.id } })
            }
            return PartnershipJSON(opened.partnership, try PartnershipHandlers.lists(shapes, of: opened.id, reader), findings, on: today)
        }
        return try .json(json)
    }
}

/// What a published assessment found.
struct PublishedFindings: Sendable {
    let assessment: Assessment
    let needs: [AssessedNeed]
    /// Services, coordination and needs of staff, by the name of their shape.
    let lists: [String: [Entry]]
}

struct OrganisationJSON: Encodable {
    let id, slug, name, sector: String
    let areas: [String]
    let migrantLed, womenLed: Bool

    init(_ organisation: Organisation) {
        (id, slug, name) = (organisation.id.rawValue, organisation.slug, organisation.name)
        sector = organisation.content.sector.rawValue
        areas = organisation.content.areas
        (migrantLed, womenLed) = (organisation.content.isMigrantLed, organisation.content.isWomenLed)
    }

    enum CodingKeys: String, CodingKey { case id, slug, name, sector, areas, migrantLed = "migrant_led", womenLed = "women_led" }
}

struct PartnershipListJSON: Encodable {
    struct Item: Encodable {
        let city: String
        let lead: OrganisationJSON?
        let members: Int
        let url: String
    }

    let partnerships: [Item]
}

struct PartnershipJSON: Encodable {
    struct Member: Encodable {
        let organisation: OrganisationJSON?
        let role: String?
        let seats: Int?
        let mandateLetter: Bool

        enum CodingKeys: String, CodingKey { case organisation, role, seats, mandateLetter = "mandate_letter" }
    }

    struct Agreement: Encodable { let name, kind, partner, end, state: String? }

    struct Mechanism: Encodable {
        let name, kind: String?
        let maturity: Int?
        let meetingsDue, meetingsHeld, decisions, decisionsCarriedOut: Int

        enum CodingKeys: String, CodingKey {
            case name, kind, maturity, decisions
            case meetingsDue = "meetings_due", meetingsHeld = "meetings_held", decisionsCarriedOut = "decisions_carried_out"
        }
    }

    struct Need: Encodable {
        let statement, area: String?
        let severity, people: Int
        let mandate, priority: Double
        let evidence: [String]
    }

    struct Service: Encodable { let name, organisation, area, group, gap: String? }

    struct Arrangement: Encodable { let kind, arrangement, gap: String? }

    struct StaffNeed: Encodable {
        let need, staff: String?
        let number: Int?
    }

    struct Published: Encodable {
        let name: String
        let start, end: String?
        let needs: [Need]
        let services: [Service]
        let coordination: [Arrangement]
        let staffNeeds: [StaffNeed]

        enum CodingKeys: String, CodingKey { case name, start, end, needs, services, coordination, staffNeeds = "staff_needs" }
    }

    let city: String
    let lead: OrganisationJSON?
    let decisionRule: String?
    let members: [Member]
    let workingGroups: [String]
    let agreements: [Agreement]
    let mechanisms: [Mechanism]
    let assessments: [Published]

    enum CodingKeys: String, CodingKey { case city, lead, decisionRule = "decision_rule", members, workingGroups = "working_groups", agreements, mechanisms, assessments }

    init(_ partnership: Partnership, _ lists: [String: [Entry]], _ published: [PublishedFindings], on today: Day) {
        let directory = partnership.organisations
        city = partnership.city.slug
        lead = partnership.lead.flatMap { directory[$0] }.map(OrganisationJSON.init)
        decisionRule = partnership.entry.content["decisionRule"]
        members = (lists["members"] ?? []).map { entry in
            Member(
                organisation: entry.content.organisation("organisation").flatMap { directory[$0] }.map(OrganisationJSON.init), role: entry.content["role"],
                seats: entry.content.number("seats"), mandateLetter: entry.content.has("hasMandateLetter"))
        }
        workingGroups = (lists["groups"] ?? []).compactMap { $0.content["name"] }
        agreements = (lists["agreements"] ?? []).map { entry in
            Agreement(
                name: entry.content["name"], kind: entry.content["kind"], partner: entry.content.organisation("organisation").flatMap { directory[$0]?.name },
                end: entry.content["endDay"], state: AgreementState(entry, on: today).rawValue)
        }
        mechanisms = (lists["mechanisms"] ?? []).map { entry in
            let steady = Steadiness(meetings: lists["meetings"] ?? [], decisions: lists["decisions"] ?? [], mechanism: entry, on: today)
            return Mechanism(
                name: entry.content["name"], kind: entry.content["kind"], maturity: entry.content.number("maturity"), meetingsDue: steady.due, meetingsHeld: steady.held,
                decisions: steady.decided, decisionsCarriedOut: steady.carriedOut)
        }
        assessments = published.map { found in
            func all(_ shape: Shape) -> [EntryContent] { (found.lists[shape.name] ?? []).map(\.content) }
            return Published(
                name: found.assessment.name, start: found.assessment.entry.content["startDay"], end: found.assessment.entry.content["endDay"],
                needs: AssessedNeed.byPriority(found.needs).map { need in
                    Need(
                        statement: need.entry.content["statement"], area: need.entry.content["area"], severity: need.severity, people: need.reach, mandate: need.mandate,
                        priority: need.priority, evidence: need.evidence)
                },
                services: all(.services).map {
                    Service(name: $0["name"], organisation: $0.organisation("organisation").flatMap { directory[$0]?.name }, area: $0["area"], group: $0["groupName"], gap: $0["gap"])
                },
                coordination: all(.coordination).map { Arrangement(kind: $0["kind"], arrangement: $0["arrangement"], gap: $0["gap"]) },
                staffNeeds: all(.staffNeeds).map { StaffNeed(need: $0["staffNeed"], staff: $0["staff"], number: $0.number("staffCount")) })
        }
    }
}
