import ServiceCore
import ServiceMocks
import ServiceURLSession
import Testing

/// The suite must see what a transport does wrong: each of these is right but for one thing.
struct TransportConformanceTests {
    @Test(arguments: Flaw.allCases)
    func finds(flaw: Flaw) async throws {
        let check = try #require(TransportConformance.checks.first { $0.description == flaw.rawValue })
        try await check.run(knownLimits: limits) { URLSessionTransport() }
        await #expect {
            try await check.run(knownLimits: limits, timeLimit: .seconds(1)) { FlawedTransport(flaw: flaw) }
        } throws: { error in
            (error as? TransportConformance.Failure)?.promise == flaw.rawValue
        }
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
}

private struct FlawedTransport: Transport {
    let flaw: Flaw
    private let base = URLSessionTransport()

    private struct Wrapped: Error {}

    init(flaw: Flaw) {
        self.flaw = flaw
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
        default: break
        }
        do {
            try await base.send(request, deadline: flaw == .ignoresDeadlines ? nil : deadline) { response in
                try await handler(try await spoilt(response))
                if flaw == .callsTwice { try await handler(response) }
            }
        } catch {
            throw flaw == .wrapsErrors ? Wrapped() : error
        }
    }

    func close() async {
        if flaw != .staysOpen { await base.close() }
    }

    private func spoilt(_ response: TransportResponse) async throws -> TransportResponse {
        var response = response
        switch flaw {
        case .joinsCookies: response.head.headers[.setCookie] = response.head.headers[.setCookie]
        case .failsForAnError where response.head.status.kind == .serverError: throw Wrapped()
        case .collectsTheBody, .hidesTruncation:
            var body: [UInt8] = []
            do {
                for try await chunk in response.body { body += chunk }
            } catch {
                guard flaw == .hidesTruncation else { throw error }
            }
            response.body = .bytes(body)
        default: break
        }
        return response
    }
}
