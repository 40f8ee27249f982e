#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

// Without this, `localizedDescription`, which alerts and crash reporters show, would tell the name of a type and a number.

extension ServiceError: LocalizedError {
    /// The message alone, secrets masked: ``description`` has the request, the response and the cause beside it.
    public var errorDescription: String? { ownRedaction.lines(message) }
}

extension TransportError: LocalizedError {
    /// The message alone, secrets masked.
    public var errorDescription: String? { ownRedaction.text(message) }
}
