import Trail
import Web

extension Viewer.Person {
    /// As facts name them: the person, and the token when a program acts for them.
    public var actor: Actor { .person(id, token: token?.id) }
}
