public import ServiceCore

/// The body of an answer that tells a failure, as the model that its endpoint declares: the cause of a `ServiceError`.
///
/// ```swift
/// do {
///     try await ocean.deleteDroplet(id: 3)
/// } catch let error as ServiceError where error.status == 404 {
///     print(error.failure(as: OceanFailure.self)?.message ?? "")
/// }
/// ```
/// A body that is not of the model, such as a page of a proxy, does not hide the failure: the error has its status and response then too, and
/// the cause is what the codec threw.
public struct ServiceFailure<Body: Sendable>: Error, CustomStringConvertible {
    /// The status of the answer.
    public let status: ResponseStatus

    /// The decoded body.
    public let body: Body

    /// Creates a failure.
    public init(status: ResponseStatus, body: Body) {
        self.status = status
        self.body = body
    }

    /// The status, and the body if it describes itself: otherwise it may hold what is not for a log.
    public var description: String {
        if let body = body as? any CustomStringConvertible { return "\(status): \(body)" }
        return "\(status) with \(TypeName.of(Body.self))"
    }
}

extension ServiceError {
    /// The decoded body of the answer that told the failure, if the endpoint declares this model for its failures.
    public func failure<Body: Sendable>(as type: Body.Type) -> Body? {
        (cause as? ServiceFailure<Body>)?.body
    }
}

extension ServiceError.Code {
    /// The status is 4xx or 5xx, and the endpoint declares a model of its failures. The cause is a ``ServiceFailure``, or what the codec
    /// threw where the body is not of the model; the error has the status and the response in both cases. Or the status of a page is
    /// none of 2xx, see ``PageSequence``.
    public static let unsuccessfulStatus = Self("unsuccessfulStatus")
}

extension ServiceResponse {
    /// Throws the failure that the response tells, if its status is one.
    func checkStatus(failure type: (any (Decodable & Sendable).Type)?, _ session: ServiceSession) throws {
        guard let type, status.kind == .clientError || status.kind == .serverError else { return }
        throw unsuccessful(type, session)
    }

    private func unsuccessful<Body: Decodable & Sendable>(
        _ type: Body.Type,
        _ session: ServiceSession
    ) -> ServiceError {
        do {
            let body = try session.codec.decode(type, from: self, session: session)
            let failure = ServiceFailure(status: status, body: body)
            return ServiceError(.unsuccessfulStatus, "the answer is \(status)", cause: failure)
        } catch {
            let reasons = reasons(error, type, session)
            let message = "the answer is \(status), and its body is no \(TypeName.of(type))\(reasons)"
            return ServiceError(.unsuccessfulStatus, message, cause: error)
        }
    }
}
