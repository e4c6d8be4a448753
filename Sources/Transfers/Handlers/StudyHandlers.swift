import Kernel
import Members
import Web

/// The transferability study and the ratings it is made of.
struct StudyHandlers: Sendable {
    let room: TransfersRoom

    func show(_ visit: Visit) async throws -> Answer { .page(StudyPage(opened: try await room.open(visit), ports: room.ports, speaking: room.speaking(visit)).page()) }

    func ratingForm(_ visit: Visit) async throws -> Answer {
        let (opened, block) = try await open(visit)
        let own = opened.details.ratings.first { $0.block == block.id && $0.rater == visit.viewer.person?.id }
        return .page(RatingPage(opened: opened, block: block, typed: RatingPage.fields(own), speaking: room.speaking(visit)).page())
    }

    func rate(_ visit: Visit) async throws -> Answer {
        let (opened, block) = try await open(visit)
        let form = RatingForm(visit.form)
        guard form.problems.isEmpty, let side = TransferPermissions.side(opened.transfer, visit.viewer) else {
            return .page(RatingPage(opened: opened, block: block, typed: visit.form, problems: form.problems, speaking: room.speaking(visit)).page())
        }
        try await RateBlock(transfer: opened.id, block: block.id, points: form.points, note: form.note, side: side, person: try visit.person().id).run(room.house, room.trail)
        return Answer.seeOther(TransfersPaths.part(opened.id, "study")).with(notice: "transfers.notice.rated")
    }

    private func open(_ visit: Visit) async throws -> (TransfersRoom.Open, PlanBlock) {
        let opened = try await room.open(visit)
        if TransferPermissions.side(opened.transfer, visit.viewer) == nil { try TransferPermissions.canRate(opened.transfer, visit.viewer).require() }
        try opened.requireUnderWay()
        guard let block = opened.block(PlanBlockID(try visit.parameter("block"))), !block.isAdded else { throw Problem.notFound }
        return (opened, block)
    }
}
