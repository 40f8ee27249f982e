/// The socket on which connections arrive.
final class Listener: Sendable {
    let port: Int
    private let descriptor: CInt
    private let readable: Readiness

    init(port: UInt16, _ poller: Poller) throws(SystemCalls.Failure) {
        descriptor = try SystemCalls.listen(port: port)
        do throws(SystemCalls.Failure) {
            self.port = Int(try SystemCalls.port(of: descriptor))
        } catch {
            SystemCalls.close(descriptor)
            throw error
        }
        readable = Readiness(descriptor, .reading, poller)
    }

    /// Waits for the next connection and gives its descriptor, or `nil` after ``interrupt()``.
    ///
    /// When the process has no descriptor left, it tries again a little later: the connection stays in the queue of
    /// the system, which would report it again and again at once.
    func accept() async -> CInt? {
        while !readable.isInterrupted {
            do throws(SystemCalls.Failure) {
                return try SystemCalls.accept(on: descriptor)
            } catch {
                if error.wouldBlock {
                    guard await readable.wait() else { return nil }
                } else if !error.isAbortedConnection {
                    try? await ContinuousClock().sleep(for: .milliseconds(10))
                }
            }
        }
        return nil
    }

    func interrupt() {
        readable.interrupt()
    }

    func close() {
        readable.interrupt()
        SystemCalls.close(descriptor)
    }
}
