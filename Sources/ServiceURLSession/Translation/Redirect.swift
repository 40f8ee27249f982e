import Foundation
import ServiceCore

/// Where a response sends the client, and what becomes of the request on the way (RFC 9110 §15.4).
struct Redirect {
    private let url: ServiceURL
    private let method: RequestMethod
    /// Whether the body goes along.
    let keepsBody: Bool

    /// Reads a redirect; `nil` where the response is an answer.
    init?(_ head: ResponseHead, of request: ServiceRequest) throws {
        let code = head.status.code
        guard [301, 302, 303, 307, 308].contains(code), let location = head.headers[.location] else { return nil }
        let becomesGet = code == 303 ? request.method != .head : code < 303 && request.method == .post
        keepsBody = code != 303 && !becomesGet
        method = becomesGet ? .get : request.method

        let from = request.url.origin
        guard let url = ServiceURL(location: location, relativeTo: request.url) else {
            throw TransportError(
                .redirectFailed,
                "\(from) redirects with \(code) to a Location that is no http or https URL; ask the service's owner."
            )
        }
        if from.scheme == "https", url.origin.scheme == "http" {
            throw TransportError(
                .redirectFailed,
                "\(from) redirects with \(code) to \(url.origin), which is not encrypted; call an https URL directly."
            )
        }
        self.url = url
    }

    /// The request that follows the redirect.
    func apply(to request: ServiceRequest) -> ServiceRequest {
        var next = request
        next.url = url
        next.redaction = request.redaction
        next.method = method
        next.headers["host"] = nil
        if !keepsBody {
            next.body = .none
            for name in Self.describingBody { next.headers[name] = nil }
        }
        if url.origin != request.url.origin {
            // What is masked in a description is not told to a stranger either: the key of a service is as good as a password.
            for field in request.headers
            where request.redaction.isSecret(field.name.rawValue) || Redaction.standard.isSecret(field.name.rawValue) {
                next.headers[field.name] = nil
            }
        }
        return next
    }

    static func tooMany(_ maximum: Int, at origin: ServiceURL.Origin) -> TransportError {
        TransportError(
            .redirectFailed,
            "\(origin) redirects once more after \(maximum) redirects; raise the maximum of the redirect policy."
        )
    }

    private static let describingBody: [HeaderField.Name] = [
        .contentEncoding, "content-language", .contentLength, "content-location", .contentType, "content-range",
        "digest", "last-modified",
    ]
}

extension ServiceURL {
    /// Resolves the value of a `Location` field (RFC 3986 §5); `nil` unless the result is `http` or `https`.
    fileprivate init?(location: String, relativeTo base: ServiceURL) {
        guard
            let from = URL(string: base.string),
            let target = URL(string: location, relativeTo: from)?.absoluteURL,
            let parts = URLComponents(url: target, resolvingAgainstBaseURL: true),
            let scheme = parts.scheme?.lowercased(), scheme == "http" || scheme == "https",
            let host = parts.encodedHost, !host.isEmpty,
            parts.rangeOfPort?.isEmpty ?? true || (0...65_535).contains(parts.port ?? -1)
        else { return nil }
        self.init(
            origin: Origin(scheme: scheme, host: host, port: parts.port),
            path: parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath,
            query: parts.percentEncodedQuery
        )
    }
}
