extension ServiceSession {
    /// The request, if it needs nothing but what its endpoint has.
    func preparedRequest(_ payload: Payload, options: [ServiceOption]) -> ServiceRequest? {
        guard runtime.hooks.kinds.isDisjoint(with: .preparing), options.isEmpty, payload.isNone, parameters.isEmpty
        else { return nil }
        return endpoint.fixedRequest
    }

    /// From the first hook to the encoded request.
    mutating func prepare(_ payload: Payload, options: [ServiceOption]) async throws -> ServiceRequest {
        let kinds = runtime.hooks.kinds
        if !options.isEmpty { try merge(options) }
        if kinds.contains(.sessionPreparing) {
            let hooks = runtime.hooks.sessionPreparing
            for index in hooks.indices {
                do {
                    try await hooks[index].prepareSession(&self)
                } catch {
                    throw failure(error, at: .prepareSession, by: hooks[index])
                }
            }
        }
        var path = endpoint.initialPath
        if kinds.contains(.pathPreparing) {
            let hooks = runtime.hooks.pathPreparing
            for index in hooks.indices {
                do {
                    try await hooks[index].preparePath(&path, session: &self)
                } catch {
                    throw failure(error, at: .preparePath, by: hooks[index])
                }
            }
        }
        var request = try makeRequest(path: path)
        if kinds.contains(.requestPreparing) {
            let hooks = runtime.hooks.requestPreparing
            for index in hooks.indices {
                do {
                    try await hooks[index].prepareRequest(&request, session: &self)
                } catch {
                    throw failure(error, at: .prepareRequest, by: hooks[index], request: request)
                }
            }
        }
        var payload = payload
        if kinds.contains(.payloadPreparing) {
            let hooks = runtime.hooks.payloadPreparing
            for index in hooks.indices {
                do {
                    try await hooks[index].preparePayload(&payload, session: &self)
                } catch {
                    throw failure(error, at: .preparePayload, by: hooks[index], request: request)
                }
            }
        }
        do {
            try checkNothingIsLeft(of: payload)
        } catch {
            throw failure(error, at: .preparePayload, request: request)
        }
        do {
            try encode(payload, into: &request)
        } catch {
            throw failure(error, at: .encode, request: request)
        }
        return request
    }

    private mutating func merge(_ callOptions: [ServiceOption]) throws {
        options.reserveCapacity(options.entries.count + callOptions.count)
        for option in callOptions {
            guard runtime.optionKeys.contains(option.box.key) else { throw unread(option) }
            options.merge(option.box, level: .call)
        }
        if let limit = options[MaximumBodySizeOption.self], limit < 0 {
            throw failure(ServiceError(.invalidOption, MaximumBodySizeOption.problem(limit)), at: .prepareSession)
        }
        if let given = options[ParametersOption.self] { parameters = given }
    }

    private func unread(_ option: ServiceOption) -> any Error {
        let names = runtime.optionDeclarations.map { "\"\($0.name)\"" }.joined(separator: ", ")
        let error = ServiceError(
            .invalidOption,
            "no plugin of this client reads the option \"\(option.name)\": install the plugin that does, or remove it; "
                + "the plugins here read \(names)"
        )
        return failure(error, at: .prepareSession)
    }

    private func makeRequest(path: String) throws -> ServiceRequest {
        if let request = endpoint.fixedRequest, path == endpoint.initialPath { return request }
        do {
            var url = try runtime.baseURL.url(of: path)
            url.redaction = redaction
            return ServiceRequest(method: endpoint.method, url: url)
        } catch {
            throw failure(error, at: .preparePath)
        }
    }

    private func checkNothingIsLeft(of payload: Payload) throws {
        if let left = parameters.first {
            let names = endpoint.template.variableNames
            guard !names.contains(left.name) else {
                throw ServiceError(
                    .invalidParameter,
                    "the path has the parameter \"\(left.name)\", but what fills the path left it in session.parameters: "
                        + "a plugin removes what it takes"
                )
            }
            let known = names + runtime.optionDeclarations.map(\.name)
            throw ServiceError(
                .invalidParameter,
                "nothing takes the parameter \"\(left.name)\": the path is \"\(endpoint.template.source)\", and no plugin has an "
                    + "option of this name"
                    + NearestNames.suggestion(for: left.name, in: known)
            )
        }
        if !endpoint.takesPayload, !payload.isNone {
            throw ServiceError(
                .invalidRequest,
                "\(endpoint.method) takes no payload: use another method, or define the endpoint with takesPayload: true"
            )
        }
    }

    private func encode(_ payload: Payload, into request: inout ServiceRequest) throws {
        switch payload {
        case .none: break
        case .value(let value): try runtime.codec.encode(value, into: &request, session: self)
        case .bytes(let bytes): request.body = .bytes(bytes)
        case .stream(let stream): request.body = .stream(stream)
        }
    }
}
