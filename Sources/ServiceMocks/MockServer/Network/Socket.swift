import Dispatch

/// A connection's socket: reads and writes that wait without blocking a thread.
///
/// One task reads, one task writes, and the owner closes when both have ended. ``interrupt()`` may come from anywhere.
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

    /// Takes a descriptor over.
    init(_ descriptor: CInt, queue: DispatchQueue) {
        self.descriptor = descriptor
        readable = Readiness(descriptor, .reading, on: queue)
        writable = Readiness(descriptor, .writing, on: queue)
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
                rest = rest.dropFirst(try SystemCalls.write(descriptor, rest))
            } catch {
                guard error.wouldBlock else { throw .lost(error) }
                guard await writable.wait() else { throw .interrupted }
            }
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
    func close(resetting: Bool = false) async {
        await readable.close()
        await writable.close()
        if resetting { SystemCalls.resetOnClose(descriptor) }
        SystemCalls.close(descriptor)
    }
}
