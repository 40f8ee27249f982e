import ServiceCore

extension TransportConformance {
    static let cancellationChecks: [Check] = [
        Check("a task that is cancelled before sends nothing") { context in
            try await context.withServer(.text("ok")) { server in
                let error = await withTaskGroup(of: (any Error)?.self) { group in
                    group.cancelAll()
                    group.addTask { await context.failure(of: server.request()) {} }
                    return await group.next() ?? nil
                }
                try expect(error is CancellationError, "the error is \(describe(error))")
                try expectEqual(server.acceptedConnectionCount, 0, "the number of connections")
            }
        },
        Check("a cancellation ends the waiting for the head") { context in
            try await context.withServer(.text("ok").with(.stall())) { server in
                try await context.expectCancelled(on: server, server.request()) { _ = try await server.nextRequest() }
            }
        },
        Check("a cancellation ends the reading of the body") { context in
            let gate = Gate()
            let answer = Answer.bytes(pattern(1000)).with(.stall(.inBody(after: 500)))
            try await context.withServer(answer) { server in
                try await context.expectCancelled(on: server, server.request()) {
                    try await gate.pass()
                } onChunk: {
                    gate.open()
                }
            }
        },
        Check("a cancellation ends the production of a streamed body") { context in
            let gate = Gate()
            try await context.withServer(.text("ok")) { server in
                let request = server.request(.post, body: .stream(.endless(opening: gate)))
                try await context.expectCancelled(on: server, request) { try await gate.pass() }
            }
        },
        Check("many requests are cancelled at any moment, and the transport works on") { context in
            try await context.withServer({ .text($0.path) }) { server in
                for _ in 1...20 {
                    await withTaskGroup(of: Void.self) { group in
                        for number in 1...16 {
                            group.addTask { _ = await context.failure(of: server.request(path: "/\(number)")) {} }
                        }
                        await group.next()
                        group.cancelAll()
                    }
                    try await context.expectWorks(on: server)
                }
            }
        },
    ]
}

private func describe(_ error: (any Error)?) -> String {
    error.map { "\($0)" } ?? "none"
}

extension ConformanceContext {
    /// Sends a request, cancels its task when `moment` has come, and checks what follows.
    fileprivate func expectCancelled(
        on server: MockServer,
        _ request: ServiceRequest,
        moment: @Sendable () async throws -> Void,
        onChunk: @Sendable @escaping () -> Void = {}
    ) async throws {
        let error = try await withThrowingTaskGroup(of: (any Error)?.self) { group in
            group.addTask { await failure(of: request, onChunk: onChunk) }
            try await moment()
            group.cancelAll()
            return try await group.next() ?? nil
        }
        try expect(error is CancellationError, "the error is \(describe(error))")
        try await server.waitForConnections(count: 0)
    }
}
