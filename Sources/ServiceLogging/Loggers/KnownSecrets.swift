import ServiceCore

/// The secrets of a request, kept in its call: both loggers ask for them more than once, and to find them all of the request is read.
struct KnownSecrets: AttributeKey, Sendable {
    typealias Value = KnownSecrets
    static let name = "knownSecrets"
    static let isHidden = true

    private let request: ServiceRequest
    private let redaction: Redaction
    let masking: Masking

    /// Those that the call knows already, as far as neither the request nor the policy has been changed since, or else new ones.
    ///
    /// - Parameter redaction: The policy. Default: that of the session.
    init(of request: ServiceRequest, _ session: ServiceSession, _ redaction: Redaction? = nil) {
        let redaction = redaction ?? session.redaction
        if let known = session.attributes[Self.self], known.request.isIdentical(to: request),
            known.redaction.isIdentical(to: redaction)
        {
            self = known
        } else {
            self.request = request
            self.redaction = redaction
            masking = Masking(redaction, of: request)
        }
    }

    /// The same, and the call knows them from then on.
    init(of request: ServiceRequest, _ session: inout ServiceSession) {
        self.init(of: request, session as ServiceSession)
        session.attributes[Self.self] = self
    }
}
