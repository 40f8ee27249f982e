public import ServiceCore

/// A request that a mock answers, right where it would have been sent.
public struct MockCall: Sendable {
    /// The name of the service.
    public let service: String
    /// The endpoint.
    public let endpoint: EndpointDescription
    /// The number of the attempt, from 1.
    public let attempt: Int
    /// The request as it would have been sent.
    public let request: ServiceRequest
    /// The body of the request; a streamed one has been read to its end.
    public let body: [UInt8]
    /// What describes the answer: the option of the endpoint, changed by a rule if there is one. Empty where nothing does.
    public let description: MockDescription

    let folder: Folder?

    /// The body of the request as text; bytes that are not UTF-8 are replaced.
    public var text: String { String(decoding: body, as: UTF8.self) }

    /// The body of the request, read as JSON.
    ///
    /// - Throws: `JSONSyntaxError`.
    public var json: DynamicValue {
        get throws { try JSONReader().read(body) }
    }

    /// The bytes of a file of the mock's folder.
    ///
    /// - Parameter path: Relative to the folder; neither `..` nor a symbolic link leads out of it.
    /// - Throws: ``MockError`` with the file and the reason.
    public func bytes(ofFile path: String) throws -> [UInt8] {
        guard let folder else { throw MockError.noFolder(path) }
        do {
            return try folder.read(path)
        } catch {
            throw MockError(.unreadableFile, "\(error)")
        }
    }
}

extension MockCall: CustomDebugStringConvertible {
    /// Service, endpoint, attempt and request on one line, secrets masked.
    public var debugDescription: String { "\(service).\(endpoint.name), attempt \(attempt): \(request)" }
}
