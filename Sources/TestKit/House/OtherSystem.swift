import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization

/// Another system on this machine that webhooks are sent to: `/well` takes what it is given, `/elsewhere` leads there, `/gone` wants no
/// more, `/broken` fails, `/endless` talks on.
public final class OtherSystem: Sendable {
    private let kept = Mutex<[(body: String, headers: HTTPFields)]>([])

    /// What arrived at `/well`.
    public var taken: [(body: String, headers: HTTPFields)] { kept.withLock { $0 } }

    fileprivate func take(_ body: String, _ headers: HTTPFields) { kept.withLock { $0.append((body, headers)) } }
}

/// Runs the body beside it; it answers at the port the body is given.
public func withOtherSystem<Value: Sendable>(_ body: @escaping @Sendable (OtherSystem, _ port: Int) async throws -> Value) async throws -> Value {
    let system = OtherSystem()
    let router = Router()
    router.post("/well") { request, _ -> HTTPResponse.Status in
        system.take(String(buffer: try await request.body.collect(upTo: 1_000_000)), request.headers)
        return .noContent
    }
    router.post("/elsewhere") { _, _ in Response(status: .found, headers: [.location: "/well"]) }
    router.post("/gone") { _, _ in HTTPResponse.Status.gone }
    router.post("/broken") { _, _ in HTTPResponse.Status.internalServerError }
    router.post("/endless") { _, _ in String(repeating: "a", count: 4_000_000) }
    return try await Application(router: router, logger: TestLog().logger).test(.live) { client in try await body(system, client.port ?? 0) }
}
