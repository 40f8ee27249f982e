// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "swift-service-client", path: "..")],
    targets: [
        .target(name: "AllocationCounter"),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "AllocationCounter",
                .product(name: "ServiceCore", package: "swift-service-client"),
                .product(name: "ServicePlugins", package: "swift-service-client"),
                .product(name: "ServiceLimits", package: "swift-service-client"),
                .product(name: "ServiceLogging", package: "swift-service-client"),
                .product(name: "ServiceModels", package: "swift-service-client"),
            ],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)
