import ServiceCore

/// Answers `{"harness": true}`, and lets happen what a scenario says while it sends and while the body is read.
struct HarnessTransport: Transport {
    let journal: HarnessJournal

    func send(
        _ request: ServiceRequest,
        deadline: Deadline?,
        handler: TransportResponse.Handler
    ) async throws {
        journal.change { report in
            report.requests.append(request)
            report.deadlines.append(deadline?.instant)
            // Asked under the lock: who was on its way here when the cancellation came knows of it by now.
            if report.isPastCancellation, !Task.isCancelled { report.lateRequests += 1 }
        }
        try await mishap(.send)
        let pieces = Pieces([Array("{\"harness\":".utf8), Array(" true}".utf8)])
        let body = ResponseBody.stream {
            guard let piece = try await pieces.next() else { return nil }
            if piece.first == UInt8(ascii: " ") { try await mishap(.read) }
            return piece
        }
        try await handler(TransportResponse(head: ResponseHead(status: 200), body: body))
    }

    /// What a transport makes of a failure and of a cancellation.
    private func mishap(_ stage: Stage) async throws {
        do {
            try await journal.reach(stage, .inside)
        } catch {
            throw TransportError(.connectionLost, "the harness let the connection break", cause: error)
        }
        try Task.checkCancellation()
    }
}

/// JSON, and what a scenario says while it is written and read.
struct HarnessCodec: ServiceCodec {
    let journal: HarnessJournal

    func encode(
        _ payload: any Encodable & Sendable,
        into request: inout ServiceRequest,
        session: ServiceSession
    ) throws {
        try JSONCodec().encode(payload, into: &request, session: session)
    }

    func decode<Value: Decodable & Sendable>(
        _ type: Value.Type,
        from response: ServiceResponse,
        session: ServiceSession
    ) throws -> Value {
        try journal.reachNow(.parse, .inside)
        return try JSONCodec().decode(type, from: response, session: session)
    }
}

/// What the calls of a harness send.
struct HarnessPayload: Encodable, Sendable {
    let journal: HarnessJournal

    func encode(to encoder: any Encoder) throws {
        try journal.reachNow(.encode, .inside)
        var container = encoder.singleValueContainer()
        try container.encode(["harness": true])
    }
}
