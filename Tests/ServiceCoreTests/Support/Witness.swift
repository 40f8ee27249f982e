import ServiceCore

/// A plugin that counts what an attempt takes and gives back, and keeps what the failure and end hooks were told.
final class Witness: AttemptIntercepting, FailureObserving, EndObserving {
    struct Record: Sendable {
        var taken = 0
        var givenBack = 0
        var failures: [ServiceError] = []
        var ends: [String] = []
    }

    private let record = Locked(Record())

    var taken: Int { record.value.taken }
    var givenBack: Int { record.value.givenBack }
    var failures: [ServiceError] { record.value.failures }
    var ends: [String] { record.value.ends }

    func interceptAttempt(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: AttemptNext
    ) async throws -> ServiceResponse {
        record.withLock { $0.taken += 1 }
        defer { record.withLock { $0.givenBack += 1 } }
        return try await next(request, session: &session)
    }

    func didFail(_ error: ServiceError, session: inout ServiceSession) {
        record.withLock { $0.failures.append(error) }
    }

    func didEnd(_ outcome: CallOutcome, session: ServiceSession) {
        record.withLock { $0.ends.append(outcome.label) }
    }
}
