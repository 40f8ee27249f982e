import ServiceCore
import ServiceMocks
import ServiceURLSession
import Testing

/// What is refused, in an error that names it, before anything is sent.
struct RequestMessageTests {
    private static let origin = ServiceURL.Origin(scheme: "http", host: "127.0.0.1", port: 1)

    private func expectRefused(_ request: ServiceRequest, naming part: String) async {
        await #expect {
            try await URLSessionTransport().send(request, deadline: nil) { _ in }
        } throws: { error in
            let error = error as? TransportError
            return error?.code == .unsupported && error?.message.contains(part) == true
        }
    }

    @Test(arguments: [
        "Connection", "host", "Transfer-Encoding", "Content-Length", "expect", "TE", "Trailer", "Upgrade", "keep-alive",
    ])
    func refusesField(name: String) async {
        let headers: HeaderFields = [HeaderField.Name(name): "7"]
        let request = ServiceRequest(url: ServiceURL(origin: Self.origin), headers: headers)
        await expectRefused(request, naming: name)
    }

    @Test(arguments: ["/a|b", "/a b", "/a%zz", "/../a", "/a/./b", "/a/%2E%2e/b", "/é"])
    func refusesPath(path: String) async {
        await expectRefused(ServiceRequest(url: ServiceURL(origin: Self.origin, path: path)), naming: "127.0.0.1")
    }

    @Test(arguments: ["CONNECT", "A B", "", "get"] as [RequestMethod])
    func refusesMethod(method: RequestMethod) async {
        await expectRefused(
            ServiceRequest(method: method, url: ServiceURL(origin: Self.origin)),
            naming: method.rawValue
        )
    }

    @Test(arguments: [.get, .head] as [RequestMethod])
    func refusesBody(method: RequestMethod) async {
        let request = ServiceRequest(method: method, url: ServiceURL(origin: Self.origin), body: .bytes([1]))
        await expectRefused(request, naming: method.rawValue)
    }

    @Test func refusesScheme() async {
        let origin = ServiceURL.Origin(scheme: "ftp", host: "a")
        await expectRefused(ServiceRequest(url: ServiceURL(origin: origin)), naming: "ftp")
    }

    @Test func acceptsWhatItWouldWriteItself() async throws {
        try await MockServer.withServer(handler: { _ in .text("ok") }) { server in
            let origin = ServiceURL.Origin(scheme: "http", host: "127.0.0.1", port: server.port)
            let headers: HeaderFields = ["host": origin.authority, "content-length": "3"]
            let url = ServiceURL(origin: origin)
            try await URLSessionTransport().send(
                ServiceRequest(method: .post, url: url, headers: headers, body: .bytes([1, 2, 3])),
                deadline: nil
            ) { _ in }
            #expect(server.requests.first?.headers.values("content-length") == ["3"])
        }
    }
}
