public import ServiceCore

extension MockServer {
    /// What a server does by itself.
    public struct Configuration: Sendable {
        /// The clock on which delays and drips of answers run.
        public var clock: ServiceClock

        /// The most bytes that the head of a request may have; a larger one is refused with 431.
        public var maximumHeadSize: Int

        /// The most bytes that the body of a request may have; a larger one is refused with 413.
        public var maximumBodySize: Int

        /// Whether a request with `Expect: 100-continue` is told to continue when its head has arrived.
        ///
        /// A server that stays silent lets a test see how long a client waits before it sends the body unasked.
        public var sendsContinue: Bool

        /// The most requests that are recorded, at least one; when one more arrives, the oldest is dropped.
        ///
        /// A recorded request has its whole body: a test of many calls or of large bodies sets this low, and asks
        /// ``MockServer/requestCount`` how many there were.
        public var recordingLimit: Int

        /// What goes wrong with which requests, beside the faults that answers have; the requests are numbered as they arrive.
        public var faults: FaultPlan

        /// Creates a configuration.
        ///
        /// - Parameters:
        ///   - clock: The clock of delays and drips.
        ///   - maximumHeadSize: The limit of a request's head in bytes, 64 KiB.
        ///   - maximumBodySize: The limit of a request's body in bytes, 64 MiB.
        ///   - sendsContinue: Whether `100 Continue` is sent to those who ask for it.
        ///   - recordingLimit: The most requests that are recorded, 10,000.
        ///   - faults: What goes wrong with which requests, nothing.
        public init(
            clock: ServiceClock = .continuous,
            maximumHeadSize: Int = 65_536,
            maximumBodySize: Int = 67_108_864,
            sendsContinue: Bool = true,
            recordingLimit: Int = 10_000,
            faults: FaultPlan = []
        ) {
            self.clock = clock
            self.maximumHeadSize = maximumHeadSize
            self.maximumBodySize = maximumBodySize
            self.sendsContinue = sendsContinue
            self.recordingLimit = recordingLimit
            self.faults = faults
        }
    }
}
