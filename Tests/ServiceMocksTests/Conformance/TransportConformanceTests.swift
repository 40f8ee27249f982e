import ServiceCore
import ServiceMocks
import ServiceURLSession
import Synchronization
import Testing

/// The suite must see what a transport does wrong: each of these is right but for one thing.
@Suite(.timeLimit(.minutes(10)))
struct TransportConformanceTests {
    @Test(arguments: Flaw.allCases)
    func finds(flaw: Flaw) async throws {
        let check = try #require(TransportConformance.checks.first { $0.description == flaw.rawValue })
        try await check.run(knownLimits: limits) { URLSessionTransport() }

        let clock = ManualClock()
        let transport = FlawedTransport(flaw: flaw) {
            try? await clock.waitForSleepers()
            clock.advance(by: .seconds(60))
        }
        await #expect {
            try await check.run(knownLimits: limits, timeLimit: .seconds(60), clock: clock) { transport }
        } throws: { error in
            guard let failure = error as? TransportConformance.Failure else { return false }
            return failure.promise == flaw.rawValue && failure.finding.contains("not over") == flaw.hangs
        }
        transport.release()
    }

    @Test func aLimitThatIsNotThereIsFound() async throws {
        let name = "a redirect leads to its target, which is told"
        let check = try #require(TransportConformance.checks.first { $0.description == name })
        await #expect(throws: TransportConformance.Failure.self) {
            try await check.run(knownLimits: [.followsNoRedirects]) { URLSessionTransport() }
        }
    }

    @Test func promisesAreDifferent() {
        #expect(Set(TransportConformance.checks.map(\.id)).count == TransportConformance.checks.count)
    }

    private let limits: Set<TransportConformance.Limit> = [
        .joinsRequestFields, .reordersRequestFields, .joinsResponseFields, .reordersResponseFields,
        .collectsStreamedRequests, .announcesMissingBodies, .repeatsOnNewConnection,
    ]
}

/// What a transport does wrong, with the promise that it breaks.
enum Flaw: String, CaseIterable {
    case decodesTheTarget = "a request has the target of its URL, byte for byte"
    case losesFields = "request fields arrive with their values, their number and their order"
    case changesBodies = "a body of bytes arrives, with its length"
    case joinsCookies = "Set-Cookie fields are never joined"
    case failsForAnError = "every status is an answer"
    case collectsTheBody = "a body is handed on while it arrives"
    case hidesTruncation = "a body that is shorter than its length is an error, and the transport works on"
    case wrapsErrors = "an error of the handler comes out unchanged"
    case callsTwice = "the handler is called once"
    case ignoresDeadlines = "a deadline that has passed sends nothing"
    case staysOpen = "close refuses later requests, and lets running ones finish"
    case ignoresCancellation = "a cancellation ends the waiting for the head"
    case changesMethods = "a request has the method that was asked for"
    case addsFields = "nothing is added that changes what a request means"
    case dropsCredentials = "credentials and cookies that the caller gives are sent"
    case losesTheLastByte = "a body in chunks of any size arrives whole"
    case labelsWrongly = "a body with a content coding is decoded and not labelled, or untouched and labelled"
    case hidesTheCause = "a source of a body that fails, fails the request and is its cause"
    case namesNoKind = "a port where nobody listens is a failed connection"
    case sendsWhenCancelled = "a task that is cancelled before sends nothing"
    case leavesASleeper = "a deadline that is kept leaves nobody asleep"
    case keepsConnections = "close gives the connections back"
    case asksAgain = "a 401 that asks for a password is an answer"

    var hangs: Bool { self == .collectsTheBody || self == .ignoresCancellation || self == .keepsConnections }
}

private final class FlawedTransport: Transport {
    private let flaw: Flaw
    private let onHang: @Sendable () async -> Void
    private let base = URLSessionTransport()
    private let stuck = Mutex<Task<Void, any Error>?>(nil)

    private struct Wrapped: Error {}

    /// - Parameter onHang: Called when the flaw has made the transport wait for what never comes.
    init(flaw: Flaw, onHang: @escaping @Sendable () async -> Void) {
        self.flaw = flaw
        self.onHang = onHang
    }

    /// Ends what hangs.
    func release() {
        stuck.withLock(\.self)?.cancel()
    }

    func send(
        _ request: ServiceRequest,
        deadline: Deadline?,
        handler: (TransportResponse) async throws -> Void
    ) async throws {
        var request = request
        switch flaw {
        case .decodesTheTarget: request.url.path.replace("%2F", with: "/")
        case .losesFields: request.headers["x-second"] = nil
        case .changesBodies: if case .bytes(let bytes) = request.body { request.body = .bytes(bytes.reversed()) }
        case .ignoresCancellation: return try await sendStubbornly(request)
        case .changesMethods where request.method == "PROPFIND": request.method = .get
        case .addsFields: request.headers["content-type"] = "text/plain"
        case .dropsCredentials: request.headers[.cookie] = nil
        case .sendsWhenCancelled:
            let copy = request
            try? await Task.detached { [base] in try await base.send(copy, deadline: nil) { _ in } }.value
        case .leavesASleeper:
            if let deadline { stuck.withLock { $0 = Task { try await deadline.sleep() } } }
        case .asksAgain: try await base.send(request, deadline: deadline) { _ in }
        default: break
        }
        do {
            try await base.send(request, deadline: flaw == .ignoresDeadlines ? nil : deadline) { response in
                try await handler(try await spoilt(response))
                if flaw == .callsTwice { try await handler(response) }
            }
        } catch {
            if flaw == .hidesTheCause, let error = error as? TransportError {
                throw TransportError(error.code, error.message)
            }
            if flaw == .namesNoKind { throw TransportError(.other, "failed") }
            throw flaw == .wrapsErrors ? Wrapped() : error
        }
    }

    private func sendStubbornly(_ request: ServiceRequest) async throws {
        let sending = Task { [base] in try await base.send(request, deadline: nil) { _ in } }
        stuck.withLock { $0 = sending }
        try await withTaskCancellationHandler {
            try await sending.value
        } onCancel: {
            Task { [onHang] in await onHang() }
        }
    }

    func close() async {
        if flaw == .keepsConnections { Task { [onHang] in await onHang() } }
        if flaw != .staysOpen, flaw != .keepsConnections { await base.close() }
    }

    private func spoilt(_ response: TransportResponse) async throws -> TransportResponse {
        var response = response
        switch flaw {
        case .joinsCookies: response.head.headers[.setCookie] = response.head.headers[.setCookie]
        case .labelsWrongly: response.head.headers["content-encoding"] = "gzip"
        case .losesTheLastByte:
            var body: [UInt8] = []
            for try await chunk in response.body { body += chunk }
            response.body = .bytes(body.dropLast())
        case .failsForAnError where response.head.status.kind == .serverError: throw Wrapped()
        case .collectsTheBody, .hidesTruncation:
            var body: [UInt8] = []
            do {
                for try await chunk in response.body {
                    if flaw == .collectsTheBody { await onHang() }
                    body += chunk
                }
            } catch {
                guard flaw == .hidesTruncation else { throw error }
            }
            response.body = .bytes(body)
        default: break
        }
        return response
    }
}
