import ServiceCore

/// Gives episodes again, and records what another transport brings.
struct CassetteTransport: Transport {
    let base: any Transport
    let tape: Tape
    let mode: Cassette.Mode
    let maximumBodySize: Int

    func send(
        _ request: ServiceRequest,
        deadline: Deadline?,
        handler: TransportResponse.Handler
    ) async throws {
        var request = request
        let body = try await request.body.collected(Pause(deadline: deadline, clock: .continuous))
        // What was a stream has been read, and is sent from memory.
        if case .stream = request.body { request.body = .bytes(body) }
        let redaction = request.redaction
        let asked = EpisodeRequest(request, body: body)
        if mode != .all, let response = try await tape.take(asked, redaction) {
            try Task.checkCancellation()
            if deadline?.hasPassed == true {
                throw TransportError(.deadlineExceeded, "the deadline passed before the episode was given again")
            }
            return try await handler(response)
        }
        switch mode {
        case .none: throw await tape.missing(asked, redaction)
        case .passThrough: try await base.send(request, deadline: deadline, handler: handler)
        case .newEpisodes, .all:
            try await base.send(request, deadline: deadline) { response in
                let bytes = try await collect(response.body)
                // What the request says is secret is so wherever the service says it again.
                let recorded = EpisodeResponse(response.head, body: bytes, redaction.hidingSecrets(of: request))
                try await tape.record(asked, recorded)
                try await handler(TransportResponse(head: response.head, body: .bytes(bytes)))
            }
        }
    }

    func close() async {
        await base.close()
    }

    private func collect(_ body: ResponseBody) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await chunk in body {
            bytes += chunk
            if bytes.count > maximumBodySize {
                throw TransportError(
                    .unsupported,
                    "the body is longer than \(maximumBodySize) bytes, the limit of the cassette: raise it, or do not record this call"
                )
            }
        }
        return bytes
    }
}
