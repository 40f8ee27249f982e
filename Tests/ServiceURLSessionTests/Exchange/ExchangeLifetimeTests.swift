import ServiceCore
import ServiceMocks
import Testing

@testable import ServiceURLSession

/// Nothing keeps an exchange that is over: a session lives as long as its client, and would gather them.
@Suite(.timeLimit(.minutes(10)))
struct ExchangeLifetimeTests {
    static let answers: [Answer] = [
        .text("ok"),
        .text("no", status: 401, headers: ["WWW-Authenticate": "Basic realm=\"a\""]),
        .text("no", status: 401, headers: ["WWW-Authenticate": "Digest realm=\"a\", nonce=\"b\""]),
        .text("no", status: 401, headers: ["WWW-Authenticate": "Negotiate"]),
        .status(401, headers: ["WWW-Authenticate": "Basic realm=\"a\""]),
        .text("ok").with(.reset()),
        .text("ok").with(.stall(.afterHead)),
        .text("moved", status: 302, headers: ["Location": "/"]),
        .raw("SSH-2.0-OpenSSH_9.6\r\n\r\n"),
    ]

    @Test(arguments: answers)
    func anExchangeThatIsOverIsLetGo(answer: Answer) async throws {
        try await MockServer.withServer { _ in
            answer
        } _: { server in
            let owner = SessionOwner(URLSessionTransport.Configuration())
            let origin = ServiceURL.Origin(scheme: "http", host: "127.0.0.1", port: server.port)
            try owner.begin(origin)
            let exchange = try await exchanged(ServiceRequest(url: ServiceURL(origin: origin)), owner)
            while exchange() != nil {
                try Task.checkCancellation()
                await Task.yield()
            }
            owner.end()
            owner.close()
        }
    }

    /// Runs an exchange up to its head, leaves it, and gives a way to look whether it is still there.
    private func exchanged(_ request: ServiceRequest, _ owner: SessionOwner) async throws -> () -> Exchange? {
        let configuration = URLSessionTransport.Configuration()
        let exchange = Exchange(try RequestMessage(request, body: .none), owner: owner, configuration: configuration)
        exchange.start()
        _ = try? await exchange.head()
        exchange.leave()
        return { [weak exchange] in exchange }
    }
}
