import Kernel
import Store
import Trail
import Web

/// The outbox, as an administrator sees it, and what they decide on single letters.
struct OutboxHandlers: Sendable {
    let house: House
    let trail: Trail
    let ports: MembersPorts

    static let pageLength = 50

    func show(_ visit: Visit) async throws -> Answer {
        let state = visit.query.text("state").flatMap(Letter.State.init(rawValue:))
        let before = visit.query.text("before").map { LetterID($0) }
        let (counts, letters, names) = try await house.database.read { reader in
            let letters = try Outbox.letters(state, before: before, limit: Self.pageLength + 1, reader)
            return (try Outbox.counts(reader), letters, try People.names(Array(Set(letters.map(\.person))), reader))
        }
        return .page(OutboxPage.page(letters, names, counts, state: state, isFirst: before == nil, isMailSet: ports.isMailSet, house.words(visit.language)))
    }

    func sendTest(_ visit: Visit) async throws -> Answer {
        let person = try visit.person()
        try await house.database.write { [house, trail] writer in
            try SendMail("members.mail.test", to: person.id, in: person.language, link: MembersPaths.outbox).run(house.ids, trail, by: .person(person.id), in: writer)
        }
        return Answer.seeOther(MembersPaths.outbox).with(notice: "members.outbox.testWritten")
    }

    func sendAgain(_ visit: Visit) async throws -> Answer { try await decide(.sendAgain, visit, "members.outbox.willBeSent") }

    func drop(_ visit: Visit) async throws -> Answer { try await decide(.drop, visit, "members.outbox.dropped") }

    private func decide(_ decision: DecideOnLetter.Decision, _ visit: Visit, _ notice: String) async throws -> Answer {
        let person = try visit.person()
        let id = LetterID(try visit.parameter("id"))
        try await house.database.write { [trail] in try DecideOnLetter(id, decision).run(trail, by: .person(person.id), in: $0) }
        return Answer.seeOther(MembersPaths.outbox).with(notice: notice)
    }
}
