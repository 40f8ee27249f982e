import ServiceCore

/// Hands an answer to a reader as a transport would if a server had sent it, faults included.
///
/// What needs a wire is told in the vocabulary of transports: an answer of raw bytes is a malformed response.
struct AnswerPlayer {
    let pause: Pause

    init(deadline: Deadline?, clock: ServiceClock) {
        pause = Pause(deadline: deadline, clock: clock)
    }

    func play(
        _ answer: Answer,
        to request: ServiceRequest,
        handler: TransportResponse.Handler
    ) async throws {
        let injector = FaultInjector(answer.faults)
        try await performBeforeHead(injector)
        let head = ResponseHead(status: answer.status, headers: answer.headers)
        guard answer.mayHaveBody(for: request.method) else {
            return try await handler(TransportResponse(head: head))
        }
        try checkLength(answer.announcedLength)
        switch answer.body {
        case .raw:
            throw TransportError(.malformedResponse, "the answer is raw bytes, and here is no wire to parse them from")
        case .none: try await handler(response(head, [], injector, answer))
        case .bytes(let bytes): try await handler(response(head, [bytes], injector, answer))
        case .chunks(let chunks): try await handler(response(head, chunks, injector, answer))
        case .stream(let length, let write):
            try checkLength(length)
            try await StreamedAnswer.play(write, deadline: pause.deadline) { source in
                let body = faulted(injector, announcedLength: answer.announcedLength ?? length, answer, source)
                try await handler(TransportResponse(head: head, body: body))
            }
        }
    }

    /// Hands on what another transport brought, with faults on its way.
    func play(
        _ faults: [Fault],
        on response: TransportResponse,
        handler: TransportResponse.Handler
    ) async throws {
        let announced = faults.lazy.compactMap(\.announcedLength).last
        try checkLength(announced)
        let injector = FaultInjector(faults)
        let body = FaultedBody(injector, announcedLength: announced, pause: pause, source: response.body.source).body
        try await handler(TransportResponse(head: response.head, body: body))
    }

    /// What happens before there is a head.
    func performBeforeHead(_ injector: FaultInjector) async throws {
        for step in injector.beforeHead {
            switch step {
            case .pause(let duration): try await pause.wait(duration)
            case .stall: try await pause.stall()
            case .reset, .close, .write:
                throw TransportError(.connectionLost, "the connection ended before the head, as the mock was told")
            }
        }
        if injector.isMalformed {
            throw TransportError(.malformedResponse, "what arrived is no HTTP, as the mock was told")
        }
    }

    /// A length below zero is none (RFC 9110 §8.6), and no client takes it.
    private func checkLength(_ length: Int?) throws {
        guard let length, length < 0 else { return }
        let message = "the Content-Length is \(length), as the mock was told: a length is 0 or more"
        throw TransportError(.malformedResponse, message)
    }

    private func response(
        _ head: ResponseHead,
        _ pieces: [[UInt8]],
        _ injector: FaultInjector,
        _ answer: Answer
    ) -> TransportResponse {
        let size = pieces.reduce(0) { $0 + $1.count }
        let announced = answer.announcedLength.flatMap { $0 == size ? nil : $0 }
        if pieces.count < 2, announced == nil, answer.faults.isEmpty {
            return TransportResponse(head: head, body: .bytes(pieces.first ?? []))
        }
        return TransportResponse(
            head: head,
            body: faulted(injector, announcedLength: announced, answer, Pieces(pieces).next)
        )
    }

    private func faulted(
        _ injector: FaultInjector,
        announcedLength: Int?,
        _ answer: Answer,
        _ source: @escaping FaultedBody.Source
    ) -> ResponseBody {
        let faulted = FaultedBody(
            injector,
            announcedLength: announcedLength,
            endsByClosing: answer.framing == .untilClose,
            pause: pause,
            source: source
        )
        return faulted.body
    }
}

extension Answer {
    /// Whether anything of the body is sent (RFC 9110 §6.4.1).
    fileprivate func mayHaveBody(for method: RequestMethod) -> Bool {
        !(status.kind == .informational || status == 204 || status == 304 || method == .head)
    }

    /// What the head says of the body's length, where a fault or a field does.
    fileprivate var announcedLength: Int? {
        if let fault = faults.lazy.compactMap(\.announcedLength).last { return fault }
        return framing == .automatic ? headers[.contentLength].flatMap { Int($0) } : nil
    }
}
