extension ServiceSession {
    /// One attempt, with the around hooks of the attempt; tells the failure hooks if it fails.
    mutating func runAttempt(_ request: ServiceRequest) async throws -> ServiceResponse {
        do {
            try beginAttempt(request)
            if runtime.hooks.attemptIntercepting.isEmpty { return try await exchange(request) }
            return try await AttemptNext(index: 0)(request, session: &self)
        } catch {
            throw report(failure(error, at: .interceptAttempt, request: request))
        }
    }

    private mutating func beginAttempt(_ request: ServiceRequest) throws {
        guard let call else {
            attempt += 1
            return
        }
        try call.stream?.checkNotFailed()
        if case .stream(let body) = request.body, !body.isReplayable, !call.mayAttemptAgain {
            throw ServiceError(
                .invalidRequest,
                "the streamed body has been read and cannot be read again: make it replayable, or do not retry this call"
            )
        }
        attempt = call.beginAttempt()
    }

    /// Sends a request and reads the response, all stage hooks of the attempt included.
    mutating func exchange(_ request: ServiceRequest) async throws -> ServiceResponse {
        var request = request
        for hook in runtime.hooks.sendPreparing {
            do {
                try await hook.willSend(&request, session: &self)
            } catch {
                throw failure(error, at: .willSend, by: hook, request: request)
            }
        }
        do {
            try checkMaySend(request)
        } catch {
            throw failure(error, at: .send, request: request)
        }
        return try await send(request)
    }

    private func checkMaySend(_ request: ServiceRequest) throws {
        if Task.isCancelled { throw CancellationError() }
        if let remaining, remaining <= .zero {
            throw ServiceError(.deadlineExceeded, "the deadline passed \(.zero - remaining) before the request was sent")
        }
        if let problem = RequestChecks.problem(in: request) { throw ServiceError(.invalidRequest, problem) }
    }

    private mutating func send(_ request: ServiceRequest) async throws -> ServiceResponse {
        var received: ServiceResponse?
        // What the handler throws is complete already; what comes out of the transport beside it is not.
        do {
            try await transport.send(request, deadline: deadline.map { Deadline($0, on: clock) }) { answer in
                var response = ServiceResponse(head: answer.head, body: answer.body, request: request)
                try await receive(&response)
                received = response
            }
        } catch {
            throw failure(error, at: received == nil ? .send : .read, request: request, response: received)
        }
        guard let received else {
            let error = TransportError(.other, "the transport returned without a response: it must call its handler once")
            throw failure(error, at: .send, request: request)
        }
        if Task.isCancelled { throw CancellationError() }
        return received
    }

    private mutating func receive(_ response: inout ServiceResponse) async throws {
        for hook in runtime.hooks.responsePreparing {
            do {
                try await hook.prepareResponse(&response, session: &self)
            } catch {
                throw failure(error, at: .prepareResponse, by: hook, request: response.request, response: response)
            }
        }
        for hook in runtime.hooks.responseReceiving {
            do {
                try await hook.didReceive(&response, session: &self)
            } catch {
                throw failure(error, at: .didReceive, by: hook, request: response.request, response: response)
            }
        }
        try await readBody(of: &response)
        for hook in runtime.hooks.bodyReading {
            do {
                try await hook.didRead(&response, session: &self)
            } catch {
                throw failure(error, at: .didRead, by: hook, request: response.request, response: response)
            }
        }
    }

    private func readBody(of response: inout ServiceResponse) async throws {
        if let stream = call?.stream {
            do {
                try await stream.read(response)
            } catch {
                throw failure(error, at: .stream, request: response.request, response: response)
            }
            response.body = .empty
            return
        }
        var reader = BodyReader(limit: options[MaximumBodySizeOption.self] ?? runtime.maximumBodySize)
        do {
            response.body = .bytes(try await reader.read(response))
        } catch {
            response.body = .bytes(reader.prefix)
            throw failure(error, at: .read, request: response.request, response: response)
        }
    }
}
