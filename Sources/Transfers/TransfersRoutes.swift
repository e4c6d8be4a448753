import Members
import Web

/// Every address of transfers: who may open it, and what answers. Which transfer is whose is asked of the record.
enum TransfersRoutes {
    static func all(_ room: TransfersRoom) -> [Route] {
        let transfers = TransferHandlers(room: room)
        let study = StudyHandlers(room: room)
        let plan = PlanHandlers(room: room)
        let closing = ClosingHandlers(room: room)
        let reading = ReadingHandlers(room: room)
        return [
            .page(TransfersPaths.transfers, .signedIn, reading.list),
            .page(TransfersPaths.cityPattern, .signedIn, reading.city),
            .page(TransfersPaths.new, .holding(.writeTransfers), transfers.openForm),
            .form(TransfersPaths.new, .holding(.writeTransfers), transfers.open),
            .page(TransfersPaths.transferPattern, .signedIn, transfers.show),
            .form(TransfersPaths.stepsPattern, .holding(.writeTransfers), room.saying(on: transfers.show, transfers.step)),
            .form(TransfersPaths.publicationPattern, .holding(.writeTransfers), transfers.publish),
            .page(TransfersPaths.studyPattern, .signedIn, study.show),
            .page(TransfersPaths.ratingPattern, .holding(.writeTransfers), room.saying(on: study.show, study.ratingForm)),
            .form(TransfersPaths.ratingPattern, .holding(.writeTransfers), room.saying(on: study.show, study.rate)),
            .page(TransfersPaths.planPattern, .signedIn, plan.show),
            .page(TransfersPaths.blockPattern, .holding(.writeTransfers), room.saying(on: plan.show, plan.blockForm)),
            .form(TransfersPaths.blockPattern, .holding(.writeTransfers), room.saying(on: plan.show, plan.decide)),
            .page(TransfersPaths.actionPattern, .holding(.writeTransfers), room.saying(on: plan.show, plan.actionForm)),
            .form(TransfersPaths.actionPattern, .holding(.writeTransfers), room.saying(on: plan.show, plan.saveAction)),
            .page(TransfersPaths.milestonePattern, .holding(.writeTransfers), room.saying(on: plan.show, plan.milestoneForm)),
            .form(TransfersPaths.milestonePattern, .holding(.writeTransfers), room.saying(on: plan.show, plan.setMilestone)),
            .page(TransfersPaths.differencePattern, .signedIn, reading.difference),
            .page(TransfersPaths.logPattern, .signedIn, reading.log),
            .form(TransfersPaths.logPattern, .holding(.writeTransfers), room.saying(on: reading.log, plan.writeLog)),
            .page(TransfersPaths.closingPattern, .signedIn, closing.show),
            .form(TransfersPaths.closingPattern, .holding(.writeTransfers), room.saying(on: closing.show, closing.conclude)),
            .form(TransfersPaths.improvementsPattern, .holding(.writeTransfers), room.saying(on: closing.show, closing.send)),
            .form(TransfersPaths.improvementPattern, .signedIn, room.saying(on: reading.difference, closing.answer)),
            .page(TransfersPaths.followUpPattern, .holding(.writeTransfers), room.saying(on: closing.show, closing.followUpForm)),
            .form(TransfersPaths.followUpPattern, .holding(.writeTransfers), room.saying(on: closing.show, closing.followUp)),
            .page(TransfersPaths.sheetPattern, .signedIn, reading.sheet),
            .program(.get, TransfersPaths.apiTransfers, .readTransfers, .signedIn, TransferAPIHandlers(room: room).list),
        ]
    }
}
