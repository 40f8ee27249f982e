import Synchronization

/// A connection's socket: reads and writes that wait without blocking a thread.
///
/// One task reads, one task at a time writes, and the owner closes. ``interrupt()`` may come from anywhere.
final class Socket: Sendable {
    enum Failure: Error {
        /// ``Socket/interrupt()`` was called.
        case interrupted
        /// The other side has reset the connection, or it broke otherwise.
        case lost(SystemCalls.Failure)
    }

    private let descriptor: CInt
    private let readable: Readiness
    private let writable: Readiness
    /// Closing waits for a write that is at it, for the number of the descriptor may be another file's afterwards. No call
    /// under the lock blocks.
    private let isClosed = Mutex(false)

    /// Takes a descriptor over.
    init(_ descriptor: CInt, _ poller: Poller) {
        self.descriptor = descriptor
        readable = Readiness(descriptor, .reading, poller)
        writable = Readiness(descriptor, .writing, poller)
    }

    /// Waits for bytes; an empty array is the end of what the other side sends.
    func read(maximum: Int = 65_536) async throws(Failure) -> [UInt8] {
        while true {
            if readable.isInterrupted { throw .interrupted }
            do throws(SystemCalls.Failure) {
                return try SystemCalls.read(descriptor, maximum: maximum)
            } catch {
                guard error.wouldBlock else { throw .lost(error) }
            }
            guard await readable.wait() else { throw .interrupted }
        }
    }

    /// Returns when the system has taken every byte.
    func write(_ bytes: [UInt8]) async throws(Failure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            if writable.isInterrupted { throw .interrupted }
            do throws(SystemCalls.Failure) {
                rest = rest.dropFirst(try writeSome(rest))
            } catch {
                guard error.wouldBlock else { throw .lost(error) }
                guard await writable.wait() else { throw .interrupted }
            }
        }
    }

    private func writeSome(_ bytes: ArraySlice<UInt8>) throws(SystemCalls.Failure) -> Int {
        try isClosed.withLock { isClosed throws(SystemCalls.Failure) in
            guard !isClosed else { throw .closed }
            return try SystemCalls.write(descriptor, bytes)
        }
    }

    /// Tells the other side that nothing more comes.
    func shutdownWriting() {
        SystemCalls.shutdownWriting(descriptor)
    }

    /// Makes reading and writing fail, now and later.
    func interrupt() {
        readable.interrupt()
        writable.interrupt()
    }

    /// Closes the descriptor; nobody may read or write any more.
    func close(resetting: Bool = false) {
        interrupt()
        isClosed.withLock { $0 = true }
        if resetting { SystemCalls.resetOnClose(descriptor) }
        SystemCalls.close(descriptor)
    }
}
