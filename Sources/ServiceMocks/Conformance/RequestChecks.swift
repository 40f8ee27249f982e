import ServiceCore

extension TransportConformance {
    static let requestChecks: [Check] = [
        Check("a request has the method that was asked for") { context in
            try await context.withServer(.text("ok")) { server in
                let methods: [RequestMethod] = [.get, .head, .post, .put, .patch, .delete, .options, "PROPFIND"]
                for method in methods {
                    _ = try await context.fetch(server.request(method))
                    try expectEqual(try await server.nextRequest().method, method, "the method")
                }
            }
        },
        Check("the case of a method is kept, or the method is refused") { context in
            try await context.withServer(.text("ok")) { server in
                for method in ["get", "Post", "purge"] as [RequestMethod] {
                    do {
                        _ = try await context.fetch(server.request(method))
                        try expectEqual(try await server.nextRequest().method, method, "the method")
                    } catch let error as TransportError {
                        try context.expectError(error, in: [.unsupported])
                    }
                }
            }
        },
        Check("a request has the target of its URL, byte for byte") { context in
            try await context.withServer(.text("ok")) { server in
                for (path, query) in targets {
                    let request = server.request(path: path, query: query)
                    _ = try await context.fetch(request)
                    try expectEqual(try await server.nextRequest().target, request.url.requestTarget, "the target")
                }
            }
        },
        Check("a request names the host and the port of its URL once") { context in
            try await context.withServer(.text("ok")) { server in
                _ = try await context.fetch(server.request())
                let request = try await server.nextRequest()
                try expectEqual(request.headers.values("host"), [server.origin.authority], "the Host field")
            }
        },
        Check("request fields arrive with their values, their number and their order") { context in
            try await context.withServer(.text("ok")) { server in
                let sent: HeaderFields = [
                    "x-first": "1", "X-Second": "two words, and a comma", "x-first": "3", "x-long": long, "x-utf8": "é",
                ]
                _ = try await context.fetch(server.request(headers: sent))
                let arrived = try await server.nextRequest().headers.filter {
                    $0.name.rawValue.lowercased().hasPrefix("x-")
                }
                try expectSame(
                    arrived,
                    sent,
                    joined: context.has(.joinsRequestFields),
                    reordered: context.has(.reordersRequestFields)
                )
            }
        },
        Check("a request field without a value arrives") { context in
            try await context.withServer(.text("ok")) { server in
                _ = try await context.fetch(server.request(headers: ["x-empty": ""]))
                try expectEqual(
                    try await server.nextRequest().headers.values("x-empty"),
                    [""],
                    "the values of the field"
                )
            }
        },
        Check("nothing is added that changes what a request means") { context in
            try await context.withServer(.text("ok", headers: ["set-cookie": "a=1", "etag": "\"1\""])) { server in
                for request in [server.request(), server.request(.post, body: .bytes([1])), server.request()] {
                    _ = try await context.fetch(request)
                    let headers = try await server.nextRequest().headers
                    for name in meaningful {
                        try expect(!headers.contains(name), "\(request.method) was sent with \(name)")
                    }
                }
            }
        },
        Check("credentials and cookies that the caller gives are sent") { context in
            try await context.withServer(.text("ok")) { server in
                let given: HeaderFields = ["authorization": "Bearer token", "cookie": "a=1; b=2"]
                _ = try await context.fetch(server.request(headers: given))
                let headers = try await server.nextRequest().headers
                try expectEqual(headers.values(.authorization), ["Bearer token"], "the Authorization field")
                try expectEqual(headers.values(.cookie), ["a=1; b=2"], "the Cookie field")
            }
        },
    ]

    private static let long = String(repeating: "0123456789abcdef", count: 256)

    private static let meaningful: [HeaderField.Name] = [
        .contentType, .authorization, .cookie, "if-none-match", "if-modified-since", "range", "expect", "origin",
        "referer",
    ]

    private static let targets: [(path: String, query: String?)] = [
        ("/", nil), ("/", ""), ("/a", "b=c"), ("/a/", nil), ("//a", nil), ("/a//b", nil), ("/a%2Fb", nil),
        ("/a%2fb", nil), ("/%7Ea/~b", nil), ("/a%20b+c", "d=%20+e"), ("/%C3%A9", "%c3%a9"), ("/a;v=1/b", nil),
        ("/a:b@c", nil), ("/!$&'()*,=-._", nil), ("/%25%3F%23", nil), ("/a", "b=/?:@&c"), ("/a", "b=%26%3D%2B&&="),
        ("/a", "?"), ("/a...b/.c/d.", nil), ("/%00", nil), ("/" + String(repeating: "x", count: 2000), nil),
    ]
}

/// Checks that fields arrived as they were sent, or as a limit says.
func expectSame(_ arrived: [HeaderField], _ sent: HeaderFields, joined: Bool, reordered: Bool) throws {
    var expected: [String] = []
    var seen: Set<HeaderField.Name> = []
    for field in sent where !joined || field.name == .setCookie || seen.insert(field.name).inserted {
        let value = joined && field.name != .setCookie ? sent[field.name] ?? "" : field.value
        expected.append("\(field.name.rawValue.lowercased()): \(value)")
    }
    let found = arrived.map { "\($0.name.rawValue.lowercased()): \($0.value)" }
    if reordered {
        try expectEqual(found.sorted(), expected.sorted(), "the list of the fields in any order")
    } else {
        try expectEqual(found, expected, "the list of the fields")
    }
}
