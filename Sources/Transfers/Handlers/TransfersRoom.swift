import HTTPTypes
import Kernel
import Members
import Store
import Trail
import Web

/// What the handlers of this room share: the house, the ports, and how a transfer is opened.
struct TransfersRoom: Sendable {
    let house: House
    let trail: Trail
    let ports: TransfersPorts

    /// A transfer the viewer may see, with everything that hangs on it.
    struct Open: Sendable {
        let transfer: Transfer
        let details: TransferParts
        let giving: City
        let receiving: City
        let practice: GivingPractice
        /// nil for those who may not read it.
        let need: ReceivingNeed?
        let programme: Programme?
        let colleagues: [Colleague]
        let names: [PersonID: String]
        /// In the place of a name that nobody has any more.
        let formerMember: String
        let viewer: Viewer
        /// Looks after the practice, and so answers for it.
        let isOwner: Bool
        let today: Day
        let now: Instant

        func name(_ id: PersonID) -> String { names[id] ?? formerMember }
        var id: TransferID { transfer.id }
        var parts: Set<Transfer.Part> { TransferPermissions.parts(transfer, viewer) }
        var mayWrite: Bool { TransferPermissions.canWrite(transfer, viewer).isAllowed }
        var mayRate: Bool { TransferPermissions.canRate(transfer, viewer).isAllowed }
        /// The plan is made while the practice is adapted and re-used.
        var mayPlan: Bool { mayWrite && [.adapt, .reuse].contains(transfer.stage) }
        var mayConclude: Bool { mayWrite && transfer.stage == .reuse }
        var mayAnswerForGiving: Bool { isOwner || TransferPermissions.canAnswerForGiving(transfer, viewer).isAllowed }

        /// Publish, send what was learned, answer what is asked later.
        var maySpeak: Bool { TransferPermissions.canSpeakFor(transfer, viewer).isAllowed }
        /// What was planned and not done by the end is ticked off after it.
        func mayFinish(_ action: PlanAction) -> Bool { maySpeak && transfer.stage == .closed && action.content.state == .planned }

        /// - Throws: `Problem.refused` for those who may not decide here, `Problem.conflict` when it is over.
        func requireWriting() throws {
            try TransferPermissions.canSpeakFor(transfer, viewer).require()
            try requireUnderWay()
        }

        /// - Throws: `Problem.conflict` when it is over.
        func requireUnderWay() throws {
            if case .denied(let reason) = TransferPermissions.underWay(transfer) { throw Problem.conflict(reason: reason) }
        }

        /// - Throws: as `requireWriting`; `Problem.conflict` while there is no plan yet.
        func requirePlanning() throws {
            try requireWriting()
            if !mayPlan { throw Problem.conflict(reason: "transfers.problem.planLater") }
        }

        func block(_ id: PlanBlockID) -> PlanBlock? { details.blocks.first { $0.id == id } }
    }

    /// - Throws: `Problem.notFound` when there is no such transfer, or when it is not for this viewer.
    func open(_ visit: Visit) async throws -> Open {
        let id = TransferID(try visit.parameter("id"))
        return try await house.database.read { try open(id, visit.viewer, visit.language, $0) }
    }

    func open(_ id: TransferID, _ viewer: Viewer, _ language: Language, _ reader: Reader) throws -> Open {
        guard let transfer = try Transfers.byID(id, reader), let practice = try ports.practices([transfer.practice], reader)[transfer.practice] else { throw Problem.notFound }
        let isOwner = practice.owner != nil && practice.owner == viewer.person?.id
        guard TransferPermissions.canRead(transfer, viewer, owner: practice.owner) else { throw Problem.notFound }
        guard let giving = try Cities.byID(transfer.giving, reader), let receiving = try Cities.byID(transfer.receiving, reader) else { throw Problem.notFound }
        let details = try TransferDetails.of(id, reader)
        let now = house.clock.now
        return Open(
            transfer: transfer, details: details, giving: giving, receiving: receiving, practice: practice,
            need: try ports.need(transfer.need, transfer.practice, viewer, reader),
            programme: try transfer.programme.flatMap { try Programmes.byID($0, reader) },
            colleagues: try People.inCity(transfer.receiving, at: now, reader).map { Colleague(id: $0.id, name: $0.name) },
            names: try People.names(Array(details.people.union([transfer.openedBy])).sorted(), reader),
            formerMember: house.words(language)("web.formerMember"), viewer: viewer, isOwner: isOwner, today: now.day, now: now)
    }

    func openForWriting(_ visit: Visit) async throws -> Open {
        let opened = try await open(visit)
        try opened.requireWriting()
        return opened
    }

    func speaking(_ visit: Visit) -> Speaking { Speaking(house.words(visit.language)) }

    /// What cannot be done as a transfer stands is said on its own page, with why and what to do, and not on a page of its own.
    /// - Parameter show: the page on which it is done.
    func saying(on show: @escaping Route.Handler, _ handle: @escaping Route.Handler) -> Route.Handler {
        { visit in
            do {
                return try await handle(visit)
            } catch Problem.conflict(let reason) {
                guard case .page(let page) = try await show(visit).content else { throw Problem.conflict(reason: reason) }
                return .page(page.saying(speaking(visit).words(reason), to: visit.form))
            }
        }
    }
}
