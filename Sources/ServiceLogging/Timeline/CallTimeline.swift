public import ServiceCore

/// What happened in a call, and when: recorded by the plugin ``Timeline``.
public struct CallTimeline: Sendable, Hashable {
    /// A stage that was reached.
    public struct Event: Sendable, Hashable {
        /// The stage.
        public let stage: Stage
        /// The attempt that it belongs to, from 1; 0 for a stage of the call as a whole.
        public let attempt: Int
        /// The time since the call began.
        public let offset: Duration

        /// Creates an event.
        public init(stage: Stage, attempt: Int = 0, offset: Duration) {
            self.stage = stage
            self.attempt = attempt
            self.offset = offset
        }
    }

    /// The stages in the order in which they were reached; those of attempts that run at once are mixed.
    public let events: [Event]

    /// How many stages between the first half of ``events`` and the second were not recorded, as there were too many.
    public let omitted: Int

    /// Creates a timeline.
    public init(events: [Event], omitted: Int = 0) {
        self.events = events
        self.omitted = omitted
    }

    /// The time from the first stage to the last.
    public var duration: Duration { events.last?.offset ?? .zero }

    /// How long it took to reach a stage: the time since the one before it in the same attempt, or in the call.
    ///
    /// A wait for a permit shows in `willSend` (it comes after `interceptAttempt`, where the wait is), the answer of the server in
    /// `didReceive`, and a back-off in the `interceptAttempt` that follows.
    public func gap(before index: Int) -> Duration {
        let event = events[index]
        let earlier = events[..<index]
        // The first stage of an attempt follows whatever came before it, the stages of the call follow any attempt.
        let last =
            earlier.last { event.attempt > 0 && $0.attempt == event.attempt } ?? earlier.last
        return event.offset - (last?.offset ?? .zero)
    }
}
