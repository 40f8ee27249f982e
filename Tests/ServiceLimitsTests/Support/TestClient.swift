import ServiceCore

/// A transport without a network: a closure answers, told the path.
struct ClosureTransport: Transport {
    typealias Answer = @Sendable (_ path: String) async throws -> TransportResponse

    let answer: Answer

    init(_ answer: @escaping Answer = { _ in .text("{}") }) {
        self.answer = answer
    }

    func send(_ request: ServiceRequest, deadline: Deadline?, handler: TransportResponse.Handler) async throws {
        try await handler(try await answer(request.url.path))
    }
}

/// A transport that keeps every request until the test lets it go.
final class HeldTransport: Transport {
    /// The paths, in the order in which they were sent.
    let sent = Log<String>()
    private let gates: [String: Gate]

    init(_ paths: String...) {
        gates = Dictionary(uniqueKeysWithValues: paths.map { ($0, Gate()) })
    }

    func letGo(_ path: String) { gates[path]?.open() }

    func send(_ request: ServiceRequest, deadline: Deadline?, handler: TransportResponse.Handler) async throws {
        sent.append(request.url.path)
        try await gates[request.url.path]?.wait()
        try await handler(.text("{}"))
    }
}

extension TransportResponse {
    static func text(_ text: String, status: ResponseStatus = 200) -> Self {
        Self(head: ResponseHead(status: status), body: .bytes(Array(text.utf8)))
    }

    static func streamed(_ next: @escaping @Sendable () async throws -> [UInt8]?) -> Self {
        Self(head: ResponseHead(status: 200), body: .stream(next))
    }
}

extension ServiceClient {
    /// A client of `https://api.test` with the endpoints `a` to `e`, whose paths are their names.
    static func testing(
        _ plugins: any ServicePlugin...,
        transport: some Transport = ClosureTransport(),
        endpoints: Endpoints = ["a": .get("/a"), "b": .get("/b"), "c": .get("/c"), "d": .get("/d"), "e": .post("/e")],
        codec: some ServiceCodec = .json,
        clock: some Clock<Duration> = ContinuousClock()
    ) throws -> ServiceClient {
        try ServiceClient(
            name: "test",
            baseURL: "https://api.test",
            endpoints: endpoints,
            codec: codec,
            transport: transport,
            plugins: plugins,
            clock: clock
        )
    }
}

/// Notes what a session says when its call has ended.
struct WatchEnd<Entry: Sendable>: EndObserving {
    let log: Log<Entry>
    let entry: @Sendable (ServiceSession) -> Entry

    func didEnd(_ outcome: CallOutcome, session: ServiceSession) {
        log.append(entry(session))
    }
}

/// Makes several attempts, one after the other, whatever becomes of them, and keeps the last.
struct Repeat: CallIntercepting {
    let times: Int
    var inBetween: @Sendable () -> Void = {}

    func interceptCall(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: CallNext
    ) async throws -> ServiceResponse {
        for _ in 1..<times {
            _ = try? await next(request, session: &session)
            inBetween()
        }
        return try await next(request, session: &session)
    }
}

extension Task where Failure == any Error {
    /// The error with which the task ended.
    var serviceError: ServiceError? {
        get async {
            if case .failure(let error) = await result { error as? ServiceError } else { nil }
        }
    }

    /// Whether the task ended with `CancellationError`.
    var endedInCancellation: Bool {
        get async {
            if case .failure(let error) = await result { error is CancellationError } else { false }
        }
    }
}
