import Hummingbird

/// Tells the meter of every request, whatever answers it.
struct Measuring: RouterMiddleware, CustomStringConvertible {
    let meter: RequestMeter

    var description: String { "measuring" }

    func handle(_ request: Request, context: VisitContext, next: (Request, VisitContext) async throws -> Response) async throws -> Response {
        let began = ContinuousClock.now
        meter.begin()
        func end(_ status: Int) {
            let took = (ContinuousClock.now - began).components
            meter.end(
                Self.known.contains(request.method.rawValue) ? request.method.rawValue : "other", Self.pattern(context.endpointPath), status: status,
                seconds: Double(took.seconds) + Double(took.attoseconds) / 1e18)
        }
        do {
            let response = try await next(request, context)
            end(response.status.code)
            return response
        } catch {
            end(500)
            throw error
        }
    }

    /// Where no route answers, the router says "NotFound".
    private static func pattern(_ path: String?) -> String { path.flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "unknown" }

    private static let known: Set<String> = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
}
