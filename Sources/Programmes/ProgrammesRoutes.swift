import HTTPTypes
import Members
import Web

/// Every address of running a programme: who may open it, and what answers.
enum ProgrammesRoutes {
    static func all(_ room: ProgrammesRoom) -> [Route] {
        let programmes = ProgrammeHandlers(room: room)
        let overview = OverviewHandlers(room: room)
        let plan = PlanHandlers(room: room)
        let deliverables = DeliverableHandlers(room: room)
        let search = PartnerSearchHandlers(room: room)
        let api = ProgrammesAPIHandlers(room: room)
        return [
            .page(ProgrammesPaths.coordination, .holding(.workInProgrammes), programmes.list),
            .page(ProgrammesPaths.new, .holding(.coordinateProgrammes), programmes.newForm),
            .form(ProgrammesPaths.new, .holding(.coordinateProgrammes), programmes.create),
            .page(ProgrammesPaths.overviewPattern, .holding(.coordinateProgrammes), overview.show),
            .page(ProgrammesPaths.programmePattern, .holding(.coordinateProgrammes), programmes.form),
            .form(ProgrammesPaths.programmePattern, .holding(.coordinateProgrammes), programmes.save),
            .page(ProgrammesPaths.searchFormPattern, .holding(.coordinateProgrammes), search.form),
            .form(ProgrammesPaths.searchFormPattern, .holding(.coordinateProgrammes), search.save),
            .page(ProgrammesPaths.calendarPattern, .holding(.coordinateProgrammes), overview.calendar),
            .form(ProgrammesPaths.nudgePattern, .holding(.coordinateProgrammes), overview.nudge),
            .page(ProgrammesPaths.listPattern, .holding(.coordinateProgrammes), plan.list),
            .page(ProgrammesPaths.newRecordPattern, .holding(.coordinateProgrammes), plan.newForm),
            .form(ProgrammesPaths.newRecordPattern, .holding(.coordinateProgrammes), plan.create),
            .page(ProgrammesPaths.recordPattern, .holding(.coordinateProgrammes), plan.form),
            .form(ProgrammesPaths.recordPattern, .holding(.coordinateProgrammes), plan.save),
            .form(ProgrammesPaths.removePattern, .holding(.coordinateProgrammes), plan.remove),
            .page(ProgrammesPaths.deliverablePattern, .holding(.workInProgrammes), deliverables.show),
            .form(ProgrammesPaths.stepsPattern, .holding(.workInProgrammes), deliverables.take),

            // Whether a search is over changes with the day, and without anybody changing anything.
            .page(ProgrammesPaths.partnerSearchPattern, .anyone, search.show),
            .apiRead(ProgrammesPaths.apiList, .anyone, caching: .shared, api.list),
            .apiRead(ProgrammesPaths.apiPattern, .anyone, api.one),
        ]
    }
}
