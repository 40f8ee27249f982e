import ServiceCore

extension TransportConformance {
    static let failureChecks: [Check] = [
        Check("a port where nobody listens is a failed connection") { context in
            let server = try MockServer()
            await server.stop()
            try await context.expectFailure(.connectionFailed, of: server.request())
        },
        broken("a connection that is reset before the head", .text("ok").with(.reset()), [.connectionLost]),
        broken("a connection that is closed before the head", .text("ok").with(.close()), [.connectionLost]),
        broken(
            "a connection that is reset behind the head",
            .bytes(pattern(1000)).with(.reset(.afterHead)),
            [.connectionLost, .truncatedBody]
        ),
        broken(
            "a connection that is reset in the body",
            .bytes(pattern(100_000)).with(.reset(.inBody(after: 50_000))),
            [.connectionLost, .truncatedBody]
        ),
        broken(
            "a body that is shorter than its length",
            .bytes(pattern(1000)).with(.close(.inBody(after: 999))),
            [.truncatedBody, .connectionLost]
        ),
        broken(
            "a body of which nothing arrives",
            .bytes(pattern(1000)).with(.close(.afterHead)),
            [.truncatedBody, .connectionLost]
        ),
        broken(
            "a body in chunks without the last chunk",
            .chunked([pattern(100), pattern(100)]).with(.close(.inBody(after: 150))),
            [.truncatedBody, .connectionLost]
        ),
        broken(
            "a body in chunks without the chunk that ends it",
            .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"),
            [.truncatedBody, .connectionLost]
        ),
        broken(
            "a chunk without a size",
            .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n"),
            [.malformedResponse, .truncatedBody, .connectionLost]
        ),
        broken("an answer that is no HTTP", .raw("SSH-2.0-OpenSSH_9.6\r\n\r\n"), [.malformedResponse]),
        broken(
            "a status line without a status",
            .raw("HTTP/1.1 OK\r\nContent-Length: 0\r\n\r\n"),
            [.malformedResponse]
        ),
        broken(
            "a header field without a colon",
            .raw("HTTP/1.1 200 OK\r\nno colon\r\nContent-Length: 0\r\n\r\n"),
            [.malformedResponse]
        ),
        Check("a request that fails is not sent again by itself") { context in
            try await context.withServer { request in
                request.path == "/fails" ? .text("ok").with(.reset()) : .text("ok")
            } _: { server in
                try await context.expectWorks(on: server)
                try await context.expectFailure(.connectionLost, of: server.request(.post, path: "/fails"))
                let count = server.requests.count { $0.path == "/fails" }
                try expectEqual(count, context.has(.repeatsOnNewConnection) ? 2 : 1, "the number of requests")
            }
        },
        Check("a request with a body that fails on a kept connection is over") { context in
            try await context.withServer { request in
                request.path == "/fails" ? .text("ok").with(.reset()) : .text("ok")
            } _: { server in
                for count in [5, 1 << 20] {
                    try await context.expectWorks(on: server)
                    try await context.expectFailure(
                        .connectionLost,
                        .requestBodyFailed,
                        of: server.request(.post, path: "/fails", body: .bytes(pattern(count)))
                    )
                }
                let wrong = server.requests.filter { $0.path == "/fails" && $0.body != pattern($0.body.count) }
                try expect(wrong.isEmpty, "a body arrived changed")
                try await context.expectWorks(on: server)
            }
        },
    ]

    /// A check that an answer fails with one of these codes, and that the transport works afterwards.
    private static func broken(_ what: String, _ answer: Answer, _ codes: [TransportError.Code]) -> Check {
        Check("\(what) is an error, and the transport works on") { context in
            try await context.withServer { request in
                request.path == "/fails" ? answer : .text("ok")
            } _: { server in
                do {
                    let response = try await context.fetch(server.request(path: "/fails"))
                    throw Finding("the request was answered with \(response.head.status), \(response.body.count) bytes")
                } catch let error as TransportError {
                    try context.expectError(error, in: codes)
                }
                try await context.expectWorks(on: server)
            }
        }
    }
}
