import Kernel
import Store
import Web

/// The chain that a record stands in, whatever kind of record it is.
struct ThreadHandlers: Sendable {
    let house: House
    /// By kind.
    let rooms: [String: ThreadRoom]

    static let pattern = "/thread/{kind}/{id}"

    var routes: [Route] { [.page(Self.pattern, .signedIn, show)] }

    func show(_ visit: Visit) async throws -> Answer {
        let root = RecordReference(kind: try visit.parameter("kind"), id: try visit.parameter("id"))
        let viewer = visit.viewer
        let thread = try await house.database.read { [rooms] in try Thread(of: root, rooms, for: viewer, $0) }
        guard let thread else { throw Problem.notFound }
        return .page(ThreadPage(thread: thread, words: house.words(visit.language)).page())
    }
}
