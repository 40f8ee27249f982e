import ServiceCore

// What can go wrong here, in words.
extension TransportError {
    static func deadlineExceeded(_ origin: ServiceURL.Origin) -> TransportError {
        TransportError(.deadlineExceeded, "The deadline of a request to \(origin) passed; give the call more time.")
    }

    static func closed(_ origin: ServiceURL.Origin) -> TransportError {
        TransportError(.closed, "The transport was closed before a request to \(origin); make a new one.")
    }

    static func truncated(_ origin: ServiceURL.Origin, received: Int, of expected: Int) -> TransportError {
        TransportError(
            .truncatedBody,
            "\(received) of \(expected) bytes of a body arrived from \(origin); the call may be repeated if it is safe."
        )
    }

    static func bodyLength(_ length: Int, _ expected: Int, _ origin: ServiceURL.Origin) -> TransportError {
        TransportError(
            .requestBodyFailed,
            """
            The source of a body to \(origin) gave \(length) bytes, and \(expected) were announced; \
            announce the right length or none.
            """
        )
    }

    static func bodySource(_ error: any Error, _ origin: ServiceURL.Origin) -> TransportError {
        TransportError(
            .requestBodyFailed,
            "The source of a body to \(origin) failed, so the request was not sent; the cause tells why.",
            cause: error
        )
    }

    static func temporaryFile(_ error: any Error, _ origin: ServiceURL.Origin) -> TransportError {
        TransportError(
            .other,
            "No temporary file for a body of \(origin); look after the space and the rights of the temporary directory.",
            cause: error
        )
    }

    static func temporaryFileLimit(_ limit: Int, _ origin: ServiceURL.Origin) -> TransportError {
        TransportError(
            .other,
            """
            More than \(limit) bytes of a body of \(origin) would be in temporary storage; \
            read faster, or raise temporaryFileLimit.
            """
        )
    }
}
