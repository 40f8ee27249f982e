import Foundation
import ServiceCore

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A request as `URLSession` takes it, after making sure that it will go on the wire as it was meant.
struct RequestMessage: Sendable {
    let method: RequestMethod
    let origin: ServiceURL.Origin
    private let request: URLRequest
    private let body: UploadBody

    init(_ source: ServiceRequest, body: UploadBody) throws {
        method = source.method
        origin = source.url.origin
        self.body = body
        try Self.check(source.method, hasBody: body.length > 0)
        var request = URLRequest(url: try Self.url(source.url))
        request.httpMethod = source.method.rawValue
        guard request.httpMethod == source.method.rawValue else {
            throw TransportError(
                .unsupported,
                "URLSession would send the method \(source.method) in upper case; use another name or transport."
            )
        }
        try FieldRules(source, bodyLength: body.length).apply(to: &request)
        self.request = request
    }

    func makeTask(in session: URLSession) -> URLSessionTask {
        switch body {
        case .none:
            session.dataTask(with: request)
        case .bytes(let bytes):
            bytes.isEmpty ? session.dataTask(with: request) : session.uploadTask(with: request, from: Data(bytes))
        case .file(let file, _):
            session.uploadTask(with: request, fromFile: file.url)
        }
    }

    private static func check(_ method: RequestMethod, hasBody: Bool) throws {
        guard method.isValid, method != .connect else {
            throw TransportError(.unsupported, "URLSession cannot send the method \(method); use another transport.")
        }
        if hasBody, method == .get || method == .head {
            throw TransportError(
                .unsupported,
                "URLSession sends no body with \(method); use another method or another transport."
            )
        }
    }

    private static func url(_ source: ServiceURL) throws -> URL {
        guard source.origin.scheme == "http" || source.origin.scheme == "https" else {
            throw TransportError(.unsupported, "\(source.origin) is neither http nor https; URLSession cannot ask it.")
        }
        #if !canImport(Darwin)
            guard !source.origin.host.hasPrefix("[") else {
                throw TransportError(
                    .unsupported,
                    "URLSession on Linux cannot connect to the IPv6 address \(source.origin.host); use a host name."
                )
            }
        #endif
        guard let url = URL(string: source.string), url.absoluteString == source.string else {
            throw TransportError(
                .unsupported,
                "URLSession would change the encoding of the URL at \(source.origin); percent-encode it per RFC 3986."
            )
        }
        guard PathSegments.firstDotSegment(in: source.path) == nil else {
            throw TransportError(
                .unsupported,
                "URLSession would remove the dot segments of the path at \(source.origin); give the path without them."
            )
        }
        return url
    }
}
