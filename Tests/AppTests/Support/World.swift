import Foundation
import HTTPTypes
import Kernel
import Members
@testable import Publishing
import Store
import TestKit
import Testing
import Trail
import Web

/// Who knocks: a visitor, or somebody with one role.
enum Guest: Hashable, Sendable, CustomStringConvertible {
    case visitor
    case role(Role)

    static let all = [Guest.visitor] + Role.allCases.map(Guest.role)

    var description: String {
        switch self {
        case .visitor: "visitor"
        case .role(let role): role.rawValue
        }
    }
}

/// A house with a need of Catania that the city shares, so that every address has something behind it.
struct World {
    let house: TestHouse
    let officer: Browser
    let need: String
    /// What an author of Catania submitted.
    let manuscript: String
    /// A letter that waits.
    let letter: LetterID
    /// What another system is told through.
    let webhook: WebhookID
    /// Somebody without a role, for administrators to look after.
    let bystander: PersonID
    let book: String
    /// A provider that nobody answers for, switched off.
    let provider: String
    /// Attached to the manuscript, and one that a published practice has.
    let draftFile: String
    let publishedFile: String
    /// A page named about, a news item named welcome in English and Italian, both published, and an entry of the footer.
    let page: String
    let newsItem: String
    let menuItem: String
    let partnership: PartnershipWorld
    /// Of the need and the practice, in re-use.
    let transfer: String
    /// A study visit to Catania, announced and open to all.
    let gathering: String
    /// A deliverable of Catania in the programme, which has been worked on.
    let deliverable: String
    let practice = "odense-mothers"

    static func settle(in house: TestHouse) async throws -> World {
        let officer = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
        let saved = try await officer.post("/needs/new", World.needFields, from: "/needs/new")
        let location = try #require(saved.location, "a need cannot be saved: \(saved.status) \(saved.text.prefix(300)) \(house.log.errors)")
        let need = String(location.dropFirst("/needs/".count))
        try await house.database.write { try $0.run("UPDATE need SET visibility = 'city' WHERE id = \(need)") }
        let author = try await house.signIn(as: .author, name: "Anna Nowak")
        let begun = try await author.post("/drafts/new", [("title", "A night school"), ("language", "en"), ("city", "catania")], from: "/drafts/new")
        let manuscript = try #require(begun.location?.split(separator: "/").dropFirst().first.map(String.init), "a manuscript cannot be begun: \(begun.text.prefix(300))")
        let added = try await author.upload("/drafts/\(manuscript)/files", [("consent", "nobody")], files: [("file", "plan.txt", Array("The plan of the school".utf8))])
        let draftFile = try #require(added.location?.split(separator: "/").last.map(String.init), "a file cannot be added: \(added.text.prefix(300)) \(house.log.errors)")
        let other = try await author.upload("/drafts/\(manuscript)/files", [("consent", "nobody")], files: [("file", "timetable.txt", Array("The timetable".utf8))])
        let publishedFile = try #require(other.location?.split(separator: "/").last.map(String.init))
        try await house.database.write { writer in
            try writer.run(
                """
                UPDATE file_attachment SET owner_kind = 'practice', owner_id = (SELECT id FROM practice WHERE slug = 'odense-mothers'), version = 1
                WHERE file_id = \(publishedFile)
                """)
            try writer.run("UPDATE manuscript SET stage = 'submitted' WHERE id = \(manuscript)")
        }
        let person = try #require(officer.person)
        let letter = try await house.database.write {
            try SendMail("members.mail.test", to: person, in: .en).run(house.ids, house.trail, by: .system("test"), in: $0)
        }
        let sealed = WebhookSecret.seal("no secret of this house").seal(Array("whsec_AAAA".utf8))
        let webhook = try await house.database.write {
            try SetUpWebhook(address: "https://intranet.city.example/ponte", kinds: [.practicePublished], sealedSecret: sealed)
                .run(house.ids, house.trail, by: .system("test"), in: $0)
        }
        let ordered = try await officer.post("/books", [("p", "odense-mothers")], from: "/books/new?p=odense-mothers")
        let book = String(try #require(ordered.location, "a book cannot be ordered: \(ordered.status)").dropFirst("/books/".count))
        let now = house.clock.now
        try await house.database.write { writer in
            let city = try Cities.bySlug("catania", writer.reader)?.id
            try writer.run(
                """
                INSERT INTO provider (id, city_id, label, issuer, client_id, secret, admits, is_on, created_at)
                VALUES ('provider-1', \(city), 'City of Catania', 'https://127.0.0.1:9', 'ponte', 'sealed', 'known', 0, \(now))
                """)
        }
        let page = try await publish(.page, "about", ["en": "About us"], in: house)
        let newsItem = try await publish(.news, "welcome", ["en": "Welcome", "it": "Benvenuti"], in: house)
        try await house.database.write { writer in
            try writer.run("INSERT INTO menu_item (id, menu, position, target_kind, target) VALUES ('entry', 'footer', 1, 'page', \(page))")
        }
        let transfer = try await takeFurther(need, officer, in: house)
        let planned = try await officer.post("/gatherings/new", World.gatheringFields, from: "/gatherings/new")
        let gathering = String(try #require(planned.location, "a gathering cannot be planned: \(planned.text.prefix(300)) \(house.log.errors)").dropFirst("/gatherings/".count))
        _ = try await officer.post("/gatherings/\(gathering)/steps", [("step", "announce")])
        let deliverable = try await planSomething(in: house)
        return try await World(
            house: house, officer: officer, need: need, manuscript: manuscript, letter: letter, webhook: webhook, bystander: house.person(nil, name: "Bystander"), book: book,
            provider: "provider-1", draftFile: draftFile, publishedFile: publishedFile, page: page, newsItem: newsItem, menuItem: "entry",
            partnership: PartnershipWorld.settle(in: house), transfer: transfer, gathering: gathering, deliverable: deliverable)
    }

    /// A transfer of the practice to Catania, with one of everything.
    private static func takeFurther(_ need: String, _ officer: Browser, in house: TestHouse) async throws -> String {
        let fields = [("need", need), ("practice", "odense-mothers"), ("name", "Mothers of Catania"), ("challenge", "Mothers stay at home"), ("reason", "It reaches them in their language")]
        let opened = try await officer.post("/transfers/new", fields, from: "/transfers/new?need=\(need)&practice=odense-mothers")
        let location = try #require(opened.location, "a transfer cannot be opened: \(opened.text.prefix(300)) \(house.log.errors)")
        let transfer = String(location.dropFirst("/transfers/".count))
        let (person, now) = (try #require(officer.person), house.clock.now)
        try await house.database.write { writer in
            try writer.run("UPDATE transfer SET stage = 'reuse', start_day = '2026-01-10' WHERE id = \(transfer)")
            let block = try writer.reader.first("SELECT id FROM transfer_block WHERE transfer_id = \(transfer) ORDER BY position") { try $0["id"] as String } ?? ""
            try writer.run("UPDATE transfer_block SET id = 'block' WHERE id = \(block)")
            try writer.run(
                """
                INSERT INTO transfer_action (id, transfer_id, position, what, owner, due_day, state, version, changed_at, changed_by)
                VALUES ('action', \(transfer), 0, 'Find a room', 'The school office', '2027-01-31', 'planned', 1, \(now), \(person))
                """)
            try writer.run("INSERT INTO transfer_milestone (transfer_id, month, planned_day, version) VALUES (\(transfer), 3, '2026-04-10', 1)")
            try writer.run(
                "INSERT INTO transfer_improvement (id, transfer_id, content, at, by_id) VALUES ('improvement', \(transfer), 'Pay for childcare', \(now), \(person))")
            try writer.run(
                "INSERT INTO transfer_follow_up (id, transfer_id, months, due_day, owner) VALUES ('follow-up', \(transfer), 6, '2027-09-01', 'The city lead')")
        }
        return transfer
    }

    private static func planSomething(in house: TestHouse) async throws -> String {
        let coordinator = try await house.signIn(as: .programmeCoordinator, name: "Inés Ortega")
        let city = try #require(try await house.database.read { try Cities.bySlug("catania", $0)?.id.rawValue })
        let plan = "/coordination/mini-mistra/plan"
        let planned = try await coordinator.post(
            "\(plan)/deliverables/new", [("title", "Toolkit"), ("number", "D1"), ("city", city), ("plannedDay", "2021-06-30"), ("dissemination", "public")])
        let deliverable = String(try #require(planned.location?.split(separator: "/").last, "no deliverable: \(planned.status) \(planned.text.prefix(300)) \(house.log.errors)"))
        _ = try await coordinator.post("/coordination/mini-mistra/deliverables/\(deliverable)/steps", [("step", "start")])
        _ = try await coordinator.post("\(plan)/work-packages/new", [("title", "Exchange"), ("number", "WP1"), ("plannedStart", "2021-01-01"), ("plannedEnd", "2021-12-31")])
        _ = try await coordinator.post("\(plan)/milestones/new", [("title", "Conference"), ("plannedDay", "2022-05-01"), ("plannedPlace", "Brussels"), ("actualPlace", "Rome"), ("reason", "The hosts offered their hall"), ("source", "A letter")])
        _ = try await coordinator.post("\(plan)/budget/new", [("title", "Travel"), ("plannedAmount", "12,000"), ("spentAmount", "11950.50")])
        _ = try await coordinator.post("\(plan)/risks/new", [("title", "Elections"), ("likelihood", "4"), ("effect", "4"), ("owner", "The lead partner"), ("answer", "A decision of the council before them")])
        let search = try await coordinator.post(
            "/coordination/mini-mistra/partner-search",
            [("searchStage", "preparing"), ("seeking", "A city with a desk for newcomers"), ("contactMail", "office@city.example"), ("isPublic", "1"), ("version", "0")])
        try #require(search.status == 303, "no partner search: \(search.text.prefix(300))")
        return deliverable
    }

    private static func publish(_ kind: SitePage.Kind, _ slug: String, _ titles: [String: String], in house: TestHouse) async throws -> String {
        let source = PageText.Content(title: titles["en"] ?? "", teaser: "In short", body: "A text with a [link](/practices).")
        let id = try await BeginPage(kind: kind, slug: slug, source: .en, day: house.clock.now.day, content: source, person: nil).run(house.installation.house, house.trail)
        try await house.database.write { writer in
            for (code, title) in titles where code != "en" {
                let text = PageText.Content(title: title, teaser: "", body: "Testo")
                try PageWriting.write(text, 1, of: id, Language(rawValue: code) ?? .it, digest: source.digest, at: house.clock.now, by: nil, in: writer)
            }
            try writer.run("UPDATE site_page SET state = 'published' WHERE id = \(id)")
        }
        return id.rawValue
    }

    static let needFields = [
        ("title", "Mothers at home"), ("text", "Refugee women stay at home with small children; how do we reach them in their language?"), ("city", "catania"),
        ("group", "women"), ("area", "social-services"), ("people", "400"), ("budget", "90000"), ("months", "18"), ("notCompetent", "Housing is for the region"),
        ("inPlace", "A family centre"),
    ]

    static let gatheringFields = [
        ("kind", "study-visit"), ("title", "A look at the nursery"), ("city", "catania"), ("starts", "2027-05-10T09:00"), ("ends", "2027-05-11T16:00"), ("visiting", "odense"),
        ("questions", "Who pays?"), ("admission", "open"), ("version", "0"),
    ]

    /// The pattern of a route as an address that exists.
    func address(_ pattern: String) -> String {
        let slug =
            switch pattern {
            case _ where pattern.hasPrefix("/organisations"): partnership.organisation
            case _ where pattern.hasPrefix("/cities"), _ where pattern.hasPrefix("/transfers/cities"): "catania"
            case _ where pattern.hasPrefix("/programmes"), _ where pattern.hasPrefix("/coordination"), _ where pattern.hasPrefix("/api/v1/programmes"): "mini-mistra"
            case _ where pattern.hasPrefix("/pages"): "about"
            case _ where pattern.hasPrefix("/news"): "welcome"
            default: practice
            }
        let id =
            switch pattern {
            case _ where pattern.hasPrefix("/vocabulary"): "adolescents"
            case _ where pattern.hasPrefix("/administration/mail"): letter.rawValue
            case _ where pattern.hasPrefix("/administration/people"): bystander.rawValue
            case _ where pattern.hasPrefix("/administration/providers"): provider
            case _ where pattern.hasPrefix("/administration/webhooks"): webhook.rawValue
            case _ where pattern.hasPrefix("/drafts"), _ where pattern.hasPrefix("/api/v1/drafts"): manuscript
            case _ where pattern.hasPrefix("/administration/site"): newsItem
            case _ where pattern.hasPrefix("/transfers"): transfer
            case _ where pattern.hasPrefix("/gatherings"): gathering
            case _ where pattern.hasPrefix("/mentoring"): "none"
            default: need
            }
        let kind = pattern.hasPrefix("/thread") ? "need" : "deliverables"
        let parts = [
            "{block}": "block", "{action}": "action", "{month}": "3", "{improvement}": "improvement", "{followUp}": "follow-up", "{kind}": kind, "{record}": deliverable,
            "{provider}": "none",
        ]
        return partnership.address(parts.reduce(pattern) { $0.replacingOccurrences(of: $1.key, with: $1.value) })
            .replacingOccurrences(of: "{file}", with: pattern.hasPrefix("/drafts") ? draftFile : publishedFile).replacingOccurrences(of: "{name}", with: "960.webp")
            .replacingOccurrences(of: "{token}", with: "none").replacingOccurrences(of: "{version}", with: "1").replacingOccurrences(of: "{book}", with: book).replacingOccurrences(of: "{search}", with: "of-somebody-else").replacingOccurrences(of: "{slug}", with: slug).replacingOccurrences(of: "{id}", with: id)
            .replacingOccurrences(of: "{language}", with: "it").replacingOccurrences(of: "{menu}", with: "header").replacingOccurrences(of: "{item}", with: menuItem)
            .replacingOccurrences(of: "{archive}", with: "none").replacingOccurrences(of: "{section}", with: "basics").replacingOccurrences(of: "{field}", with: "title")
    }
}
