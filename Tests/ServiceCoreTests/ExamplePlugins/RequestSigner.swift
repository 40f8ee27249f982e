import ServiceCore

/// Signs each attempt as it goes on the wire: method, target, the number of the attempt and the encoded body.
struct RequestSigner: SendPreparing {
    let key: String

    func willSend(_ request: inout ServiceRequest, session: inout ServiceSession) async throws {
        var signed = "\(key)\n\(request.method)\n\(request.url.requestTarget)\n\(session.attempt)\n".utf8.map { $0 }
        switch request.body {
        case .none: break
        case .bytes(let bytes): signed += bytes
        case .stream: throw ServiceError(.invalidRequest, "a streamed body cannot be signed: send bytes")
        }
        request.headers["x-signature"] = String(Self.hash(signed), radix: 16)
    }

    /// FNV-1a, which is enough for a test and for nothing else.
    static func hash(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
