import Foundation
import ServiceCore

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The head of a response, and the length of the body that has to follow, where it can be told.
struct ReceivedHead: Sendable {
    var head: ResponseHead
    /// The number of bytes that the delegate will get; `nil` where it is not known.
    var bodyLength: Int?

    init(head: ResponseHead, bodyLength: Int?) {
        self.head = head
        self.bodyLength = bodyLength
    }

    init(_ response: HTTPURLResponse, method: RequestMethod) {
        var headers = HeaderFields(response)
        let hasBody = method != .head && response.statusCode != 204 && response.statusCode != 304
        let isDecoded = hasBody && headers.values(.contentEncoding).contains(where: Self.isDecodedByPlatform)
        if isDecoded {
            headers[.contentEncoding] = nil
            headers[.contentLength] = nil
        }
        head = ResponseHead(status: ResponseStatus(response.statusCode), headers: headers)
        bodyLength =
            !hasBody ? 0 : headers.contains(.transferEncoding) ? nil : headers[.contentLength].flatMap { Int($0) }
    }

    /// A head whose body the platform has dropped: what was announced counts as missing.
    init(withoutBody response: HTTPURLResponse, method: RequestMethod) {
        self.init(response, method: method)
        bodyLength = bodyLength ?? (head.headers.contains(.transferEncoding) ? 1 : 0)
    }

    private static func isDecodedByPlatform(_ value: String) -> Bool {
        #if canImport(Darwin)
            let known: Set = ["gzip", "x-gzip", "deflate", "br"]
            let codings = value.lowercased().split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            return codings.allSatisfy { known.contains($0) }
        #else
            // libcurl decodes every coding that is not "identity", or fails.
            return !value.equalsIgnoringASCIICase("identity")
        #endif
    }
}

extension HeaderFields {
    /// The fields of a response, sorted by name, for their order is not known.
    fileprivate init(_ response: HTTPURLResponse) {
        let pairs = response.allHeaderFields.compactMap { key, value -> (name: String, value: String)? in
            guard let name = key as? String, let value = value as? String else { return nil }
            return (name, value)
        }
        self.init()
        for pair in pairs.sorted(by: { $0.name < $1.name }) {
            let name = HeaderField.Name(pair.name)
            for value in name == .setCookie ? SetCookie.split(pair.value) : [pair.value] { append(name, value) }
        }
    }
}
