import Foundation
import ServiceCore
import ServiceMocks
import ServicePlugins
import ServiceURLSession
import Synchronization
import TestSupport
import Testing

// The figures are those of a whole process, so the test has one of its own.
#if os(Linux)
    @Suite("Twenty thousand calls", .timeLimit(.minutes(10)))
    struct SoakTests {
        @Test("with 64 in flight, faults and cancellations: each ends once, and memory and descriptors come back")
        func soak() async {
            await #expect(processExitsWith: .success) {
                // Fewer under an instrument that slows everything down, whose own memory is not ours to judge.
                let reduced = ProcessInfo.processInfo.environment["SOAK_CALLS"].flatMap { Int($0) }
                let calls = reduced ?? 20_000
                // As many calls as are measured: the pools, caches and pages of the allocator that they need stay.
                _ = try await Soak(seed: 1).run(0..<calls, inFlight: 64)
                let descriptors = try openDescriptorCount()
                let memory = try residentMemory()

                let tally = try await Soak(seed: 2).run(0..<calls, inFlight: 64)
                #expect(tally.answers + tally.failures + tally.cancellations == calls)
                #expect(tally.answers > calls / 2)
                #expect(tally.failures > calls / 10)
                #expect(tally.cancellations > calls / 20)

                // The session gives up its connections on a queue of its own, soon after it was told.
                while try openDescriptorCount() > descriptors { await Task.yield() }
                let grown = try residentMemory() - memory
                #expect(reduced != nil || grown < 24 << 20, "the memory has grown by \(grown >> 20) MiB")
            }
        }
    }

    /// What a server does to a call, and what must come of it.
    private enum Fate: CaseIterable {
        case answered, chunked, failedStatus, resetBeforeHead, resetInBody, closedInBody, malformed
        case cancelledBeforeStart, cancelledAtServer, cancelledInBody, racedByCancellation

        static func of(_ id: Int, seed: UInt64) -> Fate {
            var random = SplitMix(seed: seed &+ UInt64(id))
            // Half of the calls meet no fault, so that faults find connections in use.
            return Bool.random(using: &random) ? .answered : allCases.randomElement(using: &random) ?? .answered
        }
    }

    /// What came of the calls.
    struct Tally {
        var answers = 0
        var failures = 0
        var cancellations = 0
    }

    private final class Soak: Sendable {
        private let seed: UInt64
        private let callers = Mutex<[Int: Task<Int, any Error>]>([:])

        init(seed: UInt64) {
            self.seed = seed
        }

        /// Runs calls against a server of its own, and closes both ends.
        func run(_ ids: Range<Int>, inFlight: Int) async throws -> Tally {
            let configuration = MockServer.Configuration(recordingLimit: 16)
            let server = try MockServer(configuration: configuration) { [self] request in answer(request) }
            let client = try ServiceClient(
                name: "soak",
                baseURL: server.url,
                endpoints: ["echo": .get("/echo/{id}")],
                transport: .urlSession(),
                plugins: [PathTokens(), Headers(["accept": "application/json"]), Timeout(.seconds(60)), Elapsed()]
            )
            let tally = try await run(ids, inFlight: inFlight, client)
            let leftCallers = callers.withLock { $0.count }
            #expect(leftCallers == 0)
            await client.close()
            await server.stop()
            return tally
        }

        @discardableResult
        private func run(_ ids: Range<Int>, inFlight: Int, _ client: ServiceClient) async throws -> Tally {
            try await withThrowingTaskGroup(of: Tally.self) { group in
                for worker in 0..<inFlight {
                    group.addTask { [self] in
                        var tally = Tally()
                        for id in ids where id % inFlight == worker { try await call(id, client, &tally) }
                        return tally
                    }
                }
                return try await group.reduce(into: Tally()) { sum, part in
                    sum.answers += part.answers
                    sum.failures += part.failures
                    sum.cancellations += part.cancellations
                }
            }
        }

        private func call(_ id: Int, _ client: ServiceClient, _ tally: inout Tally) async throws {
            let fate = Fate.of(id, seed: seed)
            let task = callers.withLock { callers in
                // Made under the lock, so that the server finds the caller however fast the request is there.
                let task = Task { try await client.call("echo", .pathTokens(["id": id])).data["id"].int ?? -1 }
                callers[id] = task
                return task
            }
            if fate == .cancelledBeforeStart { task.cancel() }
            let result = await task.result
            callers.withLock { _ = $0.removeValue(forKey: id) }

            switch (fate, result) {
            case (.answered, .success(id)), (.chunked, .success(id)), (.failedStatus, .success(id)): tally.answers += 1
            case (.racedByCancellation, .success(id)): tally.answers += 1
            case (_, .success(let other)): Issue.record("call \(id), \(fate), was answered with \(other)")
            case (.resetBeforeHead, .failure(let error as ServiceError)),
                (.resetInBody, .failure(let error as ServiceError)),
                (.closedInBody, .failure(let error as ServiceError)),
                (.malformed, .failure(let error as ServiceError)):
                if error.code != .transportFailed { Issue.record("call \(id), \(fate): \(error)") }
                tally.failures += 1
            case (.cancelledBeforeStart, .failure(is CancellationError)),
                (.cancelledAtServer, .failure(is CancellationError)),
                (.cancelledInBody, .failure(is CancellationError)),
                (.racedByCancellation, .failure(is CancellationError)):
                tally.cancellations += 1
            case (_, .failure(let error)): Issue.record("call \(id), \(fate), failed: \(error)")
            }
        }

        private func answer(_ request: RecordedRequest) -> Answer {
            guard let id = Int(request.path.dropFirst("/echo/".count)) else { return .status(404) }
            let body = #"{"id": \#(id), "padding": "\#(String(repeating: "x", count: id % 2_000))"}"#
            switch Fate.of(id, seed: seed) {
            case .answered: return .json(body)
            case .chunked: return .chunked([Array(body.utf8.prefix(7)), Array(body.utf8.dropFirst(7))])
            case .failedStatus: return .json(body, status: 503)
            case .resetBeforeHead: return .json(body).with(.reset(.beforeHead))
            case .resetInBody: return .json(body).with(.reset(.inBody(after: 3)))
            case .closedInBody: return .json(body).with(.close(.inBody(after: 3)))
            case .malformed: return .raw("SIP/2.0 nonsense\r\n\r\n")
            case .cancelledBeforeStart: return .json(body)
            case .cancelledAtServer:
                cancelCaller(id)
                return .json(body).with(.stall(.beforeHead))
            case .cancelledInBody:
                cancelCaller(id)
                return .json(body).with(.stall(.inBody(after: 3)))
            case .racedByCancellation:
                cancelCaller(id)
                return .json(body)
            }
        }

        private func cancelCaller(_ id: Int) {
            callers.withLock { $0[id] }?.cancel()
        }
    }
#endif
