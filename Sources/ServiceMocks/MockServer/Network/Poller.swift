import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Tells when descriptors can be read from or written to: one thread that sits in `poll(2)`.
///
/// Dispatch sources would do the same with less code, but on Linux two sources of one socket share an entry that is
/// taken out of `epoll` when the other side hangs up, and a source that is registered just then never fires.
final class Poller: Sendable {
    enum Direction: CaseIterable, Sendable {
        case reading, writing

        fileprivate var events: CShort { self == .reading ? CShort(POLLIN) : CShort(POLLOUT) }
        fileprivate var opposite: Self { self == .reading ? .writing : .reading }
    }

    /// Who waits for one descriptor. It is told `true` when the descriptor is ready, `false` when the wait is ended.
    private struct Waiters: Sendable {
        var reading: CheckedContinuation<Bool, Never>?
        var writing: CheckedContinuation<Bool, Never>?

        var events: CShort {
            (reading == nil ? 0 : Direction.reading.events) | (writing == nil ? 0 : Direction.writing.events)
        }

        subscript(direction: Direction) -> CheckedContinuation<Bool, Never>? {
            get { direction == .reading ? reading : writing }
            set { if direction == .reading { reading = newValue } else { writing = newValue } }
        }
    }

    private struct State: Sendable {
        var waiters: [CInt: Waiters] = [:]
        /// Whether somebody has seen to it that the thread looks at the waiters again.
        var isWoken = false

        var entries: [pollfd] { waiters.map { pollfd(fd: $0.key, events: $0.value.events, revents: 0) } }

        /// Says that the thread has to look again; `true` where the caller has to wake it.
        mutating func needsWakingUp() -> Bool {
            defer { isWoken = true }
            return !isWoken
        }

        /// The waiters that a polled entry concerns. A hang-up or an error is for both to find out.
        mutating func take(_ entry: pollfd) -> [CheckedContinuation<Bool, Never>] {
            Direction.allCases
                .filter { entry.revents & ~$0.opposite.events != 0 }
                .compactMap { take(entry.fd, $0) }
        }

        mutating func take(_ descriptor: CInt, _ direction: Direction) -> CheckedContinuation<Bool, Never>? {
            guard let waiter = waiters[descriptor]?[direction].take() else { return nil }
            if waiters[descriptor]?.events == 0 { waiters[descriptor] = nil }
            return waiter
        }
    }

    private static let current = Mutex<Poller?>(nil)

    private let state = Mutex(State())
    /// The thread polls one end of a pipe; a byte into the other end wakes it.
    private let pipe: (reading: CInt, writing: CInt)

    private init() throws(SystemCalls.Failure) {
        pipe = try SystemCalls.pipe()
    }

    /// The poller of the process, which starts at the first call and never ends.
    ///
    /// - Throws: The failure of the system, for example when no descriptor is left; a later call tries again.
    static func shared() throws(SystemCalls.Failure) -> Poller {
        try current.withLock { current throws(SystemCalls.Failure) in
            if let current { return current }
            let poller = try Poller()
            DispatchQueue(label: "MockServer.Poller").async { poller.run() }
            current = poller
            return poller
        }
    }

    /// Waits until the descriptor is ready, has hung up or is broken; `false` where ``cancel(_:_:)`` ended the wait.
    ///
    /// At most one task waits for each direction. `true` does not promise that a call would not block: it is tried, and
    /// waited for again.
    ///
    /// - Parameter isRefused: Whether to end the wait at once. It is asked when ``cancel(_:_:)`` would find the waiter
    ///   already: whoever makes it `true` and cancels then leaves none behind.
    func wait(_ descriptor: CInt, _ direction: Direction, unless isRefused: () -> Bool) async -> Bool {
        await withCheckedContinuation { continuation in
            let mustWake = state.withLock { state in
                state.waiters[descriptor, default: Waiters()][direction] = continuation
                return state.needsWakingUp()
            }
            if mustWake { wake() }
            if isRefused() { cancel(descriptor, direction) }
        }
    }

    /// Ends the present wait. The descriptor may be closed afterwards.
    func cancel(_ descriptor: CInt, _ direction: Direction) {
        let (waiter, mustWake) = state.withLock { state in
            let waiter = state.take(descriptor, direction)
            // Closing a descriptor takes effect only when the thread polls it no more.
            return (waiter, waiter != nil && state.needsWakingUp())
        }
        if mustWake { wake() }
        waiter?.resume(returning: false)
    }

    private func wake() {
        SystemCalls.writeByte(pipe.writing)
    }

    private func run() -> Never {
        while true {
            let watched = state.withLock { state in
                state.isWoken = false
                return state.entries
            }
            var entries = [pollfd(fd: pipe.reading, events: CShort(POLLIN), revents: 0)] + watched
            SystemCalls.poll(&entries)
            if entries[0].revents != 0 { SystemCalls.drain(pipe.reading) }
            let ready = state.withLock { state in entries.dropFirst().flatMap { state.take($0) } }
            for waiter in ready { waiter.resume(returning: true) }
        }
    }
}
