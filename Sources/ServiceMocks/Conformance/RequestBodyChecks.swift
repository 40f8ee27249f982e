import ServiceCore

extension TransportConformance {
    static let requestBodyChecks: [Check] = [
        Check("a request without a body announces none") { context in
            try await context.withServer(.text("ok")) { server in
                for method in [.get, .head, .delete, .options] as [RequestMethod] {
                    _ = try await context.fetch(server.request(method))
                    let request = try await server.nextRequest()
                    try expectEqual(request.body.count, 0, "the number of bytes of the body")
                    try expect(!request.isChunked, "\(method) without a body was sent in chunks")
                    let lengths = request.headers.values(.contentLength)
                    let isLimited = context.has(.announcesMissingBodies) && method != .get && method != .head
                    try expectEqual(lengths, isLimited ? ["0"] : [], "the Content-Length of \(method) without a body")
                }
            }
        },
        Check("a body of bytes arrives, with its length") { context in
            try await context.withServer(.text("ok")) { server in
                for count in [0, 1, 5, 65_536, 3 << 20] {
                    let bytes = pattern(count)
                    _ = try await context.fetch(server.request(.post, body: .bytes(bytes)))
                    let request = try await server.nextRequest()
                    try expectEqual(request.headers.values(.contentLength), ["\(count)"], "the Content-Length")
                    try expect(request.body == bytes, "a body of \(count) bytes arrived changed")
                }
            }
        },
        Check("a body of bytes goes with PUT, PATCH and DELETE") { context in
            try await context.withServer(.text("ok")) { server in
                for method in [.put, .patch, .delete] as [RequestMethod] {
                    _ = try await context.fetch(server.request(method, body: .bytes([1, 2, 3])))
                    try expectEqual(try await server.nextRequest().body, [1, 2, 3], "the body of \(method)")
                }
            }
        },
        Check("a streamed body of unknown length arrives, in chunks") { context in
            try await context.withServer(.text("ok")) { server in
                for sizes in [[], [1], [3, 1, 70_000, 2], [Int](repeating: 100_000, count: 40)] {
                    let stream = BodyStream(chunks: sizes, length: nil)
                    _ = try await context.fetch(server.request(.post, body: .stream(stream)))
                    let request = try await server.nextRequest()
                    let count = sizes.reduce(0, +)
                    try expect(request.body == pattern(count), "a body of \(count) bytes arrived changed")
                    if context.has(.collectsStreamedRequests) {
                        try expectEqual(request.headers.values(.contentLength), ["\(count)"], "the Content-Length")
                    } else {
                        try expect(request.isChunked, "the body was not sent in chunks")
                    }
                }
            }
        },
        Check("a streamed body of known length arrives, with its length") { context in
            try await context.withServer(.text("ok")) { server in
                let stream = BodyStream(chunks: [1, 100_000, 7], length: 100_008)
                _ = try await context.fetch(server.request(.put, body: .stream(stream)))
                let request = try await server.nextRequest()
                try expect(!request.isChunked, "the body was sent in chunks")
                try expectEqual(request.headers.values(.contentLength), ["100008"], "the Content-Length")
                try expect(request.body == pattern(100_008), "the body arrived changed")
            }
        },
        Check("a streamed body that is shorter or longer than its length fails the request") { context in
            try await context.withServer(.text("ok")) { server in
                for length in [9, 11] {
                    let stream = BodyStream(chunks: [4, 6], length: length)
                    try await context.expectFailure(
                        .requestBodyFailed,
                        of: server.request(.post, path: "/wrong", body: .stream(stream))
                    )
                }
                try await context.expectWorks(on: server)
                let wrong = server.requests.filter { $0.path == "/wrong" && $0.body.count != 9 }
                try expect(wrong.isEmpty, "the server took a request with a wrong body for complete")
            }
        },
        Check("a source of a body that fails, fails the request and is its cause") { context in
            try await context.withServer(.text("ok")) { server in
                let stream = BodyStream(chunks: [10, -1], length: nil)
                do {
                    _ = try await context.fetch(server.request(.post, path: "/wrong", body: .stream(stream)))
                    throw Finding("the request was answered")
                } catch let error as TransportError {
                    try context.expectError(error, in: [.requestBodyFailed])
                    try expect(error.cause is SourceFailure, "the cause is not the error of the source: \(error)")
                }
                try await context.expectWorks(on: server)
                try expect(
                    !server.requests.contains { $0.path == "/wrong" },
                    "the server took the request for complete"
                )
            }
        },
        Check("a source of a body that cannot be opened fails the request") { context in
            try await context.withServer(.text("ok")) { server in
                let stream = BodyStream { throw SourceFailure() }
                try await context.expectFailure(.requestBodyFailed, of: server.request(.post, body: .stream(stream)))
                try await context.expectWorks(on: server)
            }
        },
    ]
}

/// What the source of a body throws in a check.
struct SourceFailure: Error {}

extension BodyStream {
    /// A body of the pattern in chunks of these sizes; at a negative size the source fails.
    init(chunks sizes: [Int], length: Int?) {
        self.init(length: length) {
            var rest = sizes[...]
            var offset = 0
            return {
                guard let size = rest.popFirst() else { return nil }
                guard size >= 0 else { throw SourceFailure() }
                defer { offset += size }
                return pattern(size, from: offset)
            }
        }
    }
}
