import ServiceCore

/// Who waits: it tells whether its wait has lost its purpose.
protocol WaitOwner: Sendable {
    var isClosed: Bool { get }
}

extension ClientLifetime: WaitOwner {}

/// A limit as a value: input in, resumptions out. It knows neither locks nor tasks nor clocks.
///
/// A caller that has to wait gets a key in the same step in which it takes its place in the queue, and parks its continuation
/// under it afterwards; what was decided in between is kept for it. So the order of arrival is the order of the queue, and a
/// cancellation that comes before the continuation is not lost.
protocol LimitMachine: Sendable {
    associatedtype Owner: WaitOwner
    associatedtype Continuation: Sendable

    var queue: WaitQueue<Owner, Continuation> { get set }

    /// The next moment at which something happens by itself; `nil` where nothing will.
    var nextAlarm: Duration? { get }

    /// Somebody asks for permits: they are granted, or refused, or there is a place in the queue.
    mutating func arrive(weight: Int, now: Duration, expiry: Expiry?, owner: Owner) -> Admission

    /// The task of a waiter was cancelled.
    mutating func cancel(_ key: WaitKey) -> Resumptions<Continuation>

    /// It is `now` or later.
    mutating func tick(_ now: Duration) -> Resumptions<Continuation>

    /// A client was closed: the waiters that were its own are refused.
    mutating func close() -> Resumptions<Continuation>
}

extension LimitMachine {
    /// The continuation of a waiter, which comes after its key; gives what has been decided already.
    mutating func park(_ key: WaitKey, _ continuation: Continuation) -> WaitOutcome? {
        queue.park(key, continuation)
    }
}
