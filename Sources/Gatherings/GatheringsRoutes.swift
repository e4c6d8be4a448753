import HTTPTypes
import Members
import Web

/// Every address of gatherings: who may open it, and what answers.
enum GatheringsRoutes {
    static func all(_ room: GatheringsRoom) -> [Route] {
        let plans = PlanHandlers(room: room)
        let reading = GatheringHandlers(room: room)
        let outcomes = OutcomeHandlers(room: room)
        let people = RegistrationHandlers(room: room)
        let notes = NoteHandlers(room: room)
        let calendar = CalendarHandlers(room: room)
        let mentoring = MentoringHandlers(room: room)
        let api = GatheringsAPIHandlers(room: room)
        return [
            .page(GatheringsPaths.gatherings, .anyone, reading.list),
            .page(GatheringsPaths.plan, .holding(.arrangeGatherings), plans.new),
            .form(GatheringsPaths.plan, .holding(.arrangeGatherings), plans.create),
            .file(GatheringsPaths.worker, .anyone, notes.worker),
            .page(GatheringsPaths.gatheringPattern, .anyone, reading.gathering),
            .page(GatheringsPaths.editPattern, .holding(.arrangeGatherings), plans.edit),
            .form(GatheringsPaths.editPattern, .holding(.arrangeGatherings), plans.save),
            .page(GatheringsPaths.agendaPattern, .holding(.arrangeGatherings), plans.agenda),
            .form(GatheringsPaths.agendaPattern, .holding(.arrangeGatherings), plans.saveAgenda),
            .form(GatheringsPaths.stepsPattern, .holding(.arrangeGatherings), reading.step),
            .form(GatheringsPaths.tasksPattern, .holding(.arrangeGatherings), reading.task),
            .page(GatheringsPaths.accountPattern, .holding(.arrangeGatherings), outcomes.account),
            .form(GatheringsPaths.accountPattern, .holding(.arrangeGatherings), outcomes.saveAccount),
            .form(GatheringsPaths.lessonsPattern, .signedIn, outcomes.lesson),
            .form(GatheringsPaths.followUpsPattern, .signedIn, outcomes.followUp),
            .page(GatheringsPaths.peoplePattern, .holding(.arrangeGatherings), people.people),
            .form(GatheringsPaths.peoplePattern, .holding(.arrangeGatherings), people.attendance),
            .form(GatheringsPaths.invitePattern, .holding(.arrangeGatherings), people.invite),
            .page(GatheringsPaths.notesPattern, .signedIn, notes.page),
            .form(GatheringsPaths.notesPattern, .signedIn, notes.keep),
            .page(GatheringsPaths.registerPattern, .anyone, people.form),
            .form(GatheringsPaths.registerPattern, .anyone, people.register),
            .file(GatheringsPaths.filePattern, .anyone, calendar.file),
            .page(GatheringsPaths.registrationPattern, .anyone, people.registration),
            .form(GatheringsPaths.registrationPattern, .anyone, people.change),
            .form(GatheringsPaths.withdrawPattern, .anyone, people.withdraw),
            .page(GatheringsPaths.calendar, .signedIn, calendar.page),
            .form(GatheringsPaths.calendar, .signedIn, calendar.make),
            .form(GatheringsPaths.calendarEnd, .signedIn, calendar.end),
            .form(GatheringsPaths.calendarLetters, .signedIn, calendar.letters),
            .file(GatheringsPaths.feedPattern, .anyone, calendar.feed),
            .page(GatheringsPaths.mentoring, .signedIn, mentoring.list),
            .page(GatheringsPaths.offer, .signedIn, mentoring.offerForm),
            .form(GatheringsPaths.offer, .signedIn, mentoring.offer),
            .page(GatheringsPaths.wish, .holding(.arrangeGatherings), mentoring.wishForm),
            .form(GatheringsPaths.wish, .holding(.arrangeGatherings), mentoring.wish),
            .page(GatheringsPaths.wishPattern, .holding(.arrangeGatherings), mentoring.proposals),
            .form(GatheringsPaths.proposePattern, .holding(.arrangeGatherings), mentoring.propose),
            .form(GatheringsPaths.withdrawWishPattern, .holding(.arrangeGatherings), mentoring.withdrawWish),
            .page(GatheringsPaths.matching, .holding(.coordinateProgrammes), mentoring.matching),
            .page(GatheringsPaths.mentoringPattern, .signedIn, mentoring.scheme),
            .form(GatheringsPaths.mentoringStepsPattern, .signedIn, mentoring.step),
            .form(GatheringsPaths.mentoringFollowUpsPattern, .signedIn, mentoring.followUp),
            .form(GatheringsPaths.entriesPattern, .signedIn, mentoring.entry),
            .apiRead(GatheringsPaths.api, .anyone, api.list),
        ]
    }
}
