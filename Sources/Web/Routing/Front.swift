import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore

/// The context Hummingbird carries along: its own, and the client's address.
public struct VisitContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    public let address: String

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? "local"
    }
}

/// Builds Hummingbird's router from the rooms' tables, the assets, and an answer for everything else.
public enum Front {
    public static func router(_ routes: [Route], door: Door, assets: Assets) -> Router<VisitContext> {
        let router = Router(context: VisitContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: Measuring(meter: door.house.requests))
        router.add(middleware: UnknownAddress(door: door, routes: routes))
        for route in routes {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                await door.answer(route, request, context)
            }
        }
        router.get("\(assetPath)/{version}/**") { request, context in
            guard let name = context.parameters.getCatchAll().joined(separator: "/") as String?, let file = assets.file(name) else {
                return await door.answer(Failure(Problem.notFound), .page, request, context)
            }
            var headers: HTTPFields = [.contentType: file.type, .cacheControl: "public, max-age=31536000, immutable"]
            let compressed = Gzip.isWelcome(request.headers[.acceptEncoding]) ? file.compressed : nil
            headers[.vary] = "Accept-Encoding"
            if compressed != nil { headers[.contentEncoding] = "gzip" }
            SecurityHeaders.add(to: &headers, secure: door.house.site.isSecure)
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: compressed ?? file.bytes)))
        }
        return router
    }

    static let assetPath = "/assets"
}

/// An address that no table knows, or a method that the address does not know, gets the same good answer as anything else that
/// is missing.
struct UnknownAddress: RouterMiddleware, CustomStringConvertible {
    let door: Door
    let routes: [Route]

    var description: String { "unknown address" }

    func handle(
        _ request: Request, context: VisitContext, next: (Request, VisitContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let response = await refusal(error, request, context)
            return request.method == .head ? response.createHeadResponse() : response
        }
    }

    private func refusal(_ error: any Error, _ request: Request, _ context: VisitContext) async -> Response {
        let isMissing = (error as? HTTPError)?.status == .notFound
        let here = isMissing ? routes.filter { Self.matches($0.path, request.uri.path) } : []
        guard let route = here.first else {
            return await door.answer(isMissing ? Failure(Problem.notFound) : Failure(error), Self.kind(of: request), request, context)
        }
        var response = await door.answer(Failure(status: .methodNotAllowed), route.kind, request, context)
        let known = Set(here.map(\.method.rawValue)).union(here.contains { $0.method == .get } ? ["HEAD"] : [])
        response.headers[.allow] = known.sorted().joined(separator: ", ")
        return response
    }

    private static func kind(of request: Request) -> Route.Kind { request.uri.path.hasPrefix("/api/") ? .api : .page }

    /// Whether a path is one of a pattern such as `/needs/{id}/edit`.
    static func matches(_ pattern: String, _ path: String) -> Bool {
        let parts = pattern.split(separator: "/")
        let given = path.split(separator: "/")
        return parts.count == given.count && zip(parts, given).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}
