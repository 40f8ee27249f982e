// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "Examples",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "swift-service-client", path: "..")],
    targets: [
        .executableTarget(
            name: "quickstart",
            dependencies: [
                .product(name: "ServiceCore", package: "swift-service-client"),
                .product(name: "ServicePlugins", package: "swift-service-client"),
                .product(name: "ServiceURLSession", package: "swift-service-client"),
                .product(name: "ServiceMocks", package: "swift-service-client"),
            ]
        )
    ],
    swiftLanguageModes: [.v6]
)
