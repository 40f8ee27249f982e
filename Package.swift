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

/// The tests of one module. They may use every module, for a test drives the real thing.
func tests(of name: String) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: ["ServiceCore", "ServicePlugins", "ServiceURLSession", "ServiceMocks", "TestSupport"],
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
        .library(name: "ServiceMocks", targets: ["ServiceMocks"]),
    ],
    targets: [
        .target(name: "ServiceCore", swiftSettings: settings),
        product("ServiceURLSession"),
        product("ServicePlugins"),
        product("ServiceLimits"),
        product("ServiceMocks"),
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
        tests(of: "ServiceCore"),
        tests(of: "ServiceURLSession"),
        tests(of: "ServicePlugins"),
        tests(of: "ServiceMocks"),
        .testTarget(
            name: "ServiceLimitsTests",
            dependencies: ["ServiceCore", "ServiceLimits", "ServicePlugins", "ServiceMocks", "TestSupport"],
            swiftSettings: settings
        ),
    ],
    swiftLanguageModes: [.v6]
)
