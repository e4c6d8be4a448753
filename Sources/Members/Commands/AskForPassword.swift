import Kernel
import Store
import Trail
import Web

/// Writes somebody who has forgotten their password a letter with a link to choose another. For an address that nobody has,
/// nothing is written, and nothing tells the difference.
struct AskForPassword: Sendable {
    /// A second letter in less than this is not written, so that nobody's mailbox is filled by others.
    static let pause: Duration = .seconds(300)

    let email: String

    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            let now = trail.clock.now
            let id = try Accounts.id(ofEmail: email, writer.reader)
            // A fact in both cases, so that both commit and last the same.
            try trail.record(Fact("password.asked", id.map { RecordReference($0) } ?? RecordReference(kind: "person", id: "unknown"), by: .system("visitor")), in: writer)
            guard let id, let person = try PersonRecord.find(id, writer.reader), !person.isDisabled else { return }
            let isAsked = try writer.reader.number(
                "SELECT count(*) AS n FROM one_time_link WHERE person_id = \(id) AND purpose = 'password' AND created_at > \(now.adding(.zero - Self.pause))") > 0
            guard !isAsked else { return }
            let token = try OneTimeLink.make(.password, for: id, at: now, in: writer)
            try SendMail("members.mail.password", to: id, in: person.language, link: MembersPaths.path(MembersPaths.newPassword, token: token))
                .run(house.ids, trail, by: .system("visitor"), in: writer)
        }
    }
}
