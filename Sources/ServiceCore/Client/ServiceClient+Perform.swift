extension ServiceClient {
    /// One call from the first hook to the last.
    ///
    /// Beside the actor that makes it: a view does not wait while a body is read and parsed.
    @concurrent
    func perform<Output>(
        _ name: String,
        payload: Payload,
        options: [ServiceOption],
        parse: @Sendable (ServiceResponse, ServiceSession) throws -> Output
    ) async throws -> TypedResponse<Output> {
        var session = try begin(name, stream: nil)
        let kinds = runtime.hooks.kinds
        do {
            try session.checkMayStart()
            let request =
                if let prepared = session.preparedRequest(payload, options: options) {
                    prepared
                } else {
                    try await session.prepare(payload, options: options)
                }
            var response =
                kinds.contains(.callIntercepting)
                ? try await CallNext(index: 0)(request, session: &session) : try await session.runAttempt(request)
            if kinds.contains(.parsePreparing) { try await session.willParse(&response) }
            let data: Output
            do {
                data = try parse(response, session)
            } catch {
                throw session.failure(error, at: .parse, request: response.request, response: response)
            }
            if kinds.contains(.responseParsing) {
                response.parsed = data
                try await session.didParse(&response)
            }
            if Task.isCancelled { throw CancellationError() }
            for hook in runtime.hooks.endObserving { hook.didEnd(.success(response), session: session) }
            return TypedResponse(data: data, response: response)
        } catch {
            throw session.end(error)
        }
    }

    /// One streamed call from the first hook to the last, beside the actor that makes it.
    @concurrent
    func performStream<Output: Sendable>(
        _ name: String,
        payload: Payload,
        options: [ServiceOption],
        body: @escaping @Sendable (ServiceResponse) async throws -> Output
    ) async throws -> Output {
        let reader = StreamReader(body)
        var session = try begin(name, stream: reader)
        do {
            try session.checkMayStart()
            let request = try await session.prepare(payload, options: options)
            let response = try await CallNext(index: 0)(request, session: &session)
            if Task.isCancelled { throw CancellationError() }
            if !reader.hasStarted {
                // A call hook answered by itself: its response is the one to read.
                try await reader.read(response) { error in
                    session.failure(error, at: .stream, request: response.request, response: response)
                }
            }
            guard let output = try reader.output else {
                let error = ServiceError(
                    .superseded,
                    "a call hook returned while the closure of the streamed call was running"
                )
                throw session.failure(error, at: .interceptCall, request: response.request)
            }
            for hook in runtime.hooks.endObserving { hook.didEnd(.success(response), session: session) }
            return output
        } catch {
            throw session.end(error)
        }
    }

    private func begin(_ name: String, stream: (any StreamReading)?) throws -> ServiceSession {
        guard let endpoint = runtime.endpoints[name] else {
            var error = ServiceError(
                .unknownEndpoint,
                "there is no endpoint \"\(name)\"" + NearestNames.suggestion(for: name, in: runtime.endpointNames)
            )
            error.service = runtime.name
            error.endpoint = name
            error.redaction = runtime.redaction
            error.stage = .prepareSession
            throw error
        }
        let needsState = stream != nil || runtime.hooks.kinds.contains(.callIntercepting)
        return ServiceSession(
            runtime: runtime,
            endpoint: endpoint,
            options: endpoint.options,
            call: needsState ? CallState(stream: stream) : nil
        )
    }
}

extension ServiceSession {
    fileprivate func checkMayStart() throws {
        if runtime.lifecycle.isClosed { throw failure(ServiceError.closed, at: .prepareSession) }
        // Where no hook runs before it, the check right before the request is sent is soon enough.
        if !runtime.hooks.kinds.isDisjoint(with: .beforeSending), Task.isCancelled { throw CancellationError() }
    }

    fileprivate mutating func willParse(_ response: inout ServiceResponse) async throws {
        let hooks = runtime.hooks.parsePreparing
        for index in hooks.indices {
            do {
                try await hooks[index].willParse(&response, session: &self)
            } catch {
                throw failure(error, at: .willParse, by: hooks[index], request: response.request, response: response)
            }
        }
    }

    fileprivate mutating func didParse(_ response: inout ServiceResponse) async throws {
        let hooks = runtime.hooks.responseParsing
        for index in hooks.indices {
            do {
                try await hooks[index].didParse(&response, session: &self)
            } catch {
                throw failure(error, at: .didParse, by: hooks[index], request: response.request, response: response)
            }
        }
    }

    /// Tells the hooks that the call ended with an error.
    fileprivate mutating func end(_ error: any Error) -> any Error {
        let error = report(Task.isCancelled ? CancellationError() : error)
        for hook in runtime.hooks.endObserving {
            hook.didEnd((error as? ServiceError).map { .failure($0) } ?? .cancelled, session: self)
        }
        return error
    }
}
