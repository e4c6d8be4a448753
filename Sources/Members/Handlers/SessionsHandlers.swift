import Kernel
import Store
import Trail
import Web

/// Who is signed in, on how many devices; and ending that.
struct SessionsHandlers: Sendable {
    let house: House
    let trail: Trail

    static let pageLength = 50

    func show(_ visit: Visit) async throws -> Answer {
        let (now, after) = (house.clock.now, visit.query.text("after"))
        let (people, devices) = try await house.database.read { reader in
            (try Sessions.people(at: now, after: after, limit: Self.pageLength + 1, reader), try reader.number("SELECT count(*) AS n FROM session WHERE expires_at > \(now)"))
        }
        return .page(SessionsPage.page(people, devices: devices, isFirst: after == nil, own: try visit.person().id, house.words(visit.language)))
    }

    /// Everywhere; who ends their own keeps the one they are working in.
    func end(_ visit: Visit) async throws -> Answer {
        let (actor, person) = (try visit.person(), PersonID(visit.form["person"] ?? ""))
        try await house.database.write { [trail] writer in
            let kept: SQL = person == actor.id ? "AND digest <> \(actor.session)" : ""
            guard try writer.run("DELETE FROM session WHERE person_id = \(person) \(kept)") > 0 else { return }
            try trail.record(Fact("session.closedEverywhere", RecordReference(person), by: .person(actor.id)), in: writer)
        }
        return Answer.seeOther(MembersPaths.sessions).with(notice: "members.sessions.ended")
    }
}
