import Foundation
import ServiceCore

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// How header fields get into a `URLRequest`, which has one value for a name and keeps some names for itself.
struct FieldRules {
    private let fields: HeaderFields
    private let authority: String
    private let bodyLength: Int

    init(_ source: ServiceRequest, bodyLength: Int) {
        fields = source.headers
        authority = source.url.origin.authority
        self.bodyLength = bodyLength
    }

    /// The fields that belong to the connection, which is the platform's business (RFC 9110 §7.6.1, §10.1).
    private static let reserved: Set<HeaderField.Name> = [
        "connection", "expect", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
    ]

    /// Sets every field; several of one name become one, joined as RFC 9110 §5.3 says.
    func apply(to request: inout URLRequest) throws {
        var seen: Set<HeaderField.Name> = []
        for field in fields where seen.insert(field.name).inserted {
            let value = fields[field.name] ?? field.value
            if field.name == "host" {
                guard value.equalsIgnoringASCIICase(authority) else { throw refusal(field.name) }
            } else if field.name == .contentLength {
                guard Int(value) == bodyLength else { throw refusal(field.name) }
            } else if Self.reserved.contains(field.name) {
                throw refusal(field.name)
            } else {
                request.setValue(value, forHTTPHeaderField: field.name.rawValue)
            }
        }
    }

    private func refusal(_ name: HeaderField.Name) -> TransportError {
        TransportError(
            .unsupported,
            "URLSession writes the header field \(name) to \(authority) by itself; leave it out."
        )
    }
}
