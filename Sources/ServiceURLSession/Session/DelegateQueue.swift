import Foundation

/// The queue on which a session calls its delegate.
enum DelegateQueue {
    static func make() -> OperationQueue {
        #if canImport(Darwin)
            let queue = OperationQueue()
        #else
            let queue = ImmediateQueue()
        #endif
        queue.maxConcurrentOperationCount = 1
        return queue
    }
}

#if !canImport(Darwin)
    /// Calls the delegate on the session's own queue, at once.
    ///
    /// On Linux a session hands over what it receives without waiting for the delegate. Through a usual queue, the blocks
    /// that wait there hold the body, and nothing bounds them or tells how many there are. It also closes a gap of the
    /// platform, in which a task that is cancelled while its completion waits in the queue ends the process.
    ///
    /// The delegate must not call into its session from here: such a call waits for the queue that it runs on.
    private final class ImmediateQueue: OperationQueue, @unchecked Sendable {  // It has no state of its own.
        override func addOperation(_ block: @escaping @Sendable () -> Void) {
            block()
        }
    }
#endif
