import ServiceCore
import Synchronization

/// What a check works with: the transport, and what is known about it.
struct ConformanceContext: Sendable {
    let transport: any Transport
    let limits: Set<TransportConformance.Limit>

    func has(_ limit: TransportConformance.Limit) -> Bool { limits.contains(limit) }

    /// Runs a check against a server.
    func withServer(
        _ handler: @escaping MockServer.Handler,
        _ body: (MockServer) async throws -> Void
    ) async throws {
        try await MockServer.withServer(handler: handler, body)
    }

    /// Runs a check against a server that gives every request the same answer.
    func withServer(_ answer: Answer, _ body: (MockServer) async throws -> Void) async throws {
        try await withServer({ _ in answer }, body)
    }

    /// Sends a request and reads its response to the end.
    func fetch(_ request: ServiceRequest, deadline: Deadline? = nil) async throws -> Response {
        var result: Response?
        try await transport.send(request, deadline: deadline) { response in
            var body: [UInt8] = []
            for try await chunk in response.body {
                try expect(!chunk.isEmpty, "a chunk of the body was empty")
                body += chunk
            }
            result = Response(head: response.head, body: body)
        }
        guard let result else { throw Finding("send returned and had not called its handler") }
        return result
    }

    /// Sends a request that must fail with one of these codes.
    func expectFailure(
        _ codes: TransportError.Code...,
        of request: ServiceRequest,
        deadline: Deadline? = nil
    ) async throws {
        let error: any Error
        do {
            let response = try await fetch(request, deadline: deadline)
            throw Finding("the request was answered with \(response.head.status) and \(response.body.count) bytes")
        } catch let finding as Finding {
            throw finding
        } catch let other {
            error = other
        }
        try expectError(error, in: codes)
    }

    /// Checks that an error is a `TransportError` with one of these codes.
    func expectError(_ error: any Error, in codes: [TransportError.Code]) throws {
        guard let error = error as? TransportError else {
            throw Finding("it threw \(type(of: error)), which is no TransportError: \(error)")
        }
        guard codes.contains(error.code) else { throw Finding("the error is none of \(codes): \(error)") }
    }

    /// Checks that the transport can be used.
    func expectWorks(on server: MockServer) async throws {
        let response = try await fetch(server.request(path: "/afterwards"))
        try expectEqual(response.head.status, 200, "the status of a request afterwards")
    }
}

/// A response that was read to its end.
struct Response: Sendable {
    let head: ResponseHead
    let body: [UInt8]
}

/// What a check saw and did not expect.
struct Finding: Error {
    let text: String

    init(_ text: String) {
        self.text = text
    }
}

func expect(_ condition: Bool, _ finding: @autoclosure () -> String) throws {
    guard condition else { throw Finding(finding()) }
}

func expectEqual<Value: Equatable>(_ found: Value, _ expected: Value, _ what: @autoclosure () -> String) throws {
    guard found == expected else { throw Finding("\(what()) is \(found) and should be \(expected)") }
}

extension MockServer {
    var origin: ServiceURL.Origin { ServiceURL.Origin(scheme: "http", host: "127.0.0.1", port: port) }

    /// A request to this server.
    func request(
        _ method: RequestMethod = .get,
        path: String = "/",
        query: String? = nil,
        headers: HeaderFields = [:],
        body: RequestBody = .none
    ) -> ServiceRequest {
        ServiceRequest(
            method: method,
            url: ServiceURL(origin: origin, path: path, query: query),
            headers: headers,
            body: body
        )
    }
}

extension Answer {
    /// A body of "first" and "second"; the second piece is sent when a gate is open.
    static func inTwoPieces(_ gate: Gate) -> Answer {
        .stream { body in
            try await body.write("first")
            try await gate.pass()
            try await body.write("second")
        }
    }
}

/// Lets one task wait until another has got somewhere.
final class Gate: Sendable {
    private let isOpen = Monitor(false)

    func open() {
        isOpen.withLock { $0 = true }
    }

    func pass() async throws {
        try await isOpen.wait { $0 ? () : nil }
    }
}

/// Bytes that tell where they stand, so that none can be missing or misplaced unnoticed.
func pattern(_ count: Int, from start: Int = 0) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count)
    while result.count < count {
        let rest = patternPeriod[((start + result.count) % patternPeriod.count)...]
        result += rest.prefix(count - result.count)
    }
    return result
}

private let patternPeriod = (0..<65_536).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
