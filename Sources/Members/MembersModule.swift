import Foundation
import Kernel
import Store
import Trail
import Web

/// The door of Members: its routes, and who holds a session.
public struct MembersModule: Sendable {
    public let routes: [Route]
    private let house: House
    private let signIn: SignInHandlers

    public init(house: House, trail: Trail, ports: MembersPorts) {
        self.house = house
        let factor = SecondFactor(seal: SealedSecret(installation: ports.secret), trail: trail)
        let desk = ProviderDesk(house: house, ports: ports)
        signIn = SignInHandlers(house: house, trail: trail, factor: factor)
        routes = MembersRoutes.all(
            signIn, AccountHandlers(house: house, trail: trail), AdministrationHandlers(house: house, trail: trail, ports: ports),
            OutboxHandlers(house: house, trail: trail, ports: ports), PeopleHandlers(house: house, trail: trail, factor: factor), LinkHandlers(house: house, trail: trail),
            SecondFactorHandlers(house: house, factor: factor), FirstRunHandlers(house: house, trail: trail, ports: ports),
            ProviderHandlers(house: house, trail: trail, desk: desk), ProviderSignInHandlers(house: house, trail: trail, factor: factor, desk: desk),
            PrivacyHandlers(house: house, trail: trail, ports: ports), TokenHandlers(house: house, trail: trail), WebhookHandlers(house: house, trail: trail, ports: ports),
            RunningHandlers(house: house, trail: trail, ports: ports), OrganisationHandlers(house: house, trail: trail, ports: ports))
    }

    /// Where the first administrator begins; nil when somebody is on record.
    public func firstRunAddress() async throws -> String? {
        guard let token = try await BeginInstallation.offer(house.database) else { return nil }
        return house.site.baseURL + MembersPaths.path(MembersPaths.firstRun, token: token)
    }

    /// Where the name that the network gave itself is kept.
    public static let networkNameSetting = NetworkSettings.nameSetting

    public static let resources = resourceFolder(Bundle.module)

    public static func migrations() throws -> [Migration] {
        try Migration.all(ofRoom: "members", in: resources.appendingPathComponent("migrations"))
    }

    public func findPerson(token: String) async throws -> Viewer.Person? {
        try await Self.findPerson(token: token, house.database, house.clock, asksSecondFactor: !house.site.isDemonstration)
    }

    /// For whom a program acts that shows a token.
    public func findBearer(token: String) async throws -> Viewer.Person? {
        guard token.hasPrefix(AccessToken.prefix), token.utf8.count <= 100 else { return nil }
        let digest = Secrets.digest(token)
        let now = house.clock.now
        let asksSecondFactor = !house.site.isDemonstration
        guard let found = try await house.database.read({ try Tokens.bearer(of: digest, at: now, asksSecondFactor: asksSecondFactor, $0) }) else { return nil }
        // No closer than the day, and so one write a day.
        if found.usedOn != now.day {
            _ = try? await house.database.write { try $0.run("UPDATE access_token SET used_on = \(now.day) WHERE id = \(found.token)") }
        }
        return found.person
    }

    public func signInPage(_ visit: Visit) async throws -> Answer { try await signIn.inPlace(visit) }

    /// - Parameter token: as the cookie holds it.
    public static func findPerson(token: String, _ database: Database, _ clock: Clock, asksSecondFactor: Bool = true) async throws -> Viewer.Person? {
        guard token.utf8.count <= 100 else { return nil }
        let digest = Secrets.digest(token)
        let now = clock.now
        guard let found = try await database.read({ try People.holding(session: digest, at: now, asksSecondFactor: asksSecondFactor, $0) }) else { return nil }
        // The account page says when a session was last used, to some minutes.
        if found.seenAt.adding(.seconds(600)) < now { try? await database.write { try Session.touch(digest, at: now, $0) } }
        return found.person
    }
}
