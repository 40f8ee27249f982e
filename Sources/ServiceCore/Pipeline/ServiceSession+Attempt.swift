extension ServiceSession {
    /// One attempt, with the around hooks of the attempt; tells the failure hooks if it fails.
    mutating func runAttempt(_ request: ServiceRequest) async throws -> ServiceResponse {
        do {
            try beginAttempt(request)
            if !runtime.hooks.kinds.contains(.attemptIntercepting) { return try await exchange(request) }
            return try await AttemptNext(index: 0)(request, session: &self)
        } catch {
            let error = failure(error, at: .interceptAttempt, request: request)
            // An attempt that came too late has not failed: another one has won.
            if let error = error as? ServiceError, error.code == .superseded { throw error }
            throw report(error)
        }
    }

    private mutating func beginAttempt(_ request: ServiceRequest) throws {
        if case .stream(let body) = request.body, body.isSpent {
            throw ServiceError(.invalidRequest, BodyStream.AlreadyRead().description)
        }
        guard let call else {
            attempt += 1
            return
        }
        try call.stream?.checkNotStarted()
        attempt = call.beginAttempt(request.body)
    }

    /// Sends a request and reads the response, all stage hooks of the attempt included.
    mutating func exchange(_ request: ServiceRequest) async throws -> ServiceResponse {
        let kinds = runtime.hooks.kinds
        var request = request
        if kinds.contains(.sendPreparing) {
            let hooks = runtime.hooks.sendPreparing
            for index in hooks.indices {
                do {
                    try await hooks[index].willSend(&request, session: &self)
                } catch {
                    throw failure(error, at: .willSend, by: hooks[index], request: request)
                }
            }
        }
        // A plugin may have made the request or its URL anew, or told of another secret.
        if !request.redaction.isIdentical(to: redaction) { request.redaction = redaction }
        do {
            try checkMaySend(request)
        } catch {
            throw failure(error, at: .send, request: request)
        }
        let isPlain = kinds.isDisjoint(with: .receiving) && !isStreamed
        let limit = maximumBodySize
        var hasArrived = false
        var received: ServiceResponse?
        var failed: (any Error)?
        do {
            let deadline = deadline.map { Deadline($0, on: clock) }
            try await transport.send(request, deadline: deadline) { answer in
                hasArrived = true
                if isPlain, let buffered = answer.body.buffered, buffered.count <= limit {
                    return received = ServiceResponse(head: answer.head, body: answer.body, request: request)
                }
                do {
                    // Nobody else holds the response, so the hooks change it without a copy; a failure in here has it.
                    received = try await receive(
                        ServiceResponse(head: answer.head, body: answer.body, request: request)
                    )
                } catch {
                    failed = error
                    throw error
                }
            }
            // A transport may swallow or wrap what the handler threw: the call does not depend on it.
            if let failed { throw failed }
        } catch {
            throw failure(failed ?? error, at: hasArrived ? .read : .send, request: request, response: received)
        }
        guard let response = received.take() else {
            let error = TransportError(
                .other,
                "the transport returned without a response: it must call its handler once"
            )
            throw failure(error, at: .send, request: request)
        }
        return response
    }

    private var maximumBodySize: Int { options[MaximumBodySizeOption.self] ?? runtime.maximumBodySize }

    private func checkMaySend(_ request: ServiceRequest) throws {
        if Task.isCancelled { throw CancellationError() }
        if let remaining, remaining <= .zero {
            throw ServiceError(
                .deadlineExceeded,
                "the deadline passed \(.zero - remaining) before the request was sent"
            )
        }
        if let problem = RequestChecks.problem(in: request, of: endpoint) {
            throw ServiceError(.invalidRequest, problem)
        }
        let origin = request.url.origin
        if origin != runtime.baseURL.origin, let problem = RequestChecks.problem(in: origin) {
            throw ServiceError(.invalidRequest, problem)
        }
    }

    private mutating func receive(_ response: consuming ServiceResponse) async throws -> ServiceResponse {
        let responsePreparing = runtime.hooks.responsePreparing
        for index in responsePreparing.indices {
            do {
                try await responsePreparing[index].prepareResponse(&response, session: &self)
            } catch {
                throw failure(
                    error,
                    at: .prepareResponse,
                    by: responsePreparing[index],
                    request: response.request,
                    response: response
                )
            }
        }
        let responseReceiving = runtime.hooks.responseReceiving
        for index in responseReceiving.indices {
            do {
                try await responseReceiving[index].didReceive(&response, session: &self)
            } catch {
                throw failure(
                    error,
                    at: .didReceive,
                    by: responseReceiving[index],
                    request: response.request,
                    response: response
                )
            }
        }
        if let stream = call?.stream {
            let head = response
            try await stream.read(head) { failure($0, at: .stream, request: head.request, response: head) }
            response.body = .empty
        } else {
            try await readBody(of: &response)
        }
        let bodyReading = runtime.hooks.bodyReading
        for index in bodyReading.indices {
            do {
                try await bodyReading[index].didRead(&response, session: &self)
            } catch {
                throw failure(
                    error,
                    at: .didRead,
                    by: bodyReading[index],
                    request: response.request,
                    response: response
                )
            }
        }
        return response
    }

    /// Reads the body of a response that an around hook made by itself, unless the caller will.
    func readBodyIfNobodyHas(of response: inout ServiceResponse) async throws {
        if !response.body.isBuffered, !isStreamed { try await readBody(of: &response) }
    }

    private func readBody(of response: inout ServiceResponse) async throws {
        let limit = maximumBodySize
        if let buffered = response.body.buffered, buffered.count <= limit { return }
        var reader = BodyReader(limit: limit)
        do {
            response.body = .bytes(try await reader.read(response))
        } catch {
            response.body = .bytes(reader.prefix)
            throw failure(error, at: .read, request: response.request, response: response)
        }
    }
}
