/// The task of one who waits, to be resumed once: the queue keeps it until it takes it out for that.
///
/// In release builds the continuation is not checked. The size of a checked one is known at run time only, and with it the place of
/// everything in the queue, which would make each step of a hand-off a look into tables of the runtime.
#if DEBUG
    struct Waker: Sendable {
        private let continuation: CheckedContinuation<WaitOutcome, Never>

        /// Suspends the task until it is resumed.
        ///
        /// - Parameter body: Runs before that; it keeps the waker, or resumes it.
        static func suspend(_ body: (Waker) -> Void) async -> WaitOutcome {
            await withCheckedContinuation { body(Waker(continuation: $0)) }
        }

        func resume(returning outcome: WaitOutcome) {
            continuation.resume(returning: outcome)
        }
    }
#else
    // Safe, for nobody but the queue has it, and what the queue gives away it has no more.
    @safe struct Waker: Sendable {
        private let continuation: UnsafeContinuation<WaitOutcome, Never>

        static func suspend(_ body: (Waker) -> Void) async -> WaitOutcome {
            unsafe await withUnsafeContinuation { body(unsafe Waker(continuation: $0)) }
        }

        func resume(returning outcome: WaitOutcome) {
            unsafe continuation.resume(returning: outcome)
        }
    }
#endif
