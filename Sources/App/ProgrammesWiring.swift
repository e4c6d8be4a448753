import Compendium
import Gatherings
import Kernel
import Programmes
import Store
import Transfers
import Web

/// What programmes are told of transfers and gatherings, and what the compendium's page of a programme shows of how it runs.
extension Installation {
    static let programmesPorts = ProgrammesPorts(
        transfersLeftOpen: { try TransfersModule.leftOpen(in: $0, at: $1, $2) }, gatheringsLeftOpen: { try GatheringsModule.leftOpen(in: $0, at: $1, $2) },
        gatherings: {
            try GatheringsModule.gatherings(of: $0, from: $1, to: $2, $3).map {
                ProgrammeGathering(id: $0.id, title: $0.title, day: $0.day, city: $0.city, isOpen: $0.isOpen, href: $0.href)
            }
        })

    static func programmeWork(_ programme: ProgrammeID, _ words: Wording, on today: Day, _ reader: Reader) throws -> ProgrammeWork {
        ProgrammeWork(
            steps: try ProgrammesModule.publicSteps(of: programme, words, reader).map {
                ProgrammeWork.Step(what: $0.what, planned: $0.planned, actual: $0.actual, reason: $0.reason, source: $0.source)
            }, partnerSearchHref: try ProgrammesModule.partnerSearchHref(programme, on: today, reader))
    }
}
