import ServiceCore
import Synchronization

/// A sink that may be slow or fail: records wait in a queue, and one task writes them in their order.
///
/// ```swift
/// OuterLogger(.records { record in try await telemetry.upload(record) })
/// ```
/// Writing to it never waits. Where the queue is full, records are lost rather than calls held up: ``lostCount`` counts them, and
/// the sink is told by a record of the action `LOSS` as soon as it takes one again. The same holds for records that a sink threw at. The
/// task runs only while there is something to write, so a sink that is dropped leaves nothing behind. A program that ends does not
/// wait for it: close the client before, or call ``flush()``.
public final class QueuedSink: LogSink {
    private typealias Waiter = CheckedContinuation<Void, Never>

    private let queue: Mutex<RecordQueue<Waiter>>
    private let flushLimit: Duration
    private let clock: ServiceClock
    /// Writes records, and tells how many of them could not be written.
    private let body: @Sendable ([LogRecord]) async -> Int

    /// Creates a sink.
    ///
    /// - Parameters:
    ///   - capacity: The most records that wait or are being written. Default: 1024; less than 1 counts as 1.
    ///   - flushLimit: How long ``flush()`` waits at most. Default: 5 seconds.
    ///   - clock: The clock of that limit.
    ///   - body: Writes records, some at once. It is never called twice at the same time.
    public convenience init(
        capacity: Int = 1024,
        flushLimit: Duration = .seconds(5),
        clock: some Clock<Duration> = ContinuousClock(),
        writingAll body: @escaping @Sendable ([LogRecord]) async throws -> Void
    ) {
        self.init(capacity: capacity, flushLimit: flushLimit, clock: clock) { records in
            do {
                try await body(records)
                return 0
            } catch {
                return records.count
            }
        }
    }

    /// - Parameter body: Writes records, and returns how many could not be written.
    init(
        capacity: Int = 1024,
        flushLimit: Duration = .seconds(5),
        clock: some Clock<Duration> = ContinuousClock(),
        counting body: @escaping @Sendable ([LogRecord]) async -> Int
    ) {
        queue = Mutex(RecordQueue(capacity: max(1, capacity)))
        self.flushLimit = flushLimit
        self.clock = ServiceClock(clock)
        self.body = body
    }

    /// How many records were lost since the sink was made.
    public var lostCount: Int { queue.withLock(\.lost) }

    /// Puts a record into the queue.
    public func write(_ record: LogRecord) {
        let startsTask = queue.withLock { $0.take(record) }
        // Detached: what it writes belongs to many calls, so it inherits nothing of this one.
        if startsTask { Task.detached { await self.drain() } }
    }

    /// Waits until what is in the queue now is written; no longer than the limit, and no longer than its task is not cancelled.
    public func flush() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.waitUntilWritten() }
            group.addTask { [clock, flushLimit] in try? await clock.sleep(until: clock.now.advanced(by: flushLimit)) }
            await group.next()
            group.cancelAll()
        }
    }

    private func drain() async {
        while let (records, lost) = queue.withLock({ $0.next() }) {
            let failed = await body(records)
            // Who has just failed is told the next time.
            let isTold = lost > 0 && failed == 0 ? await body([.loss(lost, before: records)]) == 0 : false
            let waiters = queue.withLock { $0.finish(told: isTold ? lost : 0, failed: failed) }
            for waiter in waiters { waiter.resume() }
        }
    }

    private func waitUntilWritten() async {
        let id = queue.withLock { $0.makeWaiterID() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let waits = queue.withLock { queue in
                    // A cancelled task asks here once more: its handler may have run before there was anything to resume.
                    !Task.isCancelled && queue.wait(waiter, id: id)
                }
                if !waits { waiter.resume() }
            }
        } onCancel: {
            queue.withLock { $0.leave(id) }?.resume()
        }
    }
}

extension LogSink where Self == QueuedSink {
    /// A function that takes records one by one; see ``QueuedSink``.
    ///
    /// - Parameter body: Takes a record. It may wait and may throw, which holds up and fails no call: a record at which it throws is
    ///   counted as lost, and the next one is tried.
    public static func records(_ body: @escaping @Sendable (LogRecord) async throws -> Void) -> QueuedSink {
        QueuedSink(counting: { records in
            var failed = 0
            for record in records {
                do { try await body(record) } catch { failed += 1 }
            }
            return failed
        })
    }
}

extension LogRecord {
    /// What a sink is told of records that it has not got.
    fileprivate static func loss(_ count: Int, before records: [LogRecord]) -> LogRecord {
        var record = LogRecord(
            action: .loss,
            level: .warning,
            service: records.last?.service ?? "",
            endpoint: "",
            time: records.last?.time ?? .now
        )
        record.message = "\(count) \(count == 1 ? "record was" : "records were") lost: the sink is slow or failed"
        return record
    }
}
