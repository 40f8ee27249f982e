import ServiceCore

/// What stands in the place of the transport while one attempt runs.
struct MockTransport: Transport {
    let mock: Mock
    let replaced: any Transport
    let service: String
    let endpoint: EndpointDescription
    let attempt: Int
    let description: MockDescription?
    let clock: ServiceClock

    func send(
        _ request: ServiceRequest,
        deadline: Deadline?,
        handler: TransportResponse.Handler
    ) async throws {
        let action = MockScope.current.take(service: service, endpoint: endpoint.name)
        if action == nil, description == nil, mock.unmocked == .passesThrough {
            return try await replaced.send(request, deadline: deadline, handler: handler)
        }
        let player = AnswerPlayer(deadline: deadline, clock: clock)
        let answer = try await answer(to: request, action, player.pause)
        try await player.play(answer, to: request, handler: handler)
    }

    private func answer(
        to request: ServiceRequest,
        _ action: MockRule.Action?,
        _ pause: Pause
    ) async throws -> Answer {
        var description = description
        switch action {
        case .describe(let other): description = other
        case .patch(let change):
            var patched = description ?? MockDescription()
            change(&patched)
            description = patched
        case .use, nil: break
        }
        let call = MockCall(
            service: service,
            endpoint: endpoint,
            attempt: attempt,
            request: request,
            body: try await request.body.collected(pause),
            description: description ?? MockDescription(),
            folder: mock.folder
        )
        if case .use(let function) = action { return try await pause.limit { try await function(call) } }
        guard let description else { throw noMock }
        let type = try mock.type(of: description)
        // Those of the package answer at once.
        let isForeign = !(type is RawDataMock || type is RawFileMock || type is JSONDataMock)
        var answer =
            isForeign
            ? try await pause.limit { try await type.answer(to: call) } : try await type.answer(to: call)
        answer.faults += description.faults
        return answer
    }

    private var noMock: MockError {
        MockError(
            .noMock,
            "nothing describes an answer of \(service).\(endpoint.name): give the endpoint .mock(…), run the call in withMocks (a detached "
                + "task needs its MockScope.current), or let it pass with Mock(unmocked: .passesThrough)"
        )
    }
}
