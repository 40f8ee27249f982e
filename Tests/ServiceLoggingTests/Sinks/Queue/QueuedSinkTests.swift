import ServiceCore
import ServiceMocks
import Synchronization
import Testing

@testable import ServiceLogging

/// A sink that is slow or fails never fails or stalls the call; what is dropped is counted.
struct QueuedSinkTests {
    /// Keeps what a sink writes, and can be held up.
    final class Receiver: Sendable {
        let records = Mutex<[LogRecord]>([])
        let entered = Gate()
        let leave = Gate()

        func receive(_ batch: [LogRecord]) async throws {
            entered.open()
            try await leave.wait()
            records.withLock { $0 += batch }
        }

        var services: [String] { records.withLock { $0.map(\.service) } }
        var messages: [String] { records.withLock { $0.map(\.message).filter { !$0.isEmpty } } }
    }

    static func record(_ number: Int = 0) -> LogRecord { RecordQueueTests.record(number) }

    @Test func `a call goes on while the sink is held up`() async throws {
        let receiver = Receiver()
        let sink = QueuedSink(writingAll: receiver.receive)
        let client = try ServiceClient.testing([OuterLogger(sink), InnerLogger(sink)])
        try await client.call("list")
        try await receiver.entered.wait()
        try await client.call("list")
        #expect(receiver.services.isEmpty)
        receiver.leave.open()
        await client.close()
        #expect(receiver.services.count == 8, "closing the client waits for the sink")
        #expect(sink.lostCount == 0)
    }

    @Test func `what has no room is lost, counted and told`() async throws {
        let receiver = Receiver()
        let sink = QueuedSink(capacity: 2, writingAll: receiver.receive)
        sink.write(Self.record(1))
        try await receiver.entered.wait()
        for number in 2...5 { sink.write(Self.record(number)) }
        #expect(sink.lostCount == 3)
        receiver.leave.open()
        await sink.flush()
        #expect(receiver.services.prefix(2) == ["1", "2"])
        #expect(receiver.messages == ["3 records were lost: the sink is slow or failed"])
    }

    @Test func `a sink that throws fails no call, and is told of its losses`() async throws {
        let calls = Counter()
        let written = InMemorySink()
        let sink: QueuedSink = .records { record in
            if calls.next() == 1 { throw Broken() }
            written.write(record)
        }
        let client = try ServiceClient.testing([OuterLogger(sink)])
        sink.write(Self.record())
        await sink.flush()
        #expect(sink.lostCount == 1)
        try await client.call("list")
        await client.close()
        #expect(written.records.filter { $0.action != .loss }.map(\.action) == [.request, .response])
        #expect(
            written.records.filter { $0.action == .loss }.map(\.message) == [
                "1 record was lost: the sink is slow or failed"
            ]
        )
    }

    @Test func `a record at which a closure throws is lost, and no other`() async throws {
        let written = InMemorySink()
        let (entered, leave) = (Gate(), Gate())
        let sink: QueuedSink = .records { record in
            entered.open()
            try await leave.wait()
            if record.service == "3" { throw Broken() }
            written.write(record)
        }
        sink.write(Self.record(1))
        try await entered.wait()
        for number in 2...5 { sink.write(Self.record(number)) }
        leave.open()
        await sink.flush()
        #expect(written.records.map(\.service) == ["1", "2", "4", "5"])
        #expect(sink.lostCount == 1)
        sink.write(Self.record(6))
        await sink.flush()
        #expect(written.records.map(\.service) == ["1", "2", "4", "5", "6", "6"])
        #expect(written.records.last?.message == "1 record was lost: the sink is slow or failed")
    }

    @Test func `records are written in their order, whoever writes`() async throws {
        let written = InMemorySink()
        let sink: QueuedSink = .records { written.write($0) }
        for number in 0..<1000 { sink.write(Self.record(number)) }
        await sink.flush()
        #expect(written.records.map(\.service) == (0..<1000).map(String.init))
        #expect(sink.lostCount == 0)
    }

    @Test func `closing waits no longer than the limit`() async throws {
        let clock = ManualClock()
        let receiver = Receiver()
        let sink = QueuedSink(flushLimit: .seconds(5), clock: clock, writingAll: receiver.receive)
        sink.write(Self.record())
        async let flushed: Void = sink.flush()
        try await clock.waitForSleepers()
        clock.advance(by: .seconds(5))
        await flushed
        #expect(receiver.services.isEmpty)
        receiver.leave.open()
    }

    @Test func `a task that is cancelled does not wait`() async throws {
        let receiver = Receiver()
        let sink = QueuedSink(flushLimit: .seconds(3600), clock: ManualClock(), writingAll: receiver.receive)
        sink.write(Self.record())
        try await receiver.entered.wait()
        let flush = Task { await sink.flush() }
        flush.cancel()
        await flush.value
        receiver.leave.open()
    }

    @Test func `a sink without records has nothing to wait for`() async {
        await QueuedSink(clock: ManualClock()) { _ in }.flush()
    }

    @Test func `a sink that is dropped leaves nothing behind`() async {
        weak var weakSink: QueuedSink?
        do {
            let sink = QueuedSink { _ in }
            weakSink = sink
            sink.write(Self.record())
            await sink.flush()
        }
        // The task that writes has nothing left to do but to end.
        while weakSink != nil { await Task.yield() }
    }
}
