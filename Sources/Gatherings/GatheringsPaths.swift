import Kernel

/// Every address of gatherings, once.
public enum GatheringsPaths {
    public static let gatherings = "/gatherings"
    public static let plan = "/gatherings/new"
    public static let worker = "/gatherings/notes-worker.js"
    public static let gatheringPattern = "/gatherings/{id}"
    public static let editPattern = "/gatherings/{id}/edit"
    public static let agendaPattern = "/gatherings/{id}/agenda"
    public static let stepsPattern = "/gatherings/{id}/steps"
    public static let tasksPattern = "/gatherings/{id}/tasks"
    public static let accountPattern = "/gatherings/{id}/account"
    public static let lessonsPattern = "/gatherings/{id}/lessons"
    public static let followUpsPattern = "/gatherings/{id}/follow-ups"
    public static let peoplePattern = "/gatherings/{id}/people"
    public static let invitePattern = "/gatherings/{id}/people/invite"
    public static let notesPattern = "/gatherings/{id}/notes"
    public static let registerPattern = "/gatherings/{id}/register"
    public static let filePattern = "/gatherings/{id}/gathering.ics"
    public static let registrationPattern = "/registrations/{token}"
    public static let withdrawPattern = "/registrations/{token}/withdraw"
    public static let calendar = "/calendar"
    public static let calendarEnd = "/calendar/end"
    public static let calendarLetters = "/calendar/letters"
    public static let feedPattern = "/calendars/{token}/ponte.ics"
    public static let mentoring = "/mentoring"
    public static let offer = "/mentoring/offer"
    public static let wish = "/mentoring/wishes/new"
    public static let wishPattern = "/mentoring/wishes/{id}"
    public static let proposePattern = "/mentoring/wishes/{id}/propose"
    public static let withdrawWishPattern = "/mentoring/wishes/{id}/withdraw"
    public static let matching = "/mentoring/matching"
    public static let mentoringPattern = "/mentoring/{id}"
    public static let mentoringStepsPattern = "/mentoring/{id}/steps"
    public static let mentoringFollowUpsPattern = "/mentoring/{id}/follow-ups"
    public static let entriesPattern = "/mentoring/{id}/entries"
    public static let api = "/api/v1/gatherings"

    static func path(_ pattern: String, _ id: some CustomStringConvertible) -> String { pattern.replacingOccurrences(of: "{id}", with: id.description) }
    public static func gathering(_ id: GatheringID) -> String { path(gatheringPattern, id) }
    static func registration(_ token: String) -> String { "/registrations/\(token)" }
    static func withdraw(_ token: String) -> String { "/registrations/\(token)/withdraw" }
    static func feed(_ token: String) -> String { "/calendars/\(token)/ponte.ics" }
    /// Addresses of other rooms that pages link to.
    static func practice(_ slug: String) -> String { "/practices/\(slug)" }
}
