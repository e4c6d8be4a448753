import Kernel
import Store
import Trail
import Web

/// Webhooks, as administrators set them up and look after them.
struct WebhookHandlers: Sendable {
    let house: House
    let trail: Trail
    let ports: MembersPorts

    static let shown = 50

    func list(_ visit: Visit) async throws -> Answer { .page(try await listPage(visit, Fields(), [])) }

    func setUp(_ visit: Visit) async throws -> Answer {
        let person = try visit.person()
        let form = WebhookForm(visit.form, reach: ports.webhookReach)
        guard form.problems.isEmpty else { return .page(try await listPage(visit, form.typed, form.problems)) }
        let secret = WebhookSecret.make()
        let sealed = WebhookSecret.seal(ports.secret).seal(Array(secret.utf8))
        let id = try await house.database.write { [house, trail] writer in
            try SetUpWebhook(address: form.address, kinds: form.kinds, sealedSecret: sealed).run(house.ids, trail, by: .person(person.id), in: writer)
        }
        return .page(WebhookPages.made(secret, id, house.words(visit.language)))
    }

    func show(_ visit: Visit) async throws -> Answer {
        let id = try id(visit)
        let (webhook, deliveries) = try await house.database.read { (try Webhooks.find(id, $0), try Webhooks.deliveries(to: id, limit: Self.shown, $0)) }
        guard let webhook else { throw Problem.notFound }
        return .page(WebhookPages.one(webhook, deliveries, house.words(visit.language)))
    }

    func decide(_ visit: Visit) async throws -> Answer {
        let (id, actor) = (try id(visit), try visit.person().actor)
        guard let decision = visit.form["decision"].flatMap(DecideOnWebhook.Decision.init(rawValue:)) else { throw Problem.refused(reason: "web.problem.noSuchStep") }
        try await house.database.write { [trail] in try DecideOnWebhook(id, decision).run(trail, by: actor, in: $0) }
        return Answer.seeOther(decision == .remove ? MembersPaths.webhooks : MembersPaths.path(MembersPaths.webhook, id.rawValue))
            .with(notice: "members.webhooks.done.\(decision.rawValue)")
    }

    func test(_ visit: Visit) async throws -> Answer {
        let (id, actor) = (try id(visit), try visit.person().actor)
        try await house.database.write { [house, trail] in try TestWebhook(id).run(house.ids, trail, by: actor, in: $0) }
        return Answer.seeOther(MembersPaths.path(MembersPaths.webhook, id.rawValue)).with(notice: "members.webhooks.testSent")
    }

    func sendAgain(_ visit: Visit) async throws -> Answer {
        let (id, actor) = (try id(visit), try visit.person().actor)
        let delivery = DeliveryID(visit.form["delivery"] ?? "")
        try await house.database.write { [trail] in try SendAgain(delivery, to: id).run(trail, by: actor, in: $0) }
        return Answer.seeOther(MembersPaths.path(MembersPaths.webhook, id.rawValue)).with(notice: "members.webhooks.willBeSent")
    }

    private func id(_ visit: Visit) throws -> WebhookID { WebhookID(try visit.parameter("id")) }

    private func listPage(_ visit: Visit, _ typed: Fields, _ problems: [FieldProblem]) async throws -> Page {
        let webhooks = try await house.database.read { try Webhooks.all($0) }
        return WebhookPages.list(webhooks, typed: typed, problems: problems, house.words(visit.language))
    }
}
