import ServiceMocks
import ServiceURLSession
import Testing

struct ConformanceTests {
    /// What `URLSession` cannot do; Docs/URLSession.md tells more.
    private static let limits: Set<TransportConformance.Limit> = [
        .joinsRequestFields, .reordersRequestFields, .joinsResponseFields, .reordersResponseFields,
        .collectsStreamedRequests, .announcesMissingBodies, .repeatsOnNewConnection,
    ]

    @Test(arguments: TransportConformance.checks)
    func conforms(check: TransportConformance.Check) async throws {
        try await check.run(knownLimits: Self.limits) { URLSessionTransport() }
    }
}
