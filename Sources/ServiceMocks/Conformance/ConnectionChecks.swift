import ServiceCore

extension TransportConformance {
    static let connectionChecks: [Check] = [
        Check("a connection is used again when a body was read to its end") { context in
            try await context.withServer({ .text($0.path) }) { server in
                for number in 1...5 { _ = try await context.fetch(server.request(path: "/\(number)")) }
                try expectEqual(server.acceptedConnectionCount, 1, "the number of connections")
            }
        },
        Check("64 requests run at the same time, and each gets its own answer") { context in
            try await context.withServer({ .text($0.target) }) { server in
                let wrong = try await withThrowingTaskGroup(of: Bool.self) { group in
                    for number in 1...64 {
                        group.addTask {
                            let request = server.request(path: "/\(number)", query: "a=\(number)")
                            return try await context.fetch(request).body != Array(request.url.requestTarget.utf8)
                        }
                    }
                    return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
                try expectEqual(wrong, 0, "the number of wrong answers")
                try expectEqual(server.requestCount, 64, "the number of requests")
            }
        },
        Check("an error of the handler comes out unchanged") { context in
            try await context.withServer(.bytes(pattern(1 << 20))) { server in
                for readsFirst in [false, true] {
                    do {
                        try await context.transport.send(server.request(), deadline: nil) { response in
                            if readsFirst { for try await _ in response.body { throw HandlerFailure(number: 7) } }
                            throw HandlerFailure(number: 7)
                        }
                        throw Finding("send returned")
                    } catch let error as HandlerFailure {
                        try expectEqual(error.number, 7, "the error")
                    }
                }
                try await context.expectWorks(on: server)
            }
        },
        Check("a handler need not read the body") { context in
            try await context.withServer { request in
                request.path == "/endless"
                    ? .stream { body in while true { try await body.write(pattern(1 << 16)) } }
                    : .bytes(pattern(10))
            } _: { server in
                for path in ["/short", "/endless", "/short"] {
                    var status: ResponseStatus?
                    try await context.transport.send(server.request(path: path), deadline: nil) { response in
                        status = response.head.status
                    }
                    try expectEqual(status, 200, "the status")
                }
                try await context.expectWorks(on: server)
            }
        },
        Check("a handler need not read the body to its end, and nothing goes on afterwards") { context in
            try await context.withServer(.stream { body in while true { try await body.write(pattern(1 << 16)) } }) {
                server in
                try await context.transport.send(server.request(), deadline: nil) { response in
                    for try await _ in response.body { break }
                }
                try await server.waitForConnections(count: 0)
            }
        },
        Check("the handler is called once") { context in
            try await context.withServer(.text("ok")) { server in
                var calls = 0
                try await context.transport.send(server.request(), deadline: nil) { _ in calls += 1 }
                try expectEqual(calls, 1, "the number of calls")
            }
        },
        Check("close refuses later requests, and lets running ones finish") { context in
            let gate = Gate()
            try await context.withServer(.inTwoPieces(gate)) { server in
                var text = ""
                try await context.transport.send(server.request(), deadline: nil) { response in
                    await context.transport.close()
                    gate.open()
                    for try await chunk in response.body { text += String(decoding: chunk, as: UTF8.self) }
                }
                try expectEqual(text, "firstsecond", "the body of the request that ran")
                try await context.expectFailure(.closed, of: server.request())
                await context.transport.close()
                try expectEqual(server.requestCount, 1, "the number of requests")
            }
        },
        Check("close gives the connections back") { context in
            try await context.withServer(.text("ok")) { server in
                try await context.expectWorks(on: server)
                await context.transport.close()
                try await server.waitForConnections(count: 0)
            }
        },
    ]
}

/// What a handler throws in a check.
private struct HandlerFailure: Error {
    let number: Int
}
