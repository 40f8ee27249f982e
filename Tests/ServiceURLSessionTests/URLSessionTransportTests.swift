import ServiceCore
import ServiceMocks
import Testing

@testable import ServiceURLSession

struct URLSessionTransportTests {
    private func request(_ server: MockServer, body: RequestBody = .none) -> ServiceRequest {
        let origin = ServiceURL.Origin(scheme: "http", host: "127.0.0.1", port: server.port)
        return ServiceRequest(method: .post, url: ServiceURL(origin: origin), body: body)
    }

    @Test func redirectsAreTheAnswerWherePolicyIsManual() async throws {
        var configuration = URLSessionTransport.Configuration()
        configuration.redirects = .manual
        try await TransportConformance.check(named: "a redirect leads to its target, which is told").run(
            knownLimits: [.followsNoRedirects]
        ) { [configuration] in URLSessionTransport(configuration: configuration) }
    }

    @Test func theMaximumOfRedirectsIsExact() async throws {
        try await MockServer.withServer(handler: { request in
            let number = Int(request.path.dropFirst()) ?? 0
            return number == 3 ? .text("end") : .status(307, headers: ["Location": "/\(number + 1)"])
        }) { server in
            var configuration = URLSessionTransport.Configuration()
            configuration.redirects = .follow(maximum: 3)
            try await URLSessionTransport(configuration: configuration).send(request(server), deadline: nil) {
                response in
                #expect(response.head.redirectedURL?.path == "/3")
            }
            configuration.redirects = .follow(maximum: 2)
            await #expect {
                try await URLSessionTransport(configuration: configuration).send(request(server), deadline: nil) { _ in
                }
            } throws: { ($0 as? TransportError)?.code == .redirectFailed }
        }
    }

    @Test func aTransportThatIsDroppedGivesItsConnectionsBack() async throws {
        try await MockServer.withServer(handler: { _ in .text("ok") }) { server in
            try await URLSessionTransport().send(request(server), deadline: nil) { response in
                for try await _ in response.body {}
            }
            try await server.waitForConnections(count: 0)
        }
    }

    @Test func theNumberOfConnectionsToOneHostIsLimited() async throws {
        var configuration = URLSessionTransport.Configuration()
        configuration.maximumConnectionsPerHost = 2
        let transport = URLSessionTransport(configuration: configuration)
        try await MockServer.withServer(handler: { _ in .text("ok") }) { server in
            let request = request(server)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...50 {
                    group.addTask {
                        try await transport.send(request, deadline: nil) { for try await _ in $0.body {} }
                    }
                }
                try await group.waitForAll()
            }
            #expect(server.requestCount == 50)
            #expect((1...2).contains(server.acceptedConnectionCount))
        }
    }

    @Test func aBodyAboveTheLimitOfTheTemporaryFileFails() async throws {
        var configuration = URLSessionTransport.Configuration()
        configuration.bufferSize = 1000
        configuration.temporaryFileLimit = 100_000
        let transport = URLSessionTransport(configuration: configuration)
        let endless = BodyStream { { [UInt8](repeating: 1, count: 1000) } }
        try await MockServer.withServer(handler: { _ in .text("ok") }) { server -> Void in
            await #expect {
                try await transport.send(request(server, body: .stream(endless)), deadline: nil) { _ in }
            } throws: { error in
                (error as? TransportError)?.message.contains("temporaryFileLimit") == true
            }
        }
    }

    @Test func aTemporaryFileMayBeUnlimited() async throws {
        var configuration = URLSessionTransport.Configuration()
        configuration.bufferSize = 10
        configuration.temporaryFileLimit = .max
        let transport = URLSessionTransport(configuration: configuration)
        let stream = BodyStream([[UInt8](repeating: 1, count: 1000)].async)
        try await MockServer.withServer(handler: { .text("\($0.body.count)") }) { server in
            try await transport.send(request(server, body: .stream(stream)), deadline: nil) { response in
                for try await chunk in response.body { #expect(chunk == Array("1000".utf8)) }
            }
        }
    }

    @Test func aTemporaryDirectoryThatIsNotThereIsNamed() async throws {
        var configuration = URLSessionTransport.Configuration()
        configuration.bufferSize = 10
        configuration.temporaryDirectory = "/nonexistent"
        let transport = URLSessionTransport(configuration: configuration)
        let stream = BodyStream([[UInt8](repeating: 1, count: 1000)].async)
        try await MockServer.withServer(handler: { _ in .text("ok") }) { server -> Void in
            await #expect {
                try await transport.send(request(server, body: .stream(stream)), deadline: nil) { _ in }
            } throws: { error in
                "\(error)".contains("/nonexistent")
            }
        }
    }
}

extension TransportConformance {
    fileprivate static func check(named name: String) throws -> Check {
        try #require(checks.first { $0.description == name })
    }
}

extension [[UInt8]] {
    fileprivate var async: AsyncStream<[UInt8]> {
        AsyncStream { continuation in
            for chunk in self { continuation.yield(chunk) }
            continuation.finish()
        }
    }
}
