import Hummingbird
import Kernel
import Logging
import ServiceLifecycle
import Trail
import Web

/// Serves until it is told to stop; then finishes what was begun, within seconds.
public struct Server: Sendable {
    let installation: Installation

    public init(_ installation: Installation) { self.installation = installation }

    /// - Parameter onReady: called with the port once answers are given.
    public func run(onReady: @escaping @Sendable (Int) async -> Void) async throws {
        let settings = installation.settings
        var application = Application(
            router: installation.router,
            server: .http1(
                // A need may stand in an address; one that is far too long gets a page that says so, with what was typed.
                configuration: .init(idleTimeout: .seconds(60), httpDecoderConfiguration: .init(maxHeaderFieldSize: 1_000_000, maxHeaderListSize: 1_000_000))),
            configuration: .init(address: .hostname(settings.host, port: settings.port), serverName: nil),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? settings.port) },
            logger: installation.house.logger)
        application.addServices(Background(installation))
        var configuration = ServiceGroupConfiguration(
            services: [.init(service: application)], gracefulShutdownSignals: [.sigterm, .sigint], logger: installation.house.logger)
        // Whoever owes the rest of a form, or does not take an answer, is not waited for any longer.
        configuration.maximumGracefulShutdownDuration = .seconds(4)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch is CancellationError {}
        await installation.house.database.close()
    }
}
