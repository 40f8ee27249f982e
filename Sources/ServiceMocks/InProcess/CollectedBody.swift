import ServiceCore

extension RequestBody {
    /// The bytes of the body; a stream is read to its end, and no longer than the deadline allows.
    func collected(_ pause: Pause) async throws -> [UInt8] {
        switch self {
        case .none: return []
        case .bytes(let bytes): return bytes
        case .stream(let stream): return try await pause.limit { try await stream.collected() }
        }
    }
}

extension BodyStream {
    fileprivate func collected() async throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunks: BodyStream.Iterator
        do {
            chunks = try makeIterator()
            while let chunk = try await chunks.next() { bytes += chunk }
        } catch {
            if error is CancellationError { throw error }
            throw TransportError(.requestBodyFailed, "the body of the request could not be read", cause: error)
        }
        if let length, length != bytes.count {
            throw TransportError(
                .requestBodyFailed,
                "the body of the request has \(bytes.count) bytes, and \(length) were announced"
            )
        }
        return bytes
    }
}
