import ServiceCore
import Testing

struct MessageTests {
    @Test func anOriginIsComparedWithoutItsDefaultPort() {
        #expect(
            ServiceURL.Origin(scheme: "HTTPS", host: "H", port: 443) == ServiceURL.Origin(scheme: "https", host: "h")
        )
        #expect(
            ServiceURL.Origin(scheme: "http", host: "h", port: 443) != ServiceURL.Origin(scheme: "https", host: "h")
        )
        let origin = ServiceURL.Origin(scheme: "http", host: "h", port: 8080)
        #expect(origin.authority == "h:8080")
        #expect(origin.effectivePort == 8080)
        #expect(ServiceURL.Origin(scheme: "http", host: "h").effectivePort == 80)
        #expect(Set([origin, ServiceURL.Origin(scheme: "http", host: "H", port: 8080)]).count == 1)
    }

    @Test func anOriginIsLoweredAsASCII() {
        let origin = ServiceURL.Origin(scheme: "HTTPS", host: "BAN\u{212A}.Example")
        #expect(Array(origin.host.utf8) == Array("ban\u{212A}.example".utf8))
        #expect(origin.scheme == "https")
    }

    @Test func aURLHasItsParts() {
        var url = ServiceURL(origin: ServiceURL.Origin(scheme: "https", host: "h"), path: "/a")
        #expect(url.string == "https://h/a")
        #expect(url.requestTarget == "/a")
        url.query = "token=x&b=1"
        #expect(url.string == "https://h/a?token=x&b=1")
        #expect(url.requestTarget == "/a?token=x&b=1")
        #expect(url.description == "https://h/a?token=<redacted>&b=1")
    }

    @Test(arguments: [
        (99, ResponseStatus.Kind.invalid), (100, .informational), (200, .successful), (299, .successful),
        (300, .redirection),
        (404, .clientError), (500, .serverError), (599, .serverError), (600, .invalid),
    ])
    func aStatusHasAKind(code: Int, kind: ResponseStatus.Kind) {
        #expect(ResponseStatus(code).kind == kind)
        #expect(ResponseStatus(code).isSuccessful == (kind == .successful))
    }

    @Test func aStatusHasItsPhrase() {
        #expect("\(ResponseStatus(404))" == "404 Not Found")
        #expect("\(ResponseStatus(299))" == "299")
        #expect(ResponseStatus(200) < 404)
    }

    @Test func methodsAreComparedWithRegardToCase() {
        #expect(RequestMethod.get != "get")
        #expect(RequestMethod(rawValue: "PROPFIND").isValid)
    }

    @Test func aBodyInMemoryIsOneChunk() async throws {
        #expect(try await ResponseBody.bytes([1, 2]).reduce(into: [[UInt8]]()) { $0.append($1) } == [[1, 2]])
        #expect(try await ResponseBody.empty.reduce(0) { count, _ in count + 1 } == 0)
        #expect(ResponseBody.bytes([]).buffered == [])
        #expect(ResponseBody.stream { nil }.buffered == nil)
    }

    @Test func aBodyThatArrivesHasNoEmptyChunk() async throws {
        let body = TransportResponse.chunks([[], [1], [], [2], []]).body
        #expect(try await body.reduce(into: [[UInt8]]()) { $0.append($1) } == [[1], [2]])
    }

    @Test func aStreamThatIsOpenedAnewStartsAtItsFirstByte() async throws {
        let stream = BodyStream(length: 2) {
            var chunks: [[UInt8]] = [[1], [], [2]]
            return { chunks.isEmpty ? nil : chunks.removeFirst() }
        }
        #expect(stream.isReplayable)
        for _ in 1...2 {
            var iterator = try stream.makeIterator()
            #expect(try await iterator.next() == [1])
            #expect(try await iterator.next() == [2])
            #expect(try await iterator.next() == nil)
        }
    }

    @Test func aStreamOfASequenceIsReadOnceUnlessItIsSaidToBeReplayable() {
        let chunks = AsyncStream<[UInt8]> { $0.finish() }
        #expect(!BodyStream(chunks).isReplayable)
        #expect(BodyStream(chunks, isReplayable: true).isReplayable)
        #expect(BodyStream(chunks, length: 3).length == 3)
    }
}
