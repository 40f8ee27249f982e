import ServiceCore

/// Runs the function that writes a body beside the one that reads it: a piece is taken before the next one is written.
enum StreamedAnswer {
    private struct State: Sendable {
        /// The piece that waits for the reader.
        var piece: [UInt8]?
        /// How the writing ended, once it has.
        var end: Result<Void, any Error>?
        /// Whether nobody reads any more.
        var isAbandoned = false
    }

    /// - Parameters:
    ///   - write: Writes the body. Its task is cancelled when the reader has had enough.
    ///   - deadline: When the reading fails.
    ///   - read: Is given the source of the pieces.
    static func play(
        _ write: @escaping @Sendable (BodyWriter) async throws -> Void,
        deadline: Deadline?,
        read: (@escaping FaultedBody.Source) async throws -> Void
    ) async throws {
        let state = Monitor(State())
        let outcome = await withTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    try await write(BodyWriter { try await put($0, into: state) })
                    end(.success(()), state)
                } catch {
                    let message = "the function that writes the body of the mock threw"
                    end(.failure(TransportError(.truncatedBody, message, cause: error)), state)
                }
            }
            if let deadline {
                group.addTask {
                    guard (try? await deadline.sleep()) != nil else { return }
                    end(
                        .failure(TransportError(.deadlineExceeded, "the deadline passed in the body of the mock")),
                        state
                    )
                }
            }
            let outcome: Result<Void, any Error>
            do {
                outcome = .success(try await read { try await take(from: state) })
            } catch {
                outcome = .failure(error)
            }
            state.withLock { $0.isAbandoned = true }
            group.cancelAll()
            return outcome
        }
        try outcome.get()
    }

    private static func end(_ end: Result<Void, any Error>, _ state: Monitor<State>) {
        state.withLock { $0.end = $0.end ?? end }
    }

    private static func put(_ bytes: [UInt8], into state: Monitor<State>) async throws {
        try await state.wait { state -> Result<Void, any Error>? in
            if state.isAbandoned { return .failure(CancellationError()) }
            if state.end != nil { return .failure(MockServerError.bodyIsOver) }
            guard state.piece == nil else { return nil }
            state.piece = bytes
            return .success(())
        }.get()
    }

    private static func take(from state: Monitor<State>) async throws -> [UInt8]? {
        try await state.wait { state -> Result<[UInt8]?, any Error>? in
            if let piece = state.piece.take() { return .success(piece) }
            switch state.end {
            case nil: return nil
            case .success: return .success(nil)
            case .failure(let error): return .failure(error)
            }
        }.get()
    }
}
