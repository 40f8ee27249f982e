public import ServiceCore

/// Checks that a transport keeps its promises, by driving it against a ``MockServer`` on a loopback port.
///
/// A package that has a transport runs every check in a parameterised test:
///
/// ```swift
/// @Test(arguments: TransportConformance.checks)
/// func conforms(check: TransportConformance.Check) async throws {
///     try await check.run(knownLimits: [.joinsRequestFields]) { MyTransport() }
/// }
/// ```
///
/// What a transport is known not to be able to do is declared as a ``Limit``. The checks expect the documented behaviour
/// then, so a declared limit is checked as strictly as a kept promise. Time passes on a ``ManualClock``: a
/// transport must wait for its deadline on the clock of the deadline.
///
/// Not checked: TLS, proxies, HTTP/2 and the resolution of names.
public enum TransportConformance {
    /// Every check.
    public static let checks: [Check] =
        requestChecks + requestBodyChecks + responseChecks + responseBodyChecks + connectionChecks + failureChecks
        + deadlineChecks + cancellationChecks + redirectChecks

    /// Something that a transport cannot do, and says so in its documentation.
    public struct Limit: Hashable, Sendable {
        private let name: String

        /// Request fields of one name are sent as one field, joined with `, ` (RFC 9110 §5.3).
        public static let joinsRequestFields = Limit(name: "joinsRequestFields")
        /// Request fields are sent in another order.
        public static let reordersRequestFields = Limit(name: "reordersRequestFields")
        /// Response fields of one name, `Set-Cookie` apart, are given as one field, joined with `, `.
        public static let joinsResponseFields = Limit(name: "joinsResponseFields")
        /// Response fields are given in another order.
        public static let reordersResponseFields = Limit(name: "reordersResponseFields")
        /// A request without a body has `Content-Length: 0` also where its method does not suggest a body
        /// (RFC 9110 §8.6).
        public static let announcesMissingBodies = Limit(name: "announcesMissingBodies")
        /// A streamed request is sent when its source has ended, with its length.
        public static let collectsStreamedRequests = Limit(name: "collectsStreamedRequests")
        /// A request that finds a kept connection closed is sent again on a new one, whatever its method is.
        public static let repeatsOnNewConnection = Limit(name: "repeatsOnNewConnection")
        /// A redirect is the answer.
        public static let followsNoRedirects = Limit(name: "followsNoRedirects")
    }

    /// One promise, and how it is checked.
    public struct Check: Sendable, Identifiable, CustomStringConvertible {
        /// The promise, as a sentence.
        public let description: String
        private let body: @Sendable (ConformanceContext) async throws -> Void

        init(_ promise: String, _ body: @escaping @Sendable (ConformanceContext) async throws -> Void) {
            description = promise
            self.body = body
        }

        /// The promise: no two checks have the same.
        public var id: String { description }

        /// Makes a transport, runs the check on it, and closes it.
        ///
        /// The time limit is there for a transport that hangs, and no measure of its speed. A check that is not over then
        /// is cancelled and not waited for, because cancellation may be what the transport does not heed.
        ///
        /// - Parameters:
        ///   - knownLimits: What the transport is known not to be able to do.
        ///   - timeLimit: After how much time the check fails; five minutes by default.
        ///   - clock: The clock of the time limit.
        ///   - makeTransport: Makes a transport that was never used.
        /// - Throws: ``Failure`` when the promise is not kept, `CancellationError` when the task is cancelled.
        public func run(
            knownLimits: Set<Limit> = [],
            timeLimit: Duration = .seconds(300),
            clock: some Clock<Duration> = ContinuousClock(),
            makeTransport: @Sendable () async throws -> any Transport
        ) async throws {
            let context = ConformanceContext(transport: try await makeTransport(), limits: knownLimits)
            let (outcomes, source) = AsyncStream.makeStream(of: Result<Void, any Error>?.self)
            let check = Task {
                let outcome = await outcome(in: context)
                await context.transport.close()
                source.yield(outcome)
            }
            let limit = Task {
                try await clock.sleep(for: timeLimit)
                source.yield(nil)
            }
            defer {
                check.cancel()
                limit.cancel()
            }
            var first = outcomes.makeAsyncIterator()
            switch await first.next() ?? nil {
            case nil:
                try Task.checkCancellation()
                throw Failure(promise: description, finding: "it was not over after \(timeLimit)")
            case .success: return
            case .failure(let finding as Finding): throw Failure(promise: description, finding: finding.text)
            case .failure(let error): throw Failure(promise: description, finding: "it threw \(error)")
            }
        }

        private func outcome(in context: ConformanceContext) async -> Result<Void, any Error> {
            do {
                return .success(try await body(context))
            } catch {
                return .failure(error)
            }
        }
    }

    /// A promise that was not kept.
    public struct Failure: Error, Sendable, CustomStringConvertible {
        /// The promise, as its check describes it.
        public let promise: String
        /// What was seen instead.
        public let finding: String

        /// Promise and finding in one sentence.
        public var description: String { "The transport does not keep the promise “\(promise)”: \(finding)." }
    }
}
