import ServiceCore

extension TransportConformance {
    static let deadlineChecks: [Check] = [
        Check("a deadline that has passed sends nothing") { context in
            try await context.withServer(.text("ok")) { server in
                let clock = ManualClock()
                let deadline = Deadline(in: .zero, on: ServiceClock(clock))
                try await context.expectFailure(.deadlineExceeded, of: server.request(), deadline: deadline)
                try expectEqual(server.acceptedConnectionCount, 0, "the number of connections")
            }
        },
        Check("a deadline that is kept leaves nobody asleep") { context in
            try await context.withServer(.text("ok")) { server in
                let clock = ManualClock()
                _ = try await context.fetch(
                    server.request(),
                    deadline: Deadline(in: .seconds(1), on: ServiceClock(clock))
                )
                try expectEqual(clock.sleeperCount, 0, "the number of sleepers")
            }
        },
        Check("a deadline ends the waiting for the head") { context in
            try await context.withServer(.text("ok").with(.stall())) { server in
                try await context.expectExceeded(on: server, of: server.request()) {
                    _ = try await server.nextRequest()
                }
            }
        },
        Check("a deadline ends the reading of the body") { context in
            let gate = Gate()
            let answer = Answer.bytes(pattern(1000)).with(.stall(.inBody(after: 500)))
            try await context.withServer(answer) { server in
                try await context.expectExceeded(on: server, of: server.request()) {
                    try await gate.pass()
                } onChunk: {
                    gate.open()
                }
            }
        },
        Check("a deadline ends the production of a streamed body") { context in
            let gate = Gate()
            try await context.withServer(.text("ok")) { server in
                let request = server.request(.post, body: .stream(.endless(opening: gate)))
                try await context.expectExceeded(on: server, of: request) { try await gate.pass() }
            }
        },
    ]
}

extension ConformanceContext {
    /// Sends a request, moves the time beyond its deadline when `moment` has come, and checks what follows.
    fileprivate func expectExceeded(
        on server: MockServer,
        of request: ServiceRequest,
        moment: @Sendable @escaping () async throws -> Void,
        onChunk: @Sendable @escaping () -> Void = {}
    ) async throws {
        let clock = ManualClock()
        let deadline = Deadline(in: .seconds(5), on: ServiceClock(clock))
        async let outcome = failure(of: request, deadline: deadline, onChunk: onChunk)
        try await moment()
        try await clock.waitForSleepers(count: 1)
        clock.advance(by: .seconds(5))
        guard let error = await outcome else { throw Finding("the request was answered") }
        try expectError(error, in: [.deadlineExceeded])
        try await server.waitForConnections(count: 0)
    }

    /// Sends a request, reads its response, and gives the error.
    func failure(
        of request: ServiceRequest,
        deadline: Deadline? = nil,
        onChunk: @Sendable () -> Void
    ) async -> (any Error)? {
        do {
            try await transport.send(request, deadline: deadline) { response in
                for try await _ in response.body { onChunk() }
            }
            return nil
        } catch {
            return error
        }
    }
}

extension BodyStream {
    /// A body of which the second chunk never comes; a gate is opened when it is waited for.
    static func endless(opening gate: Gate) -> BodyStream {
        BodyStream {
            var isFirst = true
            return {
                defer { isFirst = false }
                if isFirst { return pattern(100) }
                gate.open()
                try await Gate().pass()
                return nil
            }
        }
    }
}
