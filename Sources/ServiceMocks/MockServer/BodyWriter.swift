/// What writes the body of a streamed answer, as long as the function runs that it was given to.
///
/// Several tasks may write: each piece goes out whole, in the order of the calls.
public struct BodyWriter: Sendable {
    private let send: @Sendable ([UInt8]) async throws -> Void

    init(send: @escaping @Sendable ([UInt8]) async throws -> Void) {
        self.send = send
    }

    /// Sends bytes, as one chunk where the body is chunked, and returns when the system has taken them.
    ///
    /// - Throws: An error when the client has left or the server has been stopped, let it pass; ``MockServerError`` when
    ///   the function has returned.
    public func write(_ bytes: [UInt8]) async throws {
        guard !bytes.isEmpty else { return }
        try await send(bytes)
    }

    /// Sends the UTF-8 of a text.
    ///
    /// - Throws: An error when the client has left or the server has been stopped, let it pass; ``MockServerError`` when
    ///   the function has returned.
    public func write(_ text: String) async throws {
        try await write(Array(text.utf8))
    }
}
