import Compendium
import Foundation
import Gatherings
import HTTPTypes
import Kernel
import Matching
import Members
import Partnerships
import Programmes
import Store
import Transfers
import Web

/// The handover dossier of a city: what it needs and promised, what is known of it, what it costs, who is involved, what comes next. For those who work
/// for the city, as a page and as a PDF to hand on.
struct HandoverHandlers: Sendable {
    let house: House
    let catalogue: Catalogue
    let press: DocumentPress
    /// Making a document takes seconds of a processor.
    let limit: Throttle

    init(house: House, catalogue: Catalogue, press: DocumentPress) {
        self.house = house
        self.catalogue = catalogue
        self.press = press
        limit = Throttle(capacity: 20, refillIn: 600, clock: house.clock)
    }

    static let pagePattern = "/cities/{slug}/handover"
    static let documentPattern = "/cities/{slug}/handover.pdf"

    var routes: [Route] {
        [.page(Self.pagePattern, .holding(.writeTransfers), show), .page(Self.documentPattern, .holding(.writeTransfers), document)]
    }

    func show(_ visit: Visit) async throws -> Answer { .page(try await dossier(visit).page()) }

    func document(_ visit: Visit) async throws -> Answer {
        let dossier = try await dossier(visit)
        try limit.take(visit.address)
        return .file(try await press.document(try dossier.order(house.renderer)), type: "application/pdf", name: dossier.fileName)
    }

    private func dossier(_ visit: Visit) async throws -> HandoverDossier {
        let (slug, viewer, now, words) = (try visit.parameter("slug"), visit.viewer, house.clock.now, house.words(visit.language))
        guard let city = try await house.database.read({ try Cities.bySlug(slug, $0) }) else { throw Problem.notFound }
        guard viewer.holds(.writeTransfers, inCity: city.id) else { throw Problem.refused(reason: "web.handover.notYours") }
        let practices = catalogue.cards.filter { $0.city.id == city.id }.map { card in
            HandoverLine(.evidence, card.titles.text(in: visit.language.code).text, [words("compendium.standing.\(card.standing.rawValue)")], href: CompendiumPaths.practice(card.slug))
        }
        let lines = try await house.database.read { reader in
            let people = try People.inCity(city.id, at: now, reader).map { HandoverLine(.people, $0.name, $0.roles.map { words("members.role.\($0.rawValue)") }) }
            return try MatchingModule.handover(of: city.id, words, reader) + TransfersModule.handover(of: city, for: viewer, at: now.day, words, reader)
                + GatheringsModule.handover(of: city, at: now, words, reader) + PartnershipsModule.handover(of: city, at: now.day, words, reader) + ProgrammesModule.handover(of: city, words, reader) + people
        }
        return HandoverDossier(city: city, lines: lines + practices, today: now.day, baseURL: house.site.baseURL, words: words)
    }
}
