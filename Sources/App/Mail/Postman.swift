import Foundation
import Gatherings
import Kernel
import Logging
import Members
import Trail
import Web

/// Carries letters from the outbox to the mail server, one after another, each by one process only.
public struct Postman: Sendable {
    public typealias Deliver = @Sendable (Envelope) async -> Delivery

    let house: House
    let trail: Trail
    let sender: Sender
    let deliver: Deliver
    /// Names this process in the leases of letters.
    let name: String

    public init(house: House, trail: Trail, sender: Sender, name: String = Secrets.token(), deliver: @escaping Deliver) {
        self.house = house
        self.trail = trail
        self.sender = sender
        self.name = name
        self.deliver = deliver
    }

    /// Delivers the letter that has been due for longest.
    /// - Returns: false when none is due.
    @discardableResult
    public func deliverNext() async throws -> Bool {
        // Only asked first, so that an empty outbox costs no write.
        let now = house.clock.now
        let isAny = try await house.database.read { reader in
            try reader.number("SELECT count(*) AS n FROM letter WHERE (state = 'waiting' AND due_at <= \(now)) OR (state = 'sending' AND leased_until < \(now))") > 0
        }
        guard isAny else { return false }
        let taken = try await house.database.write { [trail, name] writer in
            try TakeLetter.setStrandedAside(trail, in: writer)
            return try TakeLetter.next(for: name, trail, in: writer)
        }
        guard let letter = taken else { return false }
        let delivery = await hand(over: letter)
        if delivery != .accepted { house.logger.warning("a letter was not delivered", metadata: ["letter": "\(letter.id)", "kind": "\(letter.kind)"]) }
        try await house.database.write { [trail, name] in try CloseLetter(letter, by: name, delivery).run(trail, in: $0) }
        return true
    }

    private func hand(over letter: Letter) async -> Delivery {
        do {
            // To a person; or, by the id of a registration, to somebody without an account.
            let found = try await house.database.read { try People.correspondent(letter.person, $0) ?? GatheringsModule.correspondent(letter.person, $0) }
            guard let reader = found else {
                return .refused("There is no such person any more, or the account is disabled.")
            }
            let network = try await house.database.read { try InstallationSetting.value(MembersModule.networkNameSetting, $0) }
            return await deliver(try envelope(letter, reader.name, reader.email, network: network ?? "Ponte"))
        } catch {
            return .postponed("The letter could not be written: \(error)")
        }
    }

    func envelope(_ letter: Letter, _ name: String, _ address: String, network: String) throws -> Envelope {
        let words = house.words(letter.language)
        let values = letter.values.merging(["name": name]) { own, _ in own }
        let link = letter.link.map { house.site.baseURL + $0 }
        let subject = words("\(letter.kind).subject", values)
        let view: View = [
            "lang": letter.language.code, "dir": letter.language.direction, "subject": subject, "greeting": words("web.mail.greeting", ["name": name]),
            "paragraphs": words("\(letter.kind).text", values).components(separatedBy: "\n\n").map { ["paragraph": $0] as View },
            "link": link.map { ["address": $0, "label": words("\(letter.kind).action", values)] as View },
            "why": words("\(letter.kind).why", values), "site": house.site.baseURL, "network": network,
        ]
        func laid(_ template: String) throws -> String {
            String(decoding: try house.renderer.render(template, page: view, frame: [:], language: letter.language), as: UTF8.self)
        }
        return Envelope(
            id: letter.id, from: sender, to: address, name: name, subject: subject, text: try laid("mail/text"), html: try laid("mail/html"),
            language: letter.language, at: house.clock.now)
    }
}
