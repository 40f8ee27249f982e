import ServiceCore
import ServiceLogging
import Testing

/// A level that is off costs nothing worth measuring: no record is built.
struct LoggerThresholdTests {
    /// Tells what was asked, and refuses everything below a level.
    final class Strict: LogSink {
        let minimum: LogLevel
        let written = InMemorySink()

        init(_ minimum: LogLevel) {
            self.minimum = minimum
        }

        func isEnabled(for level: LogLevel) -> Bool { level >= minimum }
        func write(_ record: LogRecord) { written.write(record) }
    }

    /// A value whose encoding would show that a record was made.
    struct Tripwire: Encodable, Sendable {
        let encodings: Counter

        func encode(to encoder: any Encoder) throws {
            encodings.next()
            var container = encoder.singleValueContainer()
            try container.encode(1)
        }
    }

    @Test func `no record is made of a level that is off`() async throws {
        let sink = Strict(.warning)
        let times = Counter()
        let encodings = Counter()
        let now: @Sendable () -> LogTime = {
            times.next()
            return .ofTests
        }
        let client = try ServiceClient.testing([
            OuterLogger(sink, maximumBodyLength: 100, now: now), InnerLogger(sink, maximumBodyLength: 100, now: now),
        ])
        try await client.call("create", payload: .value(Tripwire(encodings: encodings)))
        #expect(sink.written.records.isEmpty)
        #expect(times.count == 0)
        #expect(encodings.count == 1, "by the codec")
    }

    @Test func `failures are told where messages are off`() async throws {
        let sink = Strict(.critical)
        let client = try ServiceClient.testing(
            [OuterLogger(sink), InnerLogger(sink)],
            transport: FakeTransport { _ in .json("<html>") }
        )
        await #expect(throws: ServiceError.self) { try await client.call("list") }
        #expect(sink.written.records.map(\.action) == [.failure, .failure])
        #expect(sink.written.records.map(\.logger) == [.inner, .outer])
    }

    @Test(arguments: LogLevel.allCases)
    func `a sink can be limited to levels`(level: LogLevel) {
        let all = InMemorySink()
        let some = all.from(.warning)
        #expect(some.isEnabled(for: level) == (level >= .warning))
        some.write(LogRecord(action: .request, level: level, service: "s", endpoint: "e"))
        #expect(all.records.isEmpty == (level < .warning))
        #expect(!InMemorySink(minimumLevel: .error).from(.debug).isEnabled(for: .warning))
    }

    @Test func `levels in their order`() {
        #expect(LogLevel.allCases.sorted() == LogLevel.allCases)
        #expect(
            LogLevel.allCases.map(\.rawValue) == ["trace", "debug", "info", "notice", "warning", "error", "critical"]
        )
    }

    @Test func `several sinks get what each wants`() async {
        let (all, errors) = (InMemorySink(), InMemorySink(minimumLevel: .error))
        let sink = MultiplexSink(all, errors)
        #expect(sink.isEnabled(for: .trace))
        #expect(!MultiplexSink(errors).isEnabled(for: .warning))
        for level in LogLevel.allCases {
            sink.write(LogRecord(action: .request, level: level, service: "s", endpoint: "e"))
        }
        await sink.flush()
        #expect(all.records.count == 7)
        #expect(errors.records.map(\.level) == [.error, .critical])
    }
}
