import ServiceCore

extension TransportConformance {
    static let redirectChecks: [Check] = [
        Check("a redirect leads to its target, which is told") { context in
            try await context.withRedirect(302, to: "/b/../target?a=%2F") { server in
                let response = try await context.fetch(server.request(path: "/a/b", query: "c"))
                guard !context.has(.followsNoRedirects) else {
                    try expectEqual(response.head.status, 302, "the status")
                    return try expectEqual(server.requestCount, 1, "the number of requests")
                }
                try expectEqual(response.head.status, 200, "the status")
                try expectEqual(server.requests.last?.target, "/target?a=%2F", "the target")
                try expectEqual(response.head.redirectedURL?.string, server.url + "/target?a=%2F", "the redirected URL")
            }
        },
        Check("a redirect changes the method and drops the body as RFC 9110 says") { context in
            guard !context.has(.followsNoRedirects) else { return }
            for (status, method, expected) in methods {
                try await context.withRedirect(status, to: "/target") { server in
                    let body: RequestBody = method == .get || method == .head ? .none : .bytes([1, 2, 3])
                    _ = try await context.fetch(server.request(method, headers: ["content-type": "a/b"], body: body))
                    let arrived = server.requests.last
                    try expectEqual(arrived?.method, expected, "the method behind \(status) for \(method)")
                    let keepsBody = method == expected && method != .get && method != .head
                    try expectEqual(
                        arrived?.body ?? [],
                        keepsBody ? [1, 2, 3] : [],
                        "the body behind \(status) for \(method)"
                    )
                }
            }
        },
        Check("a body that is streamed is sent again behind a 307, or the request fails") { context in
            guard !context.has(.followsNoRedirects) else { return }
            try await context.withRedirect(307, to: "/target") { server in
                let stream = BodyStream(
                    AsyncStream { continuation in
                        continuation.yield([1, 2, 3])
                        continuation.finish()
                    }
                )
                do {
                    _ = try await context.fetch(server.request(.post, body: .stream(stream)))
                    try expectEqual(server.requests.last?.body, [1, 2, 3], "the body behind the redirect")
                } catch let error as TransportError {
                    try context.expectError(error, in: [.redirectFailed])
                }
            }
        },
        Check("a redirect to another origin loses credentials and cookies, and nothing else") { context in
            guard !context.has(.followsNoRedirects) else { return }
            try await context.withServer(.text("target")) { target in
                for destination in [target.url + "/target", "/target"] {
                    try await context.withRedirect(302, to: destination) { server in
                        _ = try await context.fetch(server.request(headers: secrets))
                        let isOther = destination != "/target"
                        let arrived = (isOther ? target : server).requests.last?.headers ?? [:]
                        for name in [.authorization, .proxyAuthorization, .cookie] as [HeaderField.Name] {
                            try expectEqual(
                                arrived.contains(name),
                                !isOther,
                                "the presence of \(name) at \(destination)"
                            )
                        }
                        try expectEqual(arrived.values("x-other"), ["1"], "another field")
                    }
                }
            }
        },
        Check("redirects without an end fail") { context in
            guard !context.has(.followsNoRedirects) else { return }
            try await context.withServer(.status(302, headers: ["Location": "/again"])) { server in
                try await context.expectFailure(.redirectFailed, of: server.request())
            }
        },
        Check("a redirect to something that is not HTTP fails") { context in
            guard !context.has(.followsNoRedirects) else { return }
            try await context.withServer(.status(302, headers: ["Location": "file:///etc/passwd"])) { server in
                try await context.expectFailure(.redirectFailed, of: server.request())
            }
        },
        Check("a redirect without a Location is an answer") { context in
            try await context.withServer(.status(302)) { server in
                try expectEqual(try await context.fetch(server.request()).head.status, 302, "the status")
            }
        },
    ]

    private static let secrets: HeaderFields = [
        "authorization": "Bearer token", "proxy-authorization": "Basic YTpi", "cookie": "a=1", "x-other": "1",
    ]

    private static let methods: [(ResponseStatus, RequestMethod, RequestMethod)] = [
        (301, .get, .get), (301, .post, .get), (301, .put, .put), (302, .post, .get), (302, .head, .head),
        (303, .post, .get), (303, .put, .get), (303, .head, .head), (307, .post, .post), (307, .get, .get),
        (308, .post, .post), (308, .put, .put),
    ]
}

extension ConformanceContext {
    /// Runs a check against a server that redirects everything but `/target`.
    fileprivate func withRedirect(
        _ status: ResponseStatus,
        to location: String,
        _ body: (MockServer) async throws -> Void
    ) async throws {
        try await withServer(
            { request in
                request.path == "/target"
                    ? .text("target") : .text("moved", status: status, headers: ["Location": location])
            },
            body
        )
    }
}
