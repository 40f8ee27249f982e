import Foundation
import ServiceCore

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

// What `URLSession` reports.
extension TransportError {
    /// Translates an error of the platform.
    ///
    /// - Parameter headArrived: Whether the head of the response was there.
    init(_ error: any Error, origin: ServiceURL.Origin, headArrived: Bool) {
        let place = "\(origin.host):\(origin.effectivePort)"
        let code = (error as? URLError).map {
            Code($0, symptom: $0.symptom, isSecure: origin.scheme == "https", headArrived: headArrived)
        }
        let sentence = (code ?? .other).sentence(place)
        self.init(code ?? .other, "\(sentence): \(error.localizedDescription)", cause: error.withoutURL)
    }
}

extension TransportError.Code {
    /// - Parameter symptom: What libcurl said, on Linux.
    init(_ error: URLError, symptom: LibcurlSymptom?, isSecure: Bool, headArrived: Bool) {
        self =
            switch error.code {
            case .cannotFindHost, .dnsLookupFailed: .hostNotFound
            case .notConnectedToInternet, .internationalRoamingOff, .dataNotAllowed, .callIsActive: .connectionFailed
            // Linux: the host's first address may have refused, another one accepted, and something else failed. Who may
            // repeat a request that was never sent must not be told so of one that was.
            case .cannotConnectToHost:
                headArrived || symptom != nil && symptom != .noConnection
                    ? Self(symptom, isSecure: isSecure, headArrived: headArrived) : .connectionFailed
            case .timedOut: symptom == .noConnection ? .connectionFailed : .connectionLost
            case .networkConnectionLost: .connectionLost
            case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate,
                .serverCertificateHasUnknownRoot, .serverCertificateNotYetValid, .clientCertificateRejected,
                .clientCertificateRequired, .appTransportSecurityRequiresSecureConnection:
                .tlsFailed
            case .cannotParseResponse, .cannotDecodeContentData, .cannotDecodeRawData: .malformedResponse
            case .requestBodyStreamExhausted, .fileDoesNotExist, .noPermissionsToReadFile: .requestBodyFailed
            case .badURL, .dataLengthExceedsMaximum: .unsupported
            // Linux: the connection ended before a byte of the response. Apple platforms: the response is no HTTP.
            case .badServerResponse: symptom == .brokenConnection ? .connectionLost : .malformedResponse
            // Linux: the head of the response is no HTTP. The scheme of the URL has been checked.
            case .unsupportedURL: .malformedResponse
            default: Self(symptom, isSecure: isSecure, headArrived: headArrived)
            }
    }

    /// A failure that the platform has no code for.
    private init(_ symptom: LibcurlSymptom?, isSecure: Bool, headArrived: Bool) {
        self =
            switch symptom {
            case .malformedResponse: .malformedResponse
            case .truncatedBody: headArrived ? .truncatedBody : .connectionLost
            case .brokenConnection: .connectionLost
            case .noConnection: headArrived ? .connectionLost : .connectionFailed
            case .noSecureConnection: headArrived ? .connectionLost : isSecure ? .tlsFailed : .other
            // An answer had begun, and its end did not arrive: that much is certain.
            case nil: headArrived ? .connectionLost : .other
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
    fileprivate var symptom: LibcurlSymptom? {
        #if canImport(FoundationNetworking)
            LibcurlSymptom(localizedDescription)
        #else
            nil
        #endif
    }
}

extension Error {
    /// The same error without the URL of the request, whose query may hold a secret. A description tells it in full, and the
    /// request with its secrets masked stands beside the error anyway.
    fileprivate var withoutURL: any Error {
        guard let error = self as? URLError else { return self }
        return URLError(error.code, userInfo: (error as NSError).userInfo.withoutURLs)
    }
}

extension [String: Any] {
    fileprivate var withoutURLs: Self {
        // NSURLErrorFailingURLErrorKey, and its older and its private kin.
        var result = filter { !$0.key.contains("FailingURL") }
        if let underlying = result[NSUnderlyingErrorKey] as? NSError {
            result[NSUnderlyingErrorKey] = NSError(
                domain: underlying.domain,
                code: underlying.code,
                userInfo: underlying.userInfo.withoutURLs
            )
        }
        return result
    }
}
