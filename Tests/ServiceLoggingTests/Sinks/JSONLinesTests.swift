import ServiceCore
import Synchronization
import TestSupport
import Testing

@testable import ServiceLogging

/// JSON lines
struct JSONLinesTests {
    /// What a sink writes of some records.
    func lines(_ records: LogRecord...) async -> [String] {
        let written = Mutex<[UInt8]>([])
        let sink = JSONLinesSink { bytes in written.withLock { $0 += bytes } }
        for record in records { sink.write(record) }
        await sink.flush()
        return String(decoding: written.withLock { $0 }, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test func `a response, to the letter`() async {
        var record = LogRecord.sample
        record.headers.append("x-request-id", "8")
        record.timeline = CallTimeline(events: [.init(stage: .willSend, attempt: 1, offset: .milliseconds(500))])
        #expect(
            await lines(record) == [
                #"{"time":"2026-11-24T15:51:18.123Z","level":"info","action":"RESPONSE","service_name":"users","#
                    + #""endpoint":"list","logger":"outer","attempt":1,"method":"GET","url":"https://api.test/v1/users","#
                    + #""query":"page=2&tag=a","url_template":"/users","status_code":404,"#
                    + #""headers":{"content-type":"application/json","x-request-id":["7","8"]},"body":"{}","body_size":2,"#
                    + #""elapsed":0.214,"session":{"trackingToken":"7GQ2M0XK4B"},"response":{"age":3},"#
                    + #""options":{"timeout":2.5},"timeline":[{"stage":"willSend","attempt":1,"at":0.5}]}"#
            ]
        )
    }

    @Test func `a failure and a loss, to the letter`() async {
        var loss = LogRecord(action: .loss, level: .warning, service: "users", endpoint: "", time: .ofTests)
        loss.message = "1 record was lost"
        #expect(
            await lines(.failure(), loss) == [
                #"{"time":"2026-11-24T15:51:18.123Z","level":"critical","action":"EXCEPTION","service_name":"users","#
                    + #""endpoint":"list","logger":"outer","exception":{"code":"transportFailed","message":"connection lost","#
                    + #""stage":"configuration","description":"connection lost [transportFailed]"}}"#,
                #"{"time":"2026-11-24T15:51:18.123Z","level":"warning","action":"LOSS","service_name":"users","endpoint":"","#
                    + #""message":"1 record was lost"}"#,
            ]
        )
    }

    @Test func `no character ends a line within it`() async throws {
        var record = LogRecord.sample
        record.message = "a\u{2028}b\u{2029}c\u{85}d\ne\rf\u{B}g\u{C}h\u{1C}i"
        let written = Mutex<[UInt8]>([])
        let sink = JSONLinesSink { bytes in written.withLock { $0 += bytes } }
        sink.write(record)
        await sink.flush()
        let text = String(decoding: written.withLock { $0 }, as: UTF8.self)
        let breaks = text.unicodeScalars.filter { $0.properties.isWhitespace && $0 != " " }
        #expect(String(String.UnicodeScalarView(breaks)) == "\n")
        #expect(try JSONReader().read(Array(text.utf8))["message"] == .string(record.message))
    }

    @Test func `a record that is no JSON is lost, and no other`() async throws {
        var record = LogRecord.sample
        record.session = ["ratio": .double(.nan)]
        let written = Mutex<[UInt8]>([])
        let sink = JSONLinesSink { bytes in written.withLock { $0 += bytes } }
        for record in [.sample, record, .sample] { sink.write(record) }
        await sink.flush()
        #expect(written.withLock { $0 }.split(separator: 0x0A).count == 2)
        #expect(sink.lostCount == 1)
    }

    /// Whatever arrives: every line is one JSON object of valid UTF-8.
    @Test(arguments: 0..<20)
    func `valid JSON whatever arrives`(seed: UInt64) async throws {
        var random = SplitMix(seed: seed)
        let log = InMemorySink()
        let nasty: [[UInt8]] = [
            [0xFF, 0xFE], [0xED, 0xA0, 0x80], [0x00], Array(#""\ud800""#.utf8), Array("\"\\\n\r\u{2028}".utf8),
            [0xC0, 0xAF],
            Array("{\"a\":".utf8), [0xF0, 0x9F, 0x98],
        ]
        let bytes: @Sendable (UInt64) -> [UInt8] = { seed in
            var random = SplitMix(seed: seed)
            return (0..<8).flatMap { _ in nasty.randomElement(using: &random) ?? [] }
        }
        let (first, second) = (random.next(), random.next())
        let transport = FakeTransport { _ in
            let header = String(decoding: bytes(first), as: UTF8.self)
            return TransportResponse(
                head: ResponseHead(
                    status: ResponseStatus(Int(seed) * 50),
                    headers: ["x-a": header, "content-type": "text/plain"]
                ),
                body: .bytes(bytes(second))
            )
        }
        let client = try ServiceClient.testing(
            [OuterLogger(log, maximumBodyLength: 99), InnerLogger(log, maximumBodyLength: 7)],
            transport: transport
        )
        _ = try? await client.call("create", payload: .bytes(bytes(first)))
        // What the bytes are is no JSON: both loggers tell the failure, and the inner one the response before it.
        #expect(log.records.count == 5)
        for record in log.records {
            var record = record
            record.session = ["nan": .string("\(Double.nan)")]
            let line = try #require(await lines(record).first)
            let value = try JSONReader().read(Array(line.utf8))
            #expect(value["service_name"] == "users")
        }
    }
}
