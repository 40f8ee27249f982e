public import ServiceCore

/// A whole service that answers as it is told, and says what was not as expected.
///
/// ```swift
/// let service = try StubService(
///     baseURL: "https://api.example.com/v1",
///     .get("/users/{id}").answers(.json(["name": "Ada"])),
///     .post("/users").json(containing: ["name": "Bob"]).answers(.json(["id": 2], status: 201))
/// )
/// let users = try ServiceClient(…, transport: service)
/// …
/// try service.verify()   // every stub was called, and every call had one
/// ```
/// It is a transport of a client, answers the requests of a ``MockServer`` (``answer(_:)-(RecordedRequest)``), and stands behind the plugin ``Mock``; for
/// the latter, and for a ``verify()`` that is not forgotten, there is `withStubs`.
///
/// The first stub that matches and may still answer does. A call that none answers fails with the nearest stubs and what differs, and fails
/// ``verify()`` too: code that swallows the error is not let off.
public final class StubService: Transport {
    private let basePath: String
    private let clock: ServiceClock
    let ledger: Monitor<StubLedger>

    /// Creates a service.
    ///
    /// - Parameters:
    ///   - baseURL: The base URL of the client, or its path alone; the paths of the stubs lie behind it. Default: none.
    ///   - clock: The clock of delays, for calls without a deadline. Default: `ContinuousClock`.
    ///   - stubs: The stubs, the first that matches wins.
    /// - Throws: ``MockError`` with every stub whose path is none.
    public convenience init(
        baseURL: String = "",
        clock: some Clock<Duration> = ContinuousClock(),
        _ stubs: Stub...
    ) throws {
        try self.init(baseURL: baseURL, clock: clock, stubs)
    }

    /// Creates a service, with the stubs as an array.
    ///
    /// - Throws: ``MockError`` with every stub whose path is none.
    public init(baseURL: String = "", clock: some Clock<Duration> = ContinuousClock(), _ stubs: [Stub]) throws {
        let authority = baseURL.firstRange(of: "://").map { baseURL[$0.upperBound...] }
        var path = authority.map { $0.drop { $0 != "/" } } ?? baseURL[...]
        while path.hasSuffix("/") { path.removeLast() }
        basePath = path.isEmpty || path.hasPrefix("/") ? String(path) : "/" + path
        self.clock = ServiceClock(clock)
        var problems: [String] = []
        let entries = stubs.compactMap { stub in
            do {
                return StubLedger.Entry(stub: stub, pattern: try PathPattern(stub.template))
            } catch {
                problems.append((error as? MockError)?.message ?? "\(error)")
                return nil
            }
        }
        guard problems.isEmpty else { throw MockError(.invalidDefinition, problems.joined(separator: "\n")) }
        ledger = Monitor(StubLedger(entries))
    }

    /// Every call so far, in the order of arrival, those included that no stub answered.
    public var calls: [StubCall] { ledger.withLock(\.calls) }

    /// The state of the service; see ``Stub/then(_:)``.
    public var state: String { ledger.withLock(\.state) }

    /// Answers a request as a transport.
    ///
    /// - Throws: `TransportError` where no stub answers, with a ``MockError`` as its cause; what a stub's function throws.
    public func send(
        _ request: ServiceRequest,
        deadline: Deadline?,
        handler: TransportResponse.Handler
    ) async throws {
        let player = AnswerPlayer(deadline: deadline, clock: clock)
        let call = StubCall(request, body: try await request.body.collected(player.pause))
        let answer: Answer
        do {
            answer = try await self.answer(call, player.pause)
        } catch let error as MockError {
            throw TransportError(.other, error.message, cause: error)
        }
        try await player.play(answer, to: request, handler: handler)
    }

    /// The answer to a request of a ``MockServer``: `MockServer.withServer { try await service.answer($0) } _: { … }`.
    ///
    /// - Throws: ``MockError`` where no stub answers; what a stub's function throws.
    public func answer(_ request: RecordedRequest) async throws -> Answer {
        try await answer(StubCall(request))
    }

    /// The answer to a call that the plugin ``Mock`` hands over.
    ///
    /// - Throws: ``MockError`` where no stub answers; what a stub's function throws.
    public func answer(_ call: MockCall) async throws -> Answer {
        try await answer(StubCall(call.request, body: call.body))
    }

    /// - Parameter pause: Limits the time of a function; without one, whoever asks does.
    private func answer(_ call: StubCall, _ pause: Pause? = nil) async throws -> Answer {
        let entries = ledger.withLock(\.entries)
        let relative = call.relative(to: basePath)
        let matches = entries.enumerated().compactMap { index, entry -> (index: Int, parameters: [String: String])? in
            guard let relative else { return nil }
            let match = StubMatch(entry, relative, .standard)
            return match.differences.isEmpty ? (index, match.parameters) : nil
        }
        let selected: StubLedger.Selection
        switch ledger.withLock({ $0.take(relative ?? call, matches: matches) }) {
        case .answers(let selection): selected = selection
        case .refuses(let reasons):
            let redaction = call.redaction
            let reasons = reasons.map { "\($0.stub.description(redaction)): \($0.reason)" }
            let stubs = entries.map { StubMatch($0, relative ?? call, isElsewhere: relative == nil, redaction) }
            let lines = reasons + (matches.isEmpty ? StubMatch.nearest(stubs, redaction) : [])
            let complaint = "no stub answers \(relative ?? call)" + lines.map { "\n    \($0)" }.joined()
            ledger.withLock { $0.unanswered.append(complaint) }
            throw MockError(.noStub, complaint)
        }
        switch selected.stub.answers {
        case .sequence(let answers):
            return answers.isEmpty ? .status(200) : answers[min(selected.time, answers.count) - 1]
        case .function(let function):
            guard let pause else { return try await function(selected.call) }
            return try await pause.limit { try await function(selected.call) }
        }
    }
}
