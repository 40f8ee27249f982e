// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
]

/// A product module: it imports the core and never a sibling.
func product(_ name: String) -> Target {
    .target(name: name, dependencies: ["ServiceCore"], swiftSettings: settings)
}

/// The tests of one module. They may use the others that a test drives the real thing with.
func tests(of name: String) -> Target {
    let common: Set = ["ServiceCore", "ServicePlugins", "ServiceURLSession", "ServiceMocks", "TestSupport"]
    return .testTarget(
        name: "\(name)Tests",
        dependencies: common.union([name]).sorted().map { .target(name: $0) },
        swiftSettings: settings
    )
}

let package = Package(
    name: "swift-service-client",
    platforms: [.macOS(.v15), .iOS(.v18), .tvOS(.v18), .watchOS(.v11), .visionOS(.v2)],
    products: [
        .library(name: "ServiceCore", targets: ["ServiceCore"]),
        .library(name: "ServiceURLSession", targets: ["ServiceURLSession"]),
        .library(name: "ServicePlugins", targets: ["ServicePlugins"]),
        .library(name: "ServiceLimits", targets: ["ServiceLimits"]),
        .library(name: "ServiceLogging", targets: ["ServiceLogging"]),
        .library(name: "ServiceMocks", targets: ["ServiceMocks"]),
        .library(name: "ServiceMocksTesting", targets: ["ServiceMocksTesting"]),
        .library(name: "ServiceModels", targets: ["ServiceModels"]),
    ],
    targets: [
        .target(name: "ServiceCore", swiftSettings: settings),
        product("ServiceURLSession"),
        product("ServicePlugins"),
        product("ServiceLimits"),
        product("ServiceLogging"),
        product("ServiceMocks"),
        // The one product that imports a sibling: it links Testing, which an app that links ServiceMocks must not.
        .target(
            name: "ServiceMocksTesting",
            dependencies: ["ServiceCore", "ServiceMocks"],
            swiftSettings: settings
        ),
        product("ServiceModels"),
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
        tests(of: "ServiceCore"),
        tests(of: "ServiceURLSession"),
        tests(of: "ServicePlugins"),
        tests(of: "ServiceLimits"),
        tests(of: "ServiceLogging"),
        tests(of: "ServiceMocks"),
        tests(of: "ServiceMocksTesting"),
        tests(of: "ServiceModels"),
    ],
    swiftLanguageModes: [.v6]
)
