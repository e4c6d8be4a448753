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
        router.add(middleware: UnknownAddress(door: door))
        for route in routes {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                await door.answer(route, request, context)
            }
        }
        refuseOtherMethods(routes, router, door)
        router.get("\(assetPath)/{version}/**") { request, context in
            guard let name = context.parameters.getCatchAll().joined(separator: "/") as String?, let file = assets.file(name) else {
                return await door.answer(Failure(Problem.notFound), .page, request, context)
            }
            var headers: HTTPFields = [.contentType: file.type, .cacheControl: "public, max-age=31536000, immutable"]
            SecurityHeaders.add(to: &headers, secure: door.house.site.isSecure)
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: file.bytes)))
        }
        return router
    }

    static let assetPath = "/assets"

    private static func refuseOtherMethods(_ routes: [Route], _ router: Router<VisitContext>, _ door: Door) {
        let all: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete, .options]
        for (path, rows) in Dictionary(grouping: routes, by: \.path).sorted(by: { $0.key < $1.key }) {
            let known = Set(rows.map(\.method))
            let allow = (known.map(\.rawValue) + (known.contains(.get) ? ["HEAD"] : [])).sorted().joined(separator: ", ")
            for method in all where !known.contains(method) {
                router.on(RouterPath(path), method: method) { request, context in
                    var response = await door.answer(Failure(status: .methodNotAllowed), rows[0].kind, request, context)
                    response.headers[.allow] = allow
                    return response
                }
            }
        }
    }
}

/// An address that no table knows gets the same good answer as anything else that is missing.
struct UnknownAddress: RouterMiddleware {
    let door: Door

    func handle(
        _ request: Request, context: VisitContext, next: (Request, VisitContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let failure = (error as? HTTPError)?.status == .notFound ? Failure(Problem.notFound) : Failure(error)
            return await door.answer(failure, request.uri.path.hasPrefix("/api/") ? .api : .page, request, context)
        }
    }
}
