// swift-tools-version: 6.2

import PackageDescription

/// Products of the package that the examples are about.
func products(_ names: String...) -> [Target.Dependency] {
    names.map { .product(name: $0, package: "swift-service-client") }
}

let package = Package(
    name: "Examples",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "swift-service-client", path: "..")],
    targets: [
        .executableTarget(
            name: "quickstart",
            dependencies: products("ServiceCore", "ServicePlugins", "ServiceURLSession", "ServiceMocks")
        ),
        .executableTarget(
            name: "logging",
            dependencies: products(
                "ServiceCore",
                "ServicePlugins",
                "ServiceLogging",
                "ServiceURLSession",
                "ServiceMocks"
            )
        ),
        .executableTarget(
            name: "digitalocean",
            dependencies: products(
                "ServiceCore",
                "ServicePlugins",
                "ServiceURLSession",
                "ServiceMocks",
                "ServiceModels"
            )
        ),
        // Tests as a user of the package writes them.
        .testTarget(
            name: "QuickstartTests",
            dependencies: ["quickstart"]
                + products("ServiceCore", "ServicePlugins", "ServiceURLSession", "ServiceMocks", "ServiceMocksTesting"),
            resources: [.copy("Cassettes")]
        ),
    ],
    swiftLanguageModes: [.v6]
)
