import ServiceCore

extension RequestHead {
    /// Reads a head from its lines, which have no line ends.
    init(lines: [ArraySlice<UInt8>], bytes: [UInt8]) throws(RequestError) {
        guard let first = lines.first else { throw .malformed("The request has no request line.") }
        let (method, target, minorVersion) = try Self.requestLine(first)
        var headers = HeaderFields()
        headers.reserveCapacity(lines.count - 1)
        for line in lines.dropFirst() {
            let field = try Self.field(line)
            headers.append(field.name, field.value)
        }
        let hosts = headers.values("Host").count
        guard hosts == 1 || (hosts == 0 && minorVersion == 0) else {
            throw .malformed("A request has one Host field (RFC 9112 §3.2); this one has \(hosts).")
        }
        self.init(
            method: method,
            target: target,
            minorVersion: minorVersion,
            headers: headers,
            bytes: bytes,
            framing: try Self.framing(headers, minorVersion: minorVersion)
        )
    }

    /// `method SP request-target SP HTTP-version` (RFC 9112 §3).
    private static func requestLine(
        _ line: ArraySlice<UInt8>
    ) throws(RequestError) -> (RequestMethod, target: String, minorVersion: Int) {
        let parts = line.split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw .malformed("The request line has not three parts.") }
        let method = RequestMethod(rawValue: String(decoding: parts[0], as: UTF8.self))
        guard method.isValid else { throw .malformed("The method is not a token.") }
        guard !parts[1].isEmpty, parts[1].allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw .malformed("The request target is empty or has a control character.")
        }
        let version = Array(parts[2])
        let minorVersion: Int
        switch version {
        case Array("HTTP/1.0".utf8): minorVersion = 0
        case Array("HTTP/1.1".utf8): minorVersion = 1
        case _ where version.count == 8 && version.starts(with: Array("HTTP/".utf8)):
            throw RequestError(status: 505, reason: "The server speaks HTTP/1.1 and HTTP/1.0.")
        default: throw .malformed("The request line does not end in an HTTP version.")
        }
        return (method, String(decoding: parts[1], as: UTF8.self), minorVersion)
    }

    /// `field-name ":" OWS field-value OWS` (RFC 9112 §5).
    private static func field(_ line: ArraySlice<UInt8>) throws(RequestError) -> HeaderField {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
            throw .malformed("A header field has no colon.")
        }
        let name = HeaderField.Name(String(decoding: line[..<colon], as: UTF8.self))
        guard name.isValid else { throw .malformed("The name of a header field is not a token.") }
        let value = line[line.index(after: colon)...]
        guard value.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
            throw .malformed("The value of the header field \(name) has a control character.")
        }
        return HeaderField(name: name, value: String(String(decoding: value, as: UTF8.self)[...].trimmingBlanks))
    }

    /// How long the body is (RFC 9112 §6.3).
    private static func framing(
        _ headers: HeaderFields,
        minorVersion: Int
    ) throws(RequestError) -> BodyFraming {
        let lengths = headers.values(.contentLength)
        if headers.contains(.transferEncoding) {
            guard lengths.isEmpty else { throw .malformed("The request has both a length and a transfer coding.") }
            guard minorVersion >= 1 else { throw .malformed("HTTP/1.0 knows no transfer coding.") }
            let codings = headers.values(.transferEncoding).joined(separator: ",")
            guard codings.equalsIgnoringASCIICase("chunked") else {
                throw RequestError(status: 501, reason: "The server knows no transfer coding but chunked.")
            }
            return .chunked
        }
        guard let length = lengths.first else { return .none }
        guard lengths.allSatisfy({ $0 == length }) else { throw .malformed("The request has different lengths.") }
        guard !length.isEmpty, length.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = Int(length) else {
            throw .malformed("Content-Length is not a number.")
        }
        return .length(number)
    }
}
