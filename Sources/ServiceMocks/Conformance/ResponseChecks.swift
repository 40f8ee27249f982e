import ServiceCore

extension TransportConformance {
    static let responseChecks: [Check] = [
        Check("every status is an answer") { context in
            try await context.withServer { request in
                Answer.text("body", status: ResponseStatus(Int(request.path.dropFirst()) ?? 0))
            } _: { server in
                for status in [200, 201, 202, 206, 299, 300, 400, 401, 403, 404, 407, 418, 429, 500, 503, 599] {
                    let response = try await context.fetch(server.request(path: "/\(status)"))
                    try expectEqual(response.head.status.code, status, "the status")
                    try expectEqual(response.body, Array("body".utf8), "the body of a \(status)")
                    try expectEqual(response.head.redirectedURL, nil, "the redirected URL")
                }
            }
        },
        Check("a 401 that asks for a password is an answer") { context in
            try await context.withServer(.text("no", status: 401, headers: ["WWW-Authenticate": "Basic realm=\"a\""])) {
                server in
                for _ in 1...2 {
                    let response = try await context.fetch(server.request(headers: ["authorization": "Basic YTpi"]))
                    try expectEqual(response.head.status, 401, "the status")
                    try expectEqual(response.body, Array("no".utf8), "the body")
                }
                try expectEqual(server.requestCount, 2, "the number of requests")
            }
        },
        Check("response fields arrive with their values, their number and their order") { context in
            let sent: HeaderFields = [
                "X-First": "1", "X-Second": "two words, and a comma", "X-First": "3", "X-Empty": "", "X-Utf8": "é",
            ]
            try await context.withServer(.text("ok", headers: sent)) { server in
                let arrived = try await context.fetch(server.request()).head.headers
                try expectSame(
                    arrived.filter { $0.name.rawValue.lowercased().hasPrefix("x-") },
                    sent,
                    joined: context.has(.joinsResponseFields),
                    reordered: context.has(.reordersResponseFields)
                )
            }
        },
        Check("Set-Cookie fields are never joined") { context in
            let cookies = ["a=1; Expires=Wed, 21 Oct 2065 07:28:00 GMT; Path=/", "b=2", "c=3; Max-Age=1, d"]
            let headers = HeaderFields(cookies.map { HeaderField(name: "Set-Cookie", value: $0) })
            try await context.withServer(.text("ok", headers: headers)) { server in
                let arrived = try await context.fetch(server.request()).head.headers
                try expectEqual(arrived.values(.setCookie), cookies, "the list of the cookies")
            }
        },
        Check("an interim response is not the answer") { context in
            let answer = Answer.raw(
                "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
            )
            try await context.withServer(answer) { server in
                let response = try await context.fetch(server.request())
                try expectEqual(response.head.status, 200, "the status")
                try expect(!response.head.headers.contains("link"), "a field of the interim response is in the head")
                try expectEqual(response.body, Array("ok".utf8), "the body")
            }
        },
        Check("a response to HEAD, a 204 and a 304 have no body, whatever they announce") { context in
            try await context.withServer { request in
                let status = ResponseStatus(Int(request.path.dropFirst()) ?? 0)
                return Answer(status: status, headers: status == 204 ? [:] : ["Content-Length": "10"])
            } _: { server in
                let requests = [
                    server.request(.head, path: "/200"), server.request(path: "/204"), server.request(path: "/304"),
                    server.request(.head, path: "/404"),
                ]
                for request in requests {
                    let response = try await context.fetch(request)
                    try expectEqual("/\(response.head.status.code)", request.url.path, "the status")
                    try expectEqual(response.body.count, 0, "the number of bytes of the body")
                }
                try expectEqual(server.acceptedConnectionCount, 1, "the number of connections")
            }
        },
    ]
}
