// swift-tools-version: 6.1
import PackageDescription

// One target per room. Arrows point down only: SwiftPM refuses a cycle, and the build is always run with
// `--explicit-target-dependency-import-check error`, which refuses an import that is not declared here.

let careful: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
]

let ground: [Target.Dependency] = ["Kernel", "Store", "Web", "Trail", "Members"]

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

/// A part of the house. Parts with a Resources folder carry it whole.
/// - Parameter isHot: built optimised even for tests, which start the program hundreds of times and wait for this part of it.
func part(_ name: String, _ dependencies: [Target.Dependency], resources: Bool = false, readmes: [String] = ["README.md"], isHot: Bool = false) -> Target {
    .target(
        name: name,
        dependencies: dependencies,
        exclude: readmes,
        resources: resources ? [.copy("Resources")] : [],
        swiftSettings: careful + (isHot ? [.unsafeFlags(["-O"], .when(configuration: .debug))] : [])
    )
}

/// The tests of parts, mirroring their folders.
func tests(_ name: String, _ parts: [String], _ products: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: Set([name, "TestKit", "Kernel"] + parts).sorted().map { .init(stringLiteral: $0) } + products,
        swiftSettings: careful
    )
}

let package = Package(
    name: "ponte",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "ponte", targets: ["ponte"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        // C libraries of the system, each from a Debian -dev package.
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CQrencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CMarkdown", providers: [.apt(["libcmark-gfm-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
        .systemLibrary(name: "CMagic", providers: [.apt(["libmagic-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),

        // Ground floor.
        part("Kernel", [], isHot: true),
        part("Store", ["Kernel", logging]),
        part("StoreSQLite", ["Kernel", "Store", grdb]),
        part("StorePostgres", ["Kernel", "Store", "CPostgres", logging]),
        part("Text", ["CStemmer"], isHot: true),
        part("Web", ["Kernel", "Store", "CMarkdown", "CSodium", "CZlib", hummingbird, logging, httpTypes, nio], resources: true, isHot: true),
        part("Trail", ["Kernel", "Store", "CSodium"], resources: true),
        part("Members", ["Kernel", "Store", "Web", "Trail", "CSodium", "COpenSSL", "CQrencode", httpTypes, jwt], resources: true),
        part("Files", ["Kernel", "Store", "Web", "Trail", "CMagic", "CZip", httpTypes], resources: true),

        // Rooms.
        part("Compendium", ground + ["Files", "Text"], resources: true),
        part("Matching", ground + ["Text", httpTypes], resources: true, readmes: ["README.md", "Engine/README.md"], isHot: true),

        part("Publishing", ground + [httpTypes], resources: true),
        part("Partnerships", ground + [httpTypes], resources: true),
        part("Transfers", ground + [httpTypes], resources: true),
        part("Gatherings", ground + [httpTypes], resources: true),
        part("Programmes", ground + [httpTypes], resources: true),

        // Composition root and executable.
        part("App", ground + ["Compendium", "Files", "Gatherings", "Matching", "Partnerships", "Publishing", "Transfers", "Programmes", "Text", "StoreSQLite", "StorePostgres", "CCurl", hummingbird, configuration, system, logging, httpTypes, nio, lifecycle], resources: true),
        .executableTarget(name: "ponte", dependencies: ["App", "Kernel", "Store", "Compendium", "Files", "Gatherings", "Matching", "Members", "Partnerships", "Programmes", "Trail", "Transfers", "Web", "Text", arguments, logging, httpTypes], swiftSettings: careful),

        part("TestKit", ["Kernel", "Store", "StoreSQLite", "StorePostgres", "Web", "Members", "Trail", "App", "Compendium", "Files", "Gatherings", "Matching", "Partnerships", "Publishing", "Transfers", "Programmes", .product(name: "HummingbirdTesting", package: "hummingbird"), hummingbird, logging, httpTypes, nio]),

        // Tests.
        tests("Kernel", []),
        tests("Store", ["StoreSQLite", "StorePostgres"]),
        tests("Text", []),
        tests("Trail", ["Store"]),
        tests("Web", ["Store"], [httpTypes, nio]),
        tests("Members", ["Store", "Trail", "Web"], [httpTypes, jwt]),
        tests("Files", ["App", "Members", "Store", "Trail", "Web"], [httpTypes]),
        tests("Compendium", ["Files", "Members", "Store", "Trail", "Web", "App"], [httpTypes]),
        tests("Matching", ["Members", "Store", "Text", "Trail", "Web", "App", "Compendium"], [httpTypes]),
        tests("Publishing", ["Members", "Store", "Trail", "Web", "App"], [httpTypes]),
        tests("Partnerships", ["Matching", "Members", "Store", "Trail", "Web", "App"], [httpTypes]),
        tests("Transfers", ["Members", "Store", "Trail", "Web", "App", "Compendium", "Matching"], [httpTypes]),
        tests("Gatherings", ["Members", "Store", "Trail", "Web", "App"], [httpTypes]),
        tests("Programmes", ["Members", "Store", "Trail", "Web", "App"], [httpTypes]),
        tests("App", ["Compendium", "Files", "Gatherings", "Matching", "Partnerships", "Publishing", "Transfers", "Programmes", "Members", "Store", "StorePostgres", "Text", "Trail", "Web"], [httpTypes]),
    ]
)
