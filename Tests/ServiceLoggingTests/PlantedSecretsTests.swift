import Foundation
import ServiceCore
import ServiceLogging
import Synchronization
import Testing

/// Secrets in header fields, queries, paths, user information, JSON, forms, errors and redirects: none is told.
struct PlantedSecretsTests {
    /// 2,500 calls for each seed, or as many as `PLANTED_CALLS` says.
    @Test(.timeLimit(.minutes(10)), arguments: 1...4)
    func noDescriptionTellsASecret(seed: UInt64) async throws {
        let witness = DescriptionWitness()
        let calls = try PlantedCalls(seed: seed, plugins: [witness])
        let pipeline = "\(calls.client.pipeline)"
        let failures = Mutex(0)
        var number = 0
        let leaks = try await calls.run(PlantedCalls.count) { call, outcome in
            number += 1
            var texts = witness.drain()
            if number == 1 { texts.append(("pipeline", pipeline)) }
            // In all ways: those that differ little too.
            let description = Describer(cut: call.cut, isInAllWays: number.isMultiple(of: 4))
            switch outcome {
            case .success(let response):
                texts += description.of(response)
            case .failure(let error):
                failures.withLock { $0 += 1 }
                texts += description.of(error)
            }
            return texts
        }
        #expect(leaks.isEmpty, "\(leaks.prefix(3).joined(separator: "\n"))")
        // Seven of eight endings fail, and no failure came up that nobody planned.
        let share = Double(failures.withLock { $0 }) / Double(PlantedCalls.count)
        #expect((0.5..<0.97).contains(share))
    }
}

/// Describes errors, requests and responses in every way that there is.
private struct Describer {
    typealias Texts = [(name: String, text: String)]

    /// Where an excerpt of a body may be cut off.
    let cut: Int
    /// Whether to describe also in those ways that differ from another one in form only.
    let isInAllWays: Bool

    func of(_ error: any Error) -> Texts {
        var texts = [("error", "\(error)")]
        guard let error = error as? ServiceError else { return texts }
        if isInAllWays {
            texts += ways(error)
            texts.append(("redaction.error", error.redaction.error(error)))
            texts.append(("localized error", error.localizedDescription))
        }
        if let cause = error.cause as? TransportError {
            texts.append(("transport error", "\(cause)"))
            if isInAllWays { texts.append(("localized cause", cause.localizedDescription)) }
        }
        if let request = error.request {
            let redaction = error.redaction.hidingSecrets(of: request)
            texts += of(request, redaction)
            if let cause = error.cause { texts.append(("cause", redaction.error(cause))) }
        }
        if let response = error.response { texts += of(response, isOfError: true) }
        return texts
    }

    private func of(_ request: ServiceRequest, _ redaction: Redaction) -> Texts {
        var texts = [
            ("URL", "\(redaction.url(request.url))"), ("fields", "\(redaction.fields(request.headers))"),
            ("body", "\(request.body)"), ("curl", request.curlCommand()),
        ]
        if isInAllWays {
            texts += [("request", "\(request)"), ("curl on lines", request.curlCommand(onLines: true))] + ways(request)
            texts += ways(request.url) + ways(request.body)
        }
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

    func of(_ response: ServiceResponse, isOfError: Bool = false) -> Texts {
        let redaction = response.redaction.hidingSecrets(of: response.request)
        var texts = [
            ("head", "\(redaction.fields(response.headers))"), ("response URL", "\(redaction.url(response.url))"),
        ]
        // An error describes it as well.
        if !isOfError || isInAllWays { texts.append(("response", "\(response)")) }
        if isInAllWays {
            let typed = TypedResponse(data: (), response: response)
            texts += [("typed response", "\(typed)")] + ways(response)
        }
        for limit in [cut, cut / 5] {
            let excerpt = redaction.excerpt(of: response.body, headers: response.headers, limit: limit)
            texts.append(("response body, \(limit)", "\(excerpt)"))
        }
        let masked = redaction.body(response.bytes, headers: response.headers)
        texts.append(("masked response body", String(decoding: masked, as: UTF8.self)))
        // An error has the same request.
        return isOfError ? texts : texts + of(response.request, redaction)
    }

    private func ways(_ value: Any) -> Texts {
        var dumped = ""
        dump(value, to: &dumped)
        return [("debug \(type(of: value))", String(reflecting: value)), ("dump of \(type(of: value))", dumped)]
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
