import ServiceCore
import ServiceLogging
import Synchronization
import Testing

/// Secrets in header fields, queries, paths, user information, JSON, forms, errors and redirects: none is told.
struct PlantedSecretsTests {
    /// As many calls as `PLANTED_CALLS` says for each seed; 2,500 make 10,000 in all, which take minutes without optimization.
    @Test(arguments: 1...4)
    func noDescriptionTellsASecret(seed: UInt64) async throws {
        let witness = DescriptionWitness()
        let calls = try PlantedCalls(seed: seed, plugins: [witness])
        let pipeline = "\(calls.client.pipeline)"
        let failures = Mutex(0)
        let leaks = try await calls.run(PlantedCalls.count) { call, outcome in
            var texts = witness.drain()
            texts.append(("pipeline", pipeline))
            switch outcome {
            case .success(let response):
                texts += describe(response, call.cut)
            case .failure(let error):
                failures.withLock { $0 += 1 }
                texts += describe(error, call.cut)
            }
            return texts
        }
        #expect(leaks.isEmpty, "\(leaks.prefix(3).joined(separator: "\n"))")
        // Seven of eight endings fail, and no failure came up that nobody planned.
        let share = Double(failures.withLock { $0 }) / Double(PlantedCalls.count)
        #expect((0.5..<0.97).contains(share))
    }

    private func describe(_ error: any Error, _ cut: Int) -> [(name: String, text: String)] {
        var texts = [("error", "\(error)"), ("debug error", String(reflecting: error))]
        guard let error = error as? ServiceError else { return texts }
        texts.append(("redaction.error", error.redaction.error(error)))
        if let cause = error.cause as? TransportError { texts.append(("transport error", "\(cause)")) }
        if let request = error.request {
            let redaction = error.redaction.hidingSecrets(of: request)
            texts += describe(request, error.redaction, cut)
            if let cause = error.cause { texts.append(("cause", redaction.error(cause))) }
        }
        if let response = error.response { texts += describe(response, cut) }
        return texts
    }

    private func describe(_ request: ServiceRequest, _ redaction: Redaction, _ cut: Int) -> [(
        name: String, text: String
    )] {
        var texts = [
            ("request", "\(request)"), ("debug request", String(reflecting: request)), ("URL", "\(request.url)"),
            ("fields", "\(redaction.fields(request.headers))"), ("body", "\(request.body)"),
            ("curl", request.curlCommand()),
            ("curl on lines", request.curlCommand(onLines: true)),
        ]
        for limit in [cut / 5, 4096] {
            let excerpt = redaction.excerpt(of: request.body, headers: request.headers, limit: limit)
            texts.append(("request body, \(limit)", "\(excerpt)"))
        }
        if case .bytes(let bytes) = request.body {
            let masked = redaction.body(bytes, headers: request.headers)
            texts.append(("masked request body", String(decoding: masked, as: UTF8.self)))
        }
        return texts
    }

    private func describe(_ response: ServiceResponse, _ cut: Int) -> [(name: String, text: String)] {
        let redaction = response.redaction.hidingSecrets(of: response.request)
        var texts = [
            ("response", "\(response)"), ("head", "\(redaction.fields(response.headers))"),
            ("response URL", "\(response.url)"),
            ("debug response", String(reflecting: response)),
            ("typed response", "\(TypedResponse(data: (), response: response))"),
        ]
        for limit in [cut, cut / 5] {
            let excerpt = redaction.excerpt(of: response.body, headers: response.headers, limit: limit)
            texts.append(("response body, \(limit)", "\(excerpt)"))
        }
        let masked = redaction.body(response.bytes, headers: response.headers)
        texts.append(("masked response body", String(decoding: masked, as: UTF8.self)))
        return texts + describe(response.request, response.redaction, cut)
    }
}

/// A plugin that describes what it sees at every stage.
private final class DescriptionWitness: RequestPreparing, SendPreparing, ResponseReceiving, FailureObserving,
    EndObserving
{
    private let texts = Mutex<[(name: String, text: String)]>([])

    func drain() -> [(name: String, text: String)] {
        texts.withLock { texts in
            defer { texts = [] }
            return texts
        }
    }

    private func see(_ name: String, _ text: String) { texts.withLock { $0.append((name, text)) } }

    func prepareRequest(_ request: inout ServiceRequest, session: inout ServiceSession) async throws {
        see("prepareRequest", "\(request) \(session) \(request.url)")
    }

    func willSend(_ request: inout ServiceRequest, session: inout ServiceSession) async throws {
        see("willSend", "\(request) \(session) \(request.body)")
        see("curl of willSend", request.curlCommand())
    }

    func didReceive(_ response: inout ServiceResponse, session: inout ServiceSession) async throws {
        see("didReceive", "\(response) \(response.url)")
    }

    func didFail(_ error: ServiceError, session: inout ServiceSession) {
        see("didFail", "\(error) \(session)")
    }

    func didEnd(_ outcome: CallOutcome, session: ServiceSession) {
        see("didEnd", "\(outcome) \(session)")
    }
}
