/// What a caller gives an endpoint to send, before it is encoded.
public enum Payload: Sendable {
    /// Nothing: the request has no body.
    case none
    /// A value that the client's codec encodes.
    case value(any Encodable & Sendable)
    /// Bytes that are sent as they are; the codec does not see them.
    case bytes([UInt8])
    /// A body that is produced while it is sent; the codec does not see it.
    case stream(BodyStream)

    /// Whether there is nothing to send.
    public var isNone: Bool {
        if case .none = self { true } else { false }
    }
}
