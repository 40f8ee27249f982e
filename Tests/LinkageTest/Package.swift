// swift-tools-version: 6.2

import PackageDescription

/// A program that brings its own transport, built by Scripts/check-products.sh to see what it links.
let package = Package(
    name: "LinkageTest",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "swift-service-client", path: "../..")],
    targets: [
        .executableTarget(
            name: "LinkageTest",
            dependencies: [
                .product(name: "ServiceCore", package: "swift-service-client"),
                .product(name: "ServicePlugins", package: "swift-service-client"),
            ],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
            ]
        )
    ],
    swiftLanguageModes: [.v6]
)
