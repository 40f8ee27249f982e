import ServiceCore

extension TransportConformance {
    static let responseBodyChecks: [Check] = [
        Check("an empty body ends at once") { context in
            try await context.withServer { request in
                request.path == "/chunked" ? .chunked([]) : .status(200)
            } _: { server in
                for path in ["/length", "/chunked"] {
                    let response = try await context.fetch(server.request(path: path))
                    try expectEqual(response.body.count, 0, "the number of bytes of the body")
                }
            }
        },
        Check("a body in chunks of any size arrives whole") { context in
            let sizes = [1, 2, 3, 16_384, 1, 70_000, 15, 16, 17, 4095]
            var chunks: [[UInt8]] = []
            for size in sizes { chunks.append(pattern(size, from: chunks.reduce(0) { $0 + $1.count })) }
            try await context.withServer(.chunked(chunks)) { server in
                let response = try await context.fetch(server.request())
                try expect(response.body == pattern(sizes.reduce(0, +)), "the body arrived changed")
            }
        },
        Check("a body that ends with its connection arrives whole") { context in
            let answer = Answer(body: .bytes(pattern(100_000)), framing: .untilClose)
            try await context.withServer(answer) { server in
                let response = try await context.fetch(server.request())
                try expect(response.body == pattern(100_000), "the body arrived changed")
            }
        },
        Check("a body is handed on while it arrives") { context in
            let gate = Gate()
            try await context.withServer(.inTwoPieces(gate)) { server in
                var text = ""
                try await context.transport.send(server.request(), deadline: nil) { response in
                    for try await chunk in response.body {
                        text += String(decoding: chunk, as: UTF8.self)
                        if text == "first" { gate.open() }
                    }
                }
                try expectEqual(text, "firstsecond", "the body")
            }
        },
        Check("a body that comes byte by byte arrives whole") { context in
            try await context.withServer(
                .stream { body in
                    for byte in pattern(500) { try await body.write([byte]) }
                }
            ) { server in
                try expectEqual(try await context.fetch(server.request()).body, pattern(500), "the body")
            }
        },
        Check("a body of 64 MiB arrives whole, read slowly at first") { context in
            let (piece, count) = (pattern(1 << 16), 1 << 10)
            try await context.withServer(
                .stream(length: piece.count * count) { body in
                    for _ in 1...count { try await body.write(piece) }
                }
            ) { server in
                var received = 0
                var isIntact = true
                try await context.transport.send(server.request(path: "/huge"), deadline: nil) { response in
                    for try await chunk in response.body {
                        // Other requests get through while this one is not read.
                        if received == 0 { _ = try await server.echo(through: context) }
                        isIntact = isIntact && chunk.repeats(piece, from: received)
                        received += chunk.count
                    }
                }
                try expectEqual(received, piece.count * count, "the number of bytes")
                try expect(isIntact, "the body arrived changed")
            }
        },
        Check("a body with a content coding is decoded and not labelled, or untouched and labelled") { context in
            try await context.withServer(.bytes(compressed, headers: ["Content-Encoding": "gzip"])) { server in
                let response = try await context.fetch(server.request())
                if response.head.headers.contains(.contentEncoding) {
                    try expectEqual(response.body, compressed, "the body, which is labelled as encoded,")
                } else {
                    try expectEqual(response.body, Array("hello, hello, hello".utf8), "the body")
                    try expectEqual(response.head.headers.values(.contentLength), [], "the Content-Length")
                }
            }
        },
    ]

    /// "hello, hello, hello" in gzip.
    private static let compressed: [UInt8] = [
        31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 203, 72, 205, 201, 201, 215, 81, 200, 64, 162, 0, 159, 161, 202, 9, 19, 0, 0,
        0,
    ]
}

extension [UInt8] {
    /// Whether the bytes are those of a piece that is repeated, beginning at an offset.
    fileprivate func repeats(_ piece: [UInt8], from offset: Int) -> Bool {
        var rest = self[...]
        var start = offset % piece.count
        while !rest.isEmpty {
            let part = rest.prefix(piece.count - start)
            guard part == piece[start..<(start + part.count)] else { return false }
            rest = rest.dropFirst(part.count)
            start = 0
        }
        return true
    }
}

extension MockServer {
    /// Asks another server than this one, through the same transport.
    fileprivate func echo(through context: ConformanceContext) async throws -> Response {
        var result = Response(head: ResponseHead(status: 0), body: [])
        try await context.withServer(.text("meanwhile")) { server in
            result = try await context.fetch(server.request())
        }
        return result
    }
}
