import HTTPTypes
import Kernel
import Members
import Store
import TestKit
import Testing
import Web

/// Who gets in where: every address of the house, written down. A route without a row fails, and so does a row without a
/// route; every row is run for a visitor and for every role.
enum Entrance: Sendable {
    /// Everybody.
    case open
    /// Everybody, but who is signed in is led on.
    case visitors
    /// Everybody with an account; visitors are shown the way in.
    case account
    /// Everybody with an account; those whose role asks for a second factor have one already, and are told so.
    case unprotected
    /// These roles; others are refused, visitors are shown the way in.
    case roles(Set<Role>)
    /// These roles, of the city that the need belongs to; others do not learn that it exists, visitors are shown the way in.
    case concerned(Set<Role>)
    /// Who leads that city (and who described the need); others of the city are refused, the rest do not learn that it exists.
    case leading
    /// Editors; others do not learn that it exists, visitors are shown the way in.
    case reviewing
    /// Editors; authors of others do not learn that it exists, the rest are refused.
    case mending
    /// Whoever shows a token with the scope; a session in a browser opens none of these.
    case token
    /// Nobody from the network without the token; nobody learns that it exists.
    case watcher
    /// Nobody, but for the demonstration.
    case demonstration
}

extension Entrance {
    /// Whether somebody who may not come in is shown the way in.
    var isForPeople: Bool { if case .token = self { false } else { true } }
}

struct AccessRow: Sendable, CustomTestStringConvertible {
    let method: String
    let path: String
    let entrance: Entrance
    /// What is sent, and what those who get in are answered.
    let fields: [(String, String)]
    let answer: Int

    static func page(_ path: String, _ entrance: Entrance, answer: Int = 200) -> AccessRow {
        AccessRow(method: "GET", path: path, entrance: entrance, fields: [], answer: answer)
    }

    /// For programs; `TokenTests` opens them.
    static func program(_ method: String, _ path: String) -> AccessRow { AccessRow(method: method, path: path, entrance: .token, fields: [], answer: 401) }

    static func form(_ path: String, _ entrance: Entrance, _ fields: [(String, String)] = [], answer: Int = 303) -> AccessRow {
        AccessRow(method: "POST", path: path, entrance: entrance, fields: fields, answer: answer)
    }

    var name: String { "\(method) \(path)" }
    var testDescription: String { name }
}

private let practiceWriters: Set<Role> = [.author, .editor]
private let siteWorkers: Set<Role> = [.administrator, .editor, .translator]
private let newsWriters: Set<Role> = [.administrator, .editor]
private let programmeWorkers: Set<Role> = [.programmeCoordinator, .cityOfficer, .cityLead]
private let needWriters: Set<Role> = [.cityOfficer, .cityLead]
private let partnershipKeepers: Set<Role> = [.cityOfficer, .cityLead, .programmeCoordinator]
private let organisationKeepers = partnershipKeepers.union([.administrator])
private let transferReaders: Set<Role> = [.cityOfficer, .cityLead, .programmeCoordinator]
private let arrangers: Set<Role> = [.cityOfficer, .cityLead, .programmeCoordinator]

let accessTable: [AccessRow] = [
    // Ground
    .page("/health", .open),
    .page("/robots.txt", .open),
    .page("/sitemap.xml", .open),
    .page("/api/v1/openapi.json", .open),
    .page("/metrics", .watcher),
    .page("/styleguide", .demonstration),

    // Members
    .page("/sign-in", .visitors),
    .form("/sign-in", .open, [("email", "nobody@test.example"), ("password", "not the password")], answer: 400),
    .form("/sign-out", .account),
    .page("/account", .account),
    .form("/account", .account, [("name", "A new name"), ("language", "it")]),
    .form("/account/sessions/end", .account, [("session", "none")]),
    .form("/account/sessions/end-all", .account),

    .form("/account/password", .account, [("currentPassword", "wrong"), ("newPassword", "another bridge")], answer: 400),
    .page("/account/second-factor", .account),
    .form("/account/second-factor", .unprotected),
    .form("/account/second-factor/confirm", .account, [("code", "000000")], answer: 409),
    .form("/account/second-factor/end", .account, [("password", "wrong")], answer: 400),
    .form("/account/second-factor/codes", .account, [("password", "wrong")], answer: 400),
    .page("/account/tokens", .account),
    .form("/account/tokens", .account, [("name", "Intranet"), ("scopes", "searches:read"), ("days", "30")], answer: 200),
    .form("/account/tokens/end", .account, [("token", "none")], answer: 404),
    .page("/administration/tokens", .roles([.administrator])),
    .form("/administration/tokens/end", .roles([.administrator]), [("token", "none")], answer: 404),
    .page("/administration/webhooks", .roles([.administrator])),
    .form("/administration/webhooks", .roles([.administrator]), [("address", "https://intranet.city.example/ponte"), ("kinds", "practice.published")], answer: 200),
    .page("/administration/webhooks/{id}", .roles([.administrator])),
    .form("/administration/webhooks/{id}/test", .roles([.administrator])),
    .form("/administration/webhooks/{id}/again", .roles([.administrator]), [("delivery", "none")], answer: 404),
    .form("/administration/webhooks/{id}/decision", .roles([.administrator]), [("decision", "pause")]),
    .page("/sign-in/second", .open, answer: 303),
    .form("/sign-in/second", .open, [("code", "000000")]),
    .page("/invitation/{token}", .open, answer: 404),
    .form("/invitation/{token}", .open, answer: 404),
    .form("/sign-in/provider", .open, [("provider", "none")], answer: 404),
    .page("/sign-in/back/{provider}", .open, answer: 400),
    .form("/sign-in/join", .open, [("claim", "none")], answer: 400),
    .page("/sign-in/ended/{provider}", .open, answer: 303),
    .form("/account/providers", .account, [("provider", "none")], answer: 404),
    .form("/account/providers/part", .account, [("provider", "none")]),
    .page("/first-run/{token}", .open, answer: 404),
    .form("/first-run/{token}", .open, answer: 404),
    .page("/password/forgotten", .open),
    .form("/password/forgotten", .open, [("email", "nobody@test.example")], answer: 200),
    .page("/password/new/{token}", .open, answer: 404),
    .form("/password/new/{token}", .open, answer: 404),

    .page("/privacy", .open),
    .page("/account/data", .account),
    .form("/account/data", .account, [("password", "wrong")], answer: 400),
    .page("/account/forget", .account),
    .form("/account/forget", .account, [("password", "wrong"), ("sure", "yes")], answer: 400),

    // Administration
    .page("/administration/privacy", .roles([.administrator])),
    .page("/administration/privacy/record.csv", .roles([.administrator])),
    .page("/administration/people/{id}/forget", .roles([.administrator])),
    .form("/administration/people/{id}/forget", .roles([.administrator]), [("password", "wrong"), ("sure", "yes")], answer: 400),
    .page("/administration/people", .roles([.administrator])),
    .page("/administration/people/invite", .roles([.administrator])),
    .form("/administration/people/invite", .roles([.administrator]), [("email", "new@test.example"), ("name", "New"), ("role", "member")], answer: 200),
    .page("/administration/people/{id}", .roles([.administrator])),
    .form("/administration/people/{id}/invite-again", .roles([.administrator]), answer: 409),
    .form("/administration/people/{id}/roles", .roles([.administrator]), [("role", "member")]),
    .form("/administration/people/{id}/roles/end", .roles([.administrator]), [("grant", "none")], answer: 404),
    .form("/administration/people/{id}/sessions/end", .roles([.administrator]), [("session", "none")]),
    .form("/administration/people/{id}/second-factor/end", .roles([.administrator])),
    .form("/administration/people/{id}/disable", .roles([.administrator])),
    .form("/administration/people/{id}/enable", .roles([.administrator])),
    .page("/administration/providers", .roles([.administrator])),
    .page("/administration/providers/add", .roles([.administrator])),
    .form("/administration/providers/add", .roles([.administrator]), answer: 400),
    .page("/administration/providers/{id}", .roles([.administrator])),
    .form("/administration/providers/{id}", .roles([.administrator]), answer: 400),
    .form("/administration/providers/{id}/try", .roles([.administrator]), answer: 200),
    .form("/administration/providers/{id}/switch", .roles([.administrator]), [("to", "off")]),
    .form("/administration/providers/{id}/remove", .roles([.administrator])),
    .page("/administration", .roles([.administrator])),
    .page("/administration/next-steps", .roles([.administrator])),
    .page("/administration/audit", .roles([.administrator])),
    .page("/administration/mail", .roles([.administrator])),
    .form("/administration/mail/test", .roles([.administrator])),
    .form("/administration/mail/{id}/again", .roles([.administrator])),
    .form("/administration/mail/{id}/drop", .roles([.administrator])),

    .page("/administration/settings", .roles([.administrator])),
    .form("/administration/settings", .roles([.administrator]), [("networkName", "Bridges"), ("siteLanguage", "en")] + ["en", "it", "de", "es", "fr", "ar"].map { ("languages", $0) }),
    .page("/administration/sessions", .roles([.administrator])),
    .form("/administration/sessions/end", .roles([.administrator]), [("person", "nobody")]),
    .page("/administration/jobs", .roles([.administrator])),
    .page("/administration/export", .roles([.administrator])),
    .form("/administration/export", .roles([.administrator]), [("password", "wrong")], answer: 400),
    .form("/administration/export/{archive}", .roles([.administrator]), [("password", "wrong")], answer: 400),

    // Publishing
    .page("/about", .open),
    .page("/pages/{slug}", .open, answer: 301),
    .page("/news", .open),
    .page("/news/{slug}", .open),
    .page("/news.atom", .open),
    .page("/administration/site", .roles(siteWorkers)),
    .page("/administration/site/new", .roles(newsWriters)),
    .form("/administration/site/new", .roles(newsWriters), [("kind", "news"), ("title", "A headline"), ("body", "Text"), ("then", "preview")], answer: 200),
    .page("/administration/site/{id}", .roles(siteWorkers)),
    .form("/administration/site/{id}/arrange", .roles(newsWriters), [("slug", "welcome")]),
    .form("/administration/site/{id}/state", .roles(newsWriters), [("step", "publish")]),
    .page("/administration/site/{id}/{language}", .roles(siteWorkers)),
    .form("/administration/site/{id}/{language}", .roles(siteWorkers), [("title", "Un titolo"), ("body", "Un testo"), ("version", "1")]),
    .page("/administration/site/{id}/{language}/versions", .roles(siteWorkers)),
    .page("/administration/site/{id}/{language}/versions/{version}", .roles(siteWorkers)),
    .form("/administration/site/{id}/{language}/versions/{version}", .roles(siteWorkers), [("version", "1")]),
    .page("/administration/menus", .roles([.administrator])),
    .form("/administration/menus/{menu}/begin", .roles([.administrator])),
    .form("/administration/menus/{menu}/reset", .roles([.administrator])),
    .page("/administration/menus/{menu}/add", .roles([.administrator])),
    .form("/administration/menus/{menu}/add", .roles([.administrator]), [("target", "part:practices")]),
    .page("/administration/menu-items/{item}", .roles([.administrator])),
    .form("/administration/menu-items/{item}", .roles([.administrator]), [("target", "part:cities")]),
    .form("/administration/menu-items/{item}/move", .roles([.administrator]), [("to", "up")]),
    .form("/administration/menu-items/{item}/remove", .roles([.administrator])),

    // Compendium
    .page("/practices", .open),
    .page("/practices/{slug}", .open),
    .page("/practices/{slug}/versions", .open),
    .page("/practices/{slug}/versions/{version}", .open),
    AccessRow(method: "GET", path: "/practices/{slug}/versions/{version}/changes", entrance: .open, fields: [], answer: 303),
    .page("/practices/{slug}/versions/{version}/cite.bib", .open),
    .page("/practices/{slug}/versions/{version}/cite.ris", .open),
    .page("/practices/{slug}/versions/{version}/practice.json", .open),
    .page("/practices/{slug}/versions/{version}/practice.csv", .open),
    .page("/practices/{slug}/versions/{version}/practice.pdf", .open),
    .page("/practices/{slug}/versions/{version}/practice.docx", .open),
    .page("/books/new", .open),
    .form("/books", .open, [("q", "mothers")]),
    .page("/books/{book}", .open),
    .page("/books/{book}/book.pdf", .open),
    .page("/searches", .account),
    .page("/searches/new", .account),
    .form("/searches", .account, [("name", "Mothers"), ("q", "mothers")]),
    .form("/searches/{search}/seen", .account, answer: 404),
    .form("/searches/{search}/forget", .account, answer: 404),
    .page("/practices.csv", .open),
    .page("/practices.json", .open),
    .page("/practices.docx", .open),
    .page("/practices.atom", .open),
    .page("/map", .open),
    .page("/compare", .open),
    .page("/cities", .open),
    .page("/cities/{slug}", .open),
    .page("/programmes", .open),
    .page("/programmes/{slug}", .open),

    // Programmes
    .page("/coordination", .roles(programmeWorkers)),
    .page("/coordination/new", .roles([.programmeCoordinator])),
    .form("/coordination/new", .roles([.programmeCoordinator]), [("name", "")], answer: 400),
    .page("/coordination/{slug}", .roles([.programmeCoordinator])),
    .page("/coordination/{slug}/programme", .roles([.programmeCoordinator])),
    .form("/coordination/{slug}/programme", .roles([.programmeCoordinator]), [("start", "31/09/14")], answer: 400),
    .page("/coordination/{slug}/partner-search", .roles([.programmeCoordinator])),
    .form("/coordination/{slug}/partner-search", .roles([.programmeCoordinator]), [("closesDay", "soon")], answer: 400),
    .page("/coordination/{slug}/calendar", .roles([.programmeCoordinator])),
    .form("/coordination/{slug}/nudge", .roles([.programmeCoordinator]), [("city", "nowhere")], answer: 404),
    .page("/coordination/{slug}/plan/{kind}", .roles([.programmeCoordinator])),
    .page("/coordination/{slug}/plan/{kind}/new", .roles([.programmeCoordinator])),
    .form("/coordination/{slug}/plan/{kind}/new", .roles([.programmeCoordinator]), [("title", "")], answer: 400),
    .page("/coordination/{slug}/plan/{kind}/{record}", .roles([.programmeCoordinator])),
    .form("/coordination/{slug}/plan/{kind}/{record}", .roles([.programmeCoordinator]), [("title", "")], answer: 400),
    .form("/coordination/{slug}/plan/{kind}/{record}/remove", .roles([.programmeCoordinator]), answer: 403),
    .page("/coordination/{slug}/deliverables/{record}", .roles(programmeWorkers)),
    .form("/coordination/{slug}/deliverables/{record}/steps", .roles(programmeWorkers), [("step", "restore")], answer: 403),
    .page("/programmes/{slug}/partner-search", .open),
    .page("/api/v1/programmes", .open),
    .page("/api/v1/programmes/{slug}", .open),

    // Compendium
    .page("/practices/{slug}/life", .account),
    .form("/practices/{slug}/life", .roles([.editor]), [("step", "confirm")]),
    .page("/practices/{slug}/still-true/{token}", .open),
    .form("/practices/{slug}/still-true/{token}", .open),
    .page("/queue/due", .roles([.editor])),
    .page("/queue/duplicates", .roles([.editor])),
    .form("/queue/duplicates", .roles([.editor]), [("one", "odense-mothers"), ("other", "catania-nursery"), ("reason.odense-mothers.catania-nursery", "Other work")]),
    .form("/practices/{slug}/revise", .roles(practiceWriters)),
    .page("/drafts", .account),
    .page("/drafts/new", .roles(practiceWriters)),
    .form("/drafts/new", .roles(practiceWriters), [("title", "A night school"), ("language", "en"), ("city", "catania")]),
    .page("/drafts/{id}", .reviewing),
    .page("/drafts/{id}/preview", .reviewing),
    .page("/drafts/{id}/review", .reviewing),
    .page("/drafts/{id}/fields/{field}", .reviewing),
    .page("/drafts/{id}/write/{section}", .mending),
    .form("/drafts/{id}/write/{section}", .mending, [("_fields", "title"), ("title", "Another title"), ("revision", "9"), ("then", "stay")]),
    .form("/drafts/{id}/fields", .mending, [("_fields", "title"), ("title", "A third title"), ("revision", "9")], answer: 200),
    .page("/drafts/{id}/files", .reviewing),
    .form("/drafts/{id}/files", .mending, [("consent", "nobody")], answer: 400),
    .page("/drafts/{id}/files/{file}", .mending),
    .form("/drafts/{id}/files/{file}", .mending, [("title", "The plan"), ("consent", "nobody"), ("revision", "1")], answer: 303),
    .form("/drafts/{id}/files/{file}/move", .mending, [("direction", "up")]),
    .form("/drafts/{id}/files/{file}/removal", .mending, [("then", "putBack")]),
    .page("/files/{file}", .open),
    .page("/files/{file}/{name}", .open, answer: 404),
    .form("/drafts/{id}/authors", .mending, [("remove", "nobody")]),
    .page("/queue", .roles([.editor])),
    .form("/drafts/{id}/steps", .reviewing, [("step", "askForChanges"), ("reason", "Say more")]),
    .page("/translations", .roles([.translator])),
    .page("/translations/{slug}", .roles([.translator])),
    .form("/translations/{slug}", .roles([.translator])),
    .page("/translations/{slug}/practice.xlf", .roles([.translator])),
    .page("/translations.xlf", .roles([.translator]), answer: 404),
    .page("/translation-files", .roles([.translator])),
    .form("/translation-files", .roles([.translator]), answer: 400),
    .page("/api/v1/practices", .open),
    .page("/api/v1/practices/{slug}", .open),
    .page("/api/v1/cities", .open),
    .program("GET", "/api/v1/drafts"),
    .program("POST", "/api/v1/drafts"),
    .program("GET", "/api/v1/drafts/{id}"),
    .program("PATCH", "/api/v1/drafts/{id}"),
    .program("POST", "/api/v1/drafts/{id}/submit"),
    .program("GET", "/api/v1/searches"),

    // Organisations and partnerships
    .page("/organisations", .account),
    .page("/organisations/new", .roles(organisationKeepers)),
    .form("/organisations/new", .roles(organisationKeepers), answer: 400),
    .page("/organisations/{slug}", .account),
    .page("/organisations/{slug}/edit", .roles(organisationKeepers)),
    .form("/organisations/{slug}/edit", .roles(organisationKeepers), answer: 400),
    .form("/organisations/{slug}/merge", .roles(organisationKeepers), [("into", "none")], answer: 404),
    .page("/partnerships", .account),
    .form("/partnerships", .roles(partnershipKeepers), [("city", "catania")]),
    .page("/partnerships/{city}", .account),
    .page("/partnerships/{city}/mechanisms", .account),
    .page("/partnerships/{city}/stakeholders", .roles(partnershipKeepers)),
    .form("/partnerships/{city}/stakeholders/snapshots", .roles(partnershipKeepers), [("name", "Now")]),
    .page("/partnerships/{city}/network", .roles(partnershipKeepers)),
    .page("/partnerships/{city}/assessments", .account),
    .page("/partnerships/{city}/assessments/{assessment}", .concerned(partnershipKeepers)),
    .form("/partnerships/{city}/assessments/{assessment}/steps", .roles(partnershipKeepers), [("step", "withdraw")]),
    .form("/partnerships/{city}/assessments/{assessment}/needs/{need}", .roles(needWriters)),
    .page("/partnerships/{city}/entries/{list}/new", .roles(partnershipKeepers)),
    .form("/partnerships/{city}/entries/{list}/new", .roles(partnershipKeepers), answer: 400),
    .page("/partnerships/{city}/entries/{list}/{entry}", .roles(partnershipKeepers)),
    .form("/partnerships/{city}/entries/{list}/{entry}", .roles(partnershipKeepers), answer: 400),
    .form("/partnerships/{city}/entries/{list}/{entry}/removal", .roles(partnershipKeepers), answer: 409),
    .program("GET", "/api/v1/partnerships"),
    .program("GET", "/api/v1/partnerships/{city}"),

    // Gatherings
    .page("/gatherings", .open),
    .page("/gatherings/new", .roles(arrangers)),
    .form("/gatherings/new", .roles(arrangers), World.gatheringFields),
    .page("/gatherings/notes-worker.js", .open),
    .page("/gatherings/{id}", .open),
    .page("/gatherings/{id}/edit", .roles(arrangers)),
    .form("/gatherings/{id}/edit", .roles(arrangers), World.gatheringFields),
    .page("/gatherings/{id}/agenda", .roles(arrangers)),
    .form("/gatherings/{id}/agenda", .roles(arrangers), [("version", "1")]),
    .form("/gatherings/{id}/steps", .roles(arrangers), [("step", "announce")]),
    .form("/gatherings/{id}/tasks", .roles(arrangers), [("done", "none")]),
    .page("/gatherings/{id}/account", .roles(arrangers)),
    .form("/gatherings/{id}/account", .roles(arrangers), answer: 400),
    .form("/gatherings/{id}/lessons", .roles(arrangers), answer: 400),
    .form("/gatherings/{id}/follow-ups", .roles(arrangers), answer: 400),
    .page("/gatherings/{id}/people", .roles(arrangers)),
    .form("/gatherings/{id}/people", .roles(arrangers), answer: 403),
    .form("/gatherings/{id}/people/invite", .roles(arrangers), answer: 400),
    .page("/gatherings/{id}/notes", .roles(arrangers)),
    .form("/gatherings/{id}/notes", .roles(arrangers), [("note", "")], answer: 400),
    .page("/gatherings/{id}/register", .open),
    .form("/gatherings/{id}/register", .open, [("needs", String(repeating: "x", count: 1001))], answer: 400),
    .page("/gatherings/{id}/gathering.ics", .open),
    .page("/registrations/{token}", .open, answer: 404),
    .form("/registrations/{token}", .open, answer: 404),
    .form("/registrations/{token}/withdraw", .open, answer: 404),
    .page("/calendar", .account),
    .form("/calendar", .account, answer: 200),
    .form("/calendar/end", .account),
    .form("/calendar/letters", .account, [("wants", "no")]),
    .page("/calendars/{token}/ponte.ics", .open, answer: 404),
    .page("/mentoring", .account),
    .page("/mentoring/offer", .account),
    .form("/mentoring/offer", .account, answer: 400),
    .page("/mentoring/wishes/new", .roles(arrangers)),
    .form("/mentoring/wishes/new", .roles(arrangers), answer: 400),
    .page("/mentoring/wishes/{id}", .roles(arrangers), answer: 404),
    .form("/mentoring/wishes/{id}/propose", .roles(arrangers), answer: 404),
    .form("/mentoring/wishes/{id}/withdraw", .roles(arrangers), answer: 404),
    .page("/mentoring/matching", .roles([.programmeCoordinator])),
    .page("/mentoring/{id}", .account, answer: 404),
    .form("/mentoring/{id}/steps", .account, answer: 404),
    .form("/mentoring/{id}/entries", .account, answer: 404),
    .form("/mentoring/{id}/follow-ups", .account, answer: 404),
    .page("/api/v1/gatherings", .open),

    // Matching
    .page("/", .open),
    .page("/match", .open),
    .page("/vocabulary", .open),
    .page("/vocabulary/{id}", .open),
    .form("/api/v1/matches", .open, answer: 200),
    .page("/api/v1/vocabulary", .open),
    .program("GET", "/api/v1/needs"),
    .program("POST", "/api/v1/needs"),
    .program("GET", "/api/v1/needs/{id}"),
    .program("PUT", "/api/v1/needs/{id}"),
    .page("/needs", .account),
    .page("/needs/new", .roles(needWriters)),
    .form("/needs/new", .roles(needWriters), [("text", "A new need"), ("city", "catania")]),
    .page("/needs/{id}", .concerned(needWriters)),
    .page("/needs/{id}/edit", .roles(needWriters)),
    .form("/needs/{id}/edit", .roles(needWriters), [("text", "Said in other words"), ("city", "catania"), ("version", "1")], answer: 303),
    .page("/needs/{id}/history", .concerned(needWriters)),
    .page("/needs/{id}/versions/{version}", .concerned(needWriters)),
    .page("/needs/{id}/compare", .concerned(needWriters)),
    .page("/needs/{id}/briefing", .concerned(needWriters)),
    .page("/needs/{id}/share", .leading),
    .form("/needs/{id}/share", .leading, [("audience", "city")]),
    .page("/needs/{id}/matches/{slug}", .concerned(needWriters)),
    .form("/needs/{id}/seen", .roles(needWriters)),
    .form("/needs/{id}/matches/{slug}/answers", .roles(needWriters)),
    .form("/needs/{id}/matches/{slug}/decision", .roles(needWriters), [("decision", "shortlist")]),

    // Transfers: one of Catania, in re-use
    .page("/transfers", .account),
    .page("/transfers/cities/{slug}", .account),
    .page("/cities/{slug}/handover", .roles([.cityOfficer, .cityLead])),
    .page("/cities/{slug}/handover.pdf", .roles([.cityOfficer, .cityLead])),
    .page("/transfers/new", .roles(needWriters), answer: 404),
    .form("/transfers/new", .roles(needWriters), answer: 404),
    .page("/transfers/{id}", .concerned(transferReaders)),
    .form("/transfers/{id}/steps", .roles(needWriters), [("step", "stop")], answer: 400),
    .form("/transfers/{id}/publication", .roles(needWriters), [("to", "cities")]),
    .page("/transfers/{id}/study", .concerned(transferReaders)),
    .page("/transfers/{id}/study/{block}", .roles(needWriters)),
    .form("/transfers/{id}/study/{block}", .roles(needWriters), [("factor.need", "3")]),
    .page("/transfers/{id}/plan", .concerned(transferReaders)),
    .page("/transfers/{id}/plan/blocks/{block}", .roles(needWriters)),
    .form("/transfers/{id}/plan/blocks/{block}", .roles(needWriters), [("decision", "keep"), ("reason", "It fits"), ("version", "1")]),
    .page("/transfers/{id}/plan/actions/{action}", .roles(needWriters)),
    .form("/transfers/{id}/plan/actions/{action}", .roles(needWriters), [("what", "Find two rooms"), ("owner", "The school office"), ("due", "2027-01-31"), ("version", "1")]),
    .page("/transfers/{id}/plan/milestones/{month}", .roles(needWriters)),
    .form("/transfers/{id}/plan/milestones/{month}", .roles(needWriters), [("actual", ""), ("version", "1")]),
    .page("/transfers/{id}/difference", .concerned(transferReaders)),
    .page("/transfers/{id}/log", .concerned(transferReaders)),
    .form("/transfers/{id}/log", .roles(needWriters), [("month", "2026-03"), ("content", "The course began")]),
    .page("/transfers/{id}/closing", .concerned(transferReaders)),
    .form("/transfers/{id}/closing", .roles(needWriters), answer: 400),
    .form("/transfers/{id}/improvements", .roles(needWriters), [("improvement", "Pay for childcare from the start")]),
    // The giving city answers, and nobody here is of it.
    .form("/transfers/{id}/improvements/{improvement}", .concerned(transferReaders), [("answer", "considered")], answer: 403),
    // Only once it is closed.
    .page("/transfers/{id}/follow-ups/{followUp}", .roles(needWriters), answer: 409),
    .form("/transfers/{id}/follow-ups/{followUp}", .roles(needWriters), [("use", "in_use")], answer: 409),
    .page("/transfers/{id}/sheet", .concerned(transferReaders)),
    .program("GET", "/api/v1/transfers"),
    .page("/thread/{kind}/{id}", .concerned(needWriters)),
]

@Suite struct AccessTests {
    @Test func `Every route has a row and every row a route`() async throws {
        try await withHouse(.sqlite, .empty) { house in
            let routes = Set(house.installation.routes.map { "\($0.method.rawValue) \($0.path)" })
            let rows = Set(accessTable.map(\.name))
            #expect(routes.subtracting(rows).sorted() == [], "routes that nobody has said who may open")
            #expect(rows.subtracting(routes).sorted() == [], "rows for routes that are not there")
            #expect(rows.count == accessTable.count, "a row stands twice")
            #expect(routes.count == house.installation.routes.count, "a route stands twice")
        }
    }

    /// In four parts side by side: one after the other, the rows take longer than all other tests together.
    @Test(arguments: Engines.all, 0..<4) func `Everybody gets in where the table says, and nowhere else`(engine: Engine, part: Int) async throws {
        try await withHouse(engine) { house in
            let world = try await World.settle(in: house)
            for row in accessTable[accessTable.count * part / 4..<accessTable.count * (part + 1) / 4] {
                for guest in Guest.all {
                    let page = try await knock(row, guest, world)
                    let wanted = expected(row, guest)
                    #expect(page.status == wanted, "\(guest) at \(row.name): \(page.status) instead of \(wanted); \(page.text.prefix(160)) \(house.log.errors)")
                    if wanted == 401, row.entrance.isForPeople { #expect(page.value("password") != nil, "\(row.name) does not show the way in") }
                    if page.status == 303 { #expect(page.location?.hasPrefix("/") == true && page.location?.hasPrefix("//") == false) }
                }
            }
            #expect(house.log.errors == [])
        }
    }

    @Test func `The style guide is open in the demonstration`() async throws {
        try await withHouse(.sqlite, settings: ["demo": "true"]) { house in
            let page = try await house.visitor().get("/styleguide")
            #expect(page.status == 200, "\(house.log.errors)")
        }
    }

    @Test func `A role holds in its own city only`() async throws {
        try await withHouse(.sqlite) { house in
            let world = try await World.settle(in: house)
            let elsewhere = try await house.signIn(as: .cityLead, in: "odense")
            for row in accessTable where row.path.hasPrefix("/needs/{id}") {
                let page =
                    row.method == "GET"
                    ? try await elsewhere.get(world.address(row.path)) : try await elsewhere.post(world.address(row.path), row.fields)
                #expect(page.status == 404, "a city lead of Odense at \(row.name)")
                #expect(!page.says("Mothers at home"))
            }
        }
    }

    private func knock(_ row: AccessRow, _ guest: Guest, _ world: World) async throws -> TestPage {
        let browser =
            switch guest {
            case .visitor: world.house.visitor()
            case .role(let role): try await world.house.signIn(as: role)
            }
        let address = world.address(row.path)
        if row.method == "GET" { return try await browser.get(address) }
        if address.hasPrefix("/api/") {
            let method = try #require(HTTPRequest.Method(rawValue: row.method))
            return try await browser.send(method, address, headers: [.contentType: "application/json"], body: Array("{\"text\":\"Women at home\"}".utf8))
        }
        if row.path.hasSuffix("/edit") {
            // A form that is sent says on which version it is based.
            let version = try await world.officer.get(address).value("version") ?? ""
            return try await browser.post(address, row.fields.map { ($0.0, $0.0 == "version" ? version : $0.1) })
        }
        return try await browser.post(address, row.fields)
    }

    private func expected(_ row: AccessRow, _ guest: Guest) -> Int {
        switch (row.entrance, guest) {
        case (.open, _), (.visitors, .visitor): row.answer
        case (.visitors, .role): 303
        case (.demonstration, _), (.watcher, _): 404
        case (.token, _): 401
        case (.account, .role): row.answer
        case (.unprotected, .role(let role)): [.administrator, .editor].contains(role) ? 409 : row.answer
        case (.roles(let roles), .role(let role)): roles.contains(role) ? row.answer : 403
        case (.concerned(let roles), .role(let role)): roles.contains(role) ? row.answer : 404
        case (.leading, .role(let role)): role == .cityLead ? row.answer : role == .cityOfficer ? 403 : 404
        case (.reviewing, .role(let role)): role == .editor ? row.answer : 404
        case (.mending, .role(let role)): role == .editor ? row.answer : role == .author ? 404 : 403
        case (_, .visitor): 401
        }
    }
}
