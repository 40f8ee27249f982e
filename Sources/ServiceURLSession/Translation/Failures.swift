import Foundation
import ServiceCore

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

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

// What `URLSession` reports.
extension TransportError {
    /// Translates an error of the platform.
    ///
    /// - Parameter headArrived: Whether the head of the response was there.
    init(_ error: any Error, origin: ServiceURL.Origin, headArrived: Bool) {
        let place = "\(origin.host):\(origin.effectivePort)"
        let code = Code(error, isSecure: origin.scheme == "https", headArrived: headArrived)
        self.init(code, "\(code.sentence(place)): \(error.localizedDescription)", cause: error)
    }
}

extension TransportError.Code {
    fileprivate init(_ error: any Error, isSecure: Bool, headArrived: Bool) {
        guard let error = error as? URLError else {
            self = .other
            return
        }
        self =
            switch error.code {
            case .cannotFindHost, .dnsLookupFailed: .hostNotFound
            case .cannotConnectToHost, .notConnectedToInternet, .internationalRoamingOff, .dataNotAllowed,
                .callIsActive:
                .connectionFailed
            case .networkConnectionLost, .timedOut: .connectionLost
            case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate,
                .serverCertificateHasUnknownRoot, .serverCertificateNotYetValid, .clientCertificateRejected,
                .clientCertificateRequired, .appTransportSecurityRequiresSecureConnection:
                .tlsFailed
            case .cannotParseResponse, .cannotDecodeContentData, .cannotDecodeRawData: .malformedResponse
            case .requestBodyStreamExhausted, .fileDoesNotExist, .noPermissionsToReadFile: .requestBodyFailed
            case .badURL, .dataLengthExceedsMaximum: .unsupported
            // Linux: the connection ended before a byte of the response; on Apple platforms the response is no HTTP.
            case .badServerResponse: error.isLibcurl("Empty reply") ? .connectionLost : .malformedResponse
            // Linux: the head of the response is no HTTP. The scheme of the URL has been checked.
            case .unsupportedURL: .malformedResponse
            default: Self(unknown: error, isSecure: isSecure, headArrived: headArrived)
            }
    }

    /// Linux has one code for most failures; only libcurl's text tells them apart.
    private init(unknown error: URLError, isSecure: Bool, headArrived: Bool) {
        self =
            if headArrived {
                error.isLibcurl("transfer closed")
                    ? .truncatedBody
                    : error.isLibcurl("Recv failure") || error.isLibcurl("Send failure")
                        ? .connectionLost : .malformedResponse
            } else if error.isLibcurl("connect to") {
                .connectionFailed
            } else if isSecure, error.isLibcurl("SSL") || error.isLibcurl("TLS") || error.isLibcurl("certificate") {
                .tlsFailed
            } else if error.isLibcurl("header") || error.isLibcurl("Header") || error.isLibcurl("Weird server reply")
                || error.isLibcurl("Unsupported HTTP")
            {
                .malformedResponse
            } else if error.isLibcurl("failure") || error.isLibcurl("transfer closed") {
                .connectionLost
            } else {
                .other
            }
    }

    fileprivate func sentence(_ place: String) -> String {
        switch self {
        case .hostNotFound: "No address was found for \(place); check the name and the network"
        case .connectionFailed: "No connection to \(place) came about; check that the service runs and is reachable"
        case .connectionLost: "The connection to \(place) broke off; repeat the call if it is safe"
        case .tlsFailed: "No secure connection to \(place) came about; check its certificate"
        case .malformedResponse: "What \(place) sent is not valid HTTP; check that the URL names an HTTP service"
        case .truncatedBody: "The body from \(place) broke off before its end; repeat the call if it is safe"
        case .requestBodyFailed: "The body of the request to \(place) could not be sent"
        case .unsupported: "URLSession refused the request to \(place)"
        default: "The request to \(place) failed"
        }
    }
}

extension URLError {
    fileprivate func isLibcurl(_ text: String) -> Bool {
        localizedDescription.contains(text)
    }
}
