import Kernel
import Store
import Web

/// Somebody who comes, would come, or was asked to.
struct Registration: Sendable, Equatable {
    enum Role: String, CaseIterable, SQLWord { case participant, host, speaker, expert, facilitator, interpreter, observer }

    enum State: String, CaseIterable, SQLWord {
        case invited, registered, waiting, withdrawn
    }

    let id: RegistrationID
    let gathering: GatheringID
    /// nil: they have no account; `name` and `email` are all that is known.
    let person: PersonID?
    let name: String
    let email: String
    let organisation: String?
    let city: CityID?
    let role: Role
    /// What they need to take part: a lift, an interpreter, a meal.
    let needs: String?
    let language: Language
    let state: State
    let attended: Bool?
    let at: Instant

    /// How long after a gathering its registrations are kept, in days.
    static let keptDays = 365

    /// Where letters about it go: to the person, or by the registration itself to the address in it.
    var correspondent: PersonID { person ?? PersonID(id.rawValue) }

    /// The private part of the address under which it is changed. Made of the id, so that every letter can carry it and nothing secret is kept.
    func token(_ key: String) -> String { "\(id.rawValue).\(Self.seal(id, key))" }

    /// The registration that a token opens; nil when nobody made that token here.
    static func opened(by token: String, _ key: String) -> RegistrationID? {
        guard let dot = token.lastIndex(of: ".") else { return nil }
        let id = RegistrationID(String(token[..<dot]))
        return Secrets.same(seal(id, key), String(token[token.index(after: dot)...])) ? id : nil
    }

    private static func seal(_ id: RegistrationID, _ key: String) -> String { String(Secrets.seal("registration:\(id)", key: key).prefix(40)) }
}
