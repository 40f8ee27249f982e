import Foundation
import ServiceCore

/// The body of a request, whole: it is sent without waiting, with its length, and again after a redirect.
enum UploadBody: Sendable {
    case none
    case bytes([UInt8])
    case file(TemporaryFile, length: Int)

    var length: Int {
        switch self {
        case .none: 0
        case .bytes(let bytes): bytes.count
        case .file(_, let length): length
        }
    }

    /// Takes the body of a request; a stream is read to its end, in memory or into a file.
    static func collect(
        _ request: ServiceRequest,
        deadline: Deadline?,
        configuration: URLSessionTransport.Configuration
    ) async throws -> UploadBody {
        switch request.body {
        case .none: return .none
        case .bytes(let bytes): return .bytes(bytes)
        case .stream(let stream):
            let collector = BodyCollector(origin: request.url.origin, configuration: configuration)
            return try await withThrowingTaskGroup(of: UploadBody?.self) { group in
                group.addTask { try await collector.collect(stream) }
                if let deadline {
                    group.addTask {
                        try await deadline.sleep()
                        return nil
                    }
                }
                defer { group.cancelAll() }
                guard let body = try await group.next() ?? nil else {
                    throw TransportError.deadlineExceeded(request.url.origin)
                }
                return body
            }
        }
    }
}

/// Reads a streamed body to its end, with bounded memory.
private struct BodyCollector: Sendable {
    let origin: ServiceURL.Origin
    let configuration: URLSessionTransport.Configuration

    func collect(_ stream: BodyStream) async throws -> UploadBody {
        let (sum, overflows) = configuration.bufferSize.addingReportingOverflow(configuration.temporaryFileLimit)
        let limit = overflows ? .max : sum
        var memory: [UInt8] = []
        var file: TemporaryFile?
        var written = 0
        var chunks = try producing { try stream.makeIterator() }
        while let chunk = try await next(&chunks) {
            memory += chunk
            let length = written + memory.count
            if let expected = stream.length, length > expected {
                throw TransportError.bodyLength(length, expected, origin)
            }
            guard length <= limit else { throw TransportError.temporaryFileLimit(limit, origin) }
            if memory.count > configuration.bufferSize {
                do {
                    let open = try file ?? TemporaryFile(in: configuration.temporaryDirectory, isNamed: true)
                    file = open
                    try open.write(memory, at: written)
                } catch {
                    throw TransportError.temporaryFile(error, origin)
                }
                written = length
                memory.removeAll(keepingCapacity: true)
            }
        }
        let length = written + memory.count
        if let expected = stream.length, length != expected {
            throw TransportError.bodyLength(length, expected, origin)
        }
        guard let file else { return .bytes(memory) }
        do {
            try file.write(memory, at: written)
        } catch {
            throw TransportError.temporaryFile(error, origin)
        }
        return .file(file, length: length)
    }

    private func next(_ chunks: inout BodyStream.Iterator) async throws -> [UInt8]? {
        do {
            let chunk = try await chunks.next()
            try Task.checkCancellation()
            return chunk
        } catch {
            throw failure(error)
        }
    }

    private func producing<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch { throw failure(error) }
    }

    private func failure(_ error: any Error) -> any Error {
        Task.isCancelled ? CancellationError() : TransportError.bodySource(error, origin)
    }
}
