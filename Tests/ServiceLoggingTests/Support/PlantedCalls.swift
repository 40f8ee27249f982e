import Foundation
import ServiceCore
import ServicePlugins
import Synchronization
import TestSupport

/// Performs planted calls, one after the other, with a client of its own.
///
/// ```swift
/// let leaks = try await PlantedCalls(seed: 1, plugins: [OuterLogger(sink)]).run(10_000) { call, outcome, client in sink.drain() }
/// #expect(leaks.isEmpty)
/// ```
final class PlantedCalls: Sendable {
    /// How many calls a seed makes: `PLANTED_CALLS` of the environment, 2,500 without it.
    static let count = ProcessInfo.processInfo.environment["PLANTED_CALLS"].flatMap { Int($0) } ?? 2500

    let client: ServiceClient
    private let stage: PlantedStage
    private let seed: UInt64

    /// - Parameter plugins: What takes part in the calls, behind the plugins that prepare the request.
    init(seed: UInt64, plugins: [any ServicePlugin] = []) throws {
        let stage = PlantedStage()
        self.stage = stage
        self.seed = seed
        client = try ServiceClient(
            name: "planted",
            baseURL: "https://api.example.com/v1",
            endpoints: [
                "get": .get("/items/{itemId}"), "invite": .get("/invites/{token}"),
                "code": .get("/codes/{inviteCode}/use"), "post": .post("/items"),
            ],
            transport: stage,
            plugins: [PathTokens(secret: ["inviteCode"]), QueryParams(), Headers()] + plugins + [stage],
            maximumBodySize: 600,
            redaction: .standard.hiding("ssn")
        )
    }

    /// Performs calls and looks for their secrets.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - texts: What must not tell a secret of the call, each with a name.
    /// - Returns: What did, the first hundred of it.
    func run(
        _ count: Int,
        texts: (PlantedCall, Result<ServiceResponse, any Error>) async throws -> [(name: String, text: String)]
    ) async throws -> [String] {
        var planter = SecretPlanter(seed: seed)
        var leaks: [String] = []
        for number in 0..<count where leaks.count < 100 {
            let call = planter.call()
            let outcome = await perform(call)
            // Nothing here ever waits, and other tests want to run.
            await Task.yield()
            let search = SecretSearch(call.signs)
            for (name, text) in try await texts(call, outcome) where search.finds(in: text) {
                leaks.append(
                    "call \(number), \(call.ending), \(name) tells \(search.findings(in: text)): \(text.prefix(800))"
                )
            }
        }
        return leaks
    }

    private func perform(_ call: PlantedCall) async -> Result<ServiceResponse, any Error> {
        stage.begin(call)
        do {
            return .success(try await client.call(call.endpoint, payload: call.payload, options: call.options).response)
        } catch {
            return .failure(error)
        }
    }
}

/// The transport, and the last of the plugins: it lets a call end as it should.
private final class PlantedStage: Transport, SendPreparing, BodyReading {
    private let current = Mutex<PlantedCall?>(nil)

    func begin(_ call: PlantedCall) { current.withLock { $0 = call } }

    private func failure(at ending: PlantedCall.Ending) -> (any Error)? {
        current.withLock { $0.flatMap { $0.ending == ending ? $0.failure : nil } }
    }

    func willSend(_ request: inout ServiceRequest, session: inout ServiceSession) async throws {
        if let failure = failure(at: .hookBefore) { throw failure }
    }

    func send(
        _ request: ServiceRequest,
        deadline: Deadline?,
        handler: (TransportResponse) async throws -> Void
    ) async throws {
        guard let call = current.withLock({ $0 }) else { return }
        guard let answer = call.answer else { throw call.failure }
        try await handler(answer)
    }

    func didRead(_ response: inout ServiceResponse, session: inout ServiceSession) async throws {
        if let failure = failure(at: .hookAfter) { throw failure }
    }
}
