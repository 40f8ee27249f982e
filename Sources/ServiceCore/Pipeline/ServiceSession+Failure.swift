extension ServiceSession {
    /// Makes what a call throws of what a hook, a codec or a transport threw.
    ///
    /// A cancelled task gets `CancellationError` whatever came up beside it, and everybody else one ``ServiceError``: an error
    /// that is one of this call already stays as it is, and one that a plugin made gets its place filled in.
    func failure(
        _ error: any Error,
        at stage: Stage,
        by plugin: (any ServicePlugin)? = nil,
        request: ServiceRequest? = nil,
        response: ServiceResponse? = nil
    ) -> any Error {
        if Task.isCancelled { return CancellationError() }
        var failure: ServiceError
        if let error = error as? ServiceError {
            if error.call == number { return error }
            // One that belongs to another call, for example that of a token, is the cause of this one's.
            failure = error.service.isEmpty ? error : wrap(error, at: stage, by: plugin, response)
            if let plugin, error.service.isEmpty { failure.message = "\(plugin.name): \(error.message)" }
        } else {
            failure = wrap(error, at: stage, by: plugin, response)
        }
        failure.call = number
        failure.stage = stage
        failure.service = service
        failure.endpoint = endpoint.name
        failure.attempt = attempt
        failure.attributes = attributes
        failure.redaction = redaction
        failure.request = failure.request ?? request
        failure.response = failure.response ?? response
        if var cause = failure.cause as? TransportError {
            (cause.redaction, cause.request) = (redaction, failure.request)
            failure.cause = cause
        }
        return failure
    }

    /// Tells the failure hooks, if nobody has.
    mutating func report(_ error: any Error) -> any Error {
        guard var failure = error as? ServiceError, !failure.isReported else { return error }
        failure.isReported = true
        for hook in runtime.hooks.failureObserving { hook.didFail(failure, session: &self) }
        return failure
    }

    private func wrap(
        _ error: any Error,
        at stage: Stage,
        by plugin: (any ServicePlugin)?,
        _ response: ServiceResponse?
    ) -> ServiceError {
        if let plugin {
            return ServiceError(.pluginFailed, "the plugin \(plugin.name) threw an error", cause: error)
        }
        if let error = error as? TransportError {
            switch error.code {
            case .deadlineExceeded:
                return ServiceError(.deadlineExceeded, error.message, cause: error)
            case .closed where runtime.lifecycle.isClosed:
                return ServiceError(.clientClosed, error.message, cause: error)
            default:
                return ServiceError(.transportFailed, error.message, cause: error)
            }
        }
        switch stage {
        case .encode: return ServiceError(.encodingFailed, "the payload could not be encoded", cause: error)
        case .parse:
            // The body of an error has seldom the form of a result: its status tells more than what the codec says.
            let answer = response.flatMap {
                $0.status.isSuccessful ? nil : " of the answer with the status \($0.status)"
            }
            return ServiceError(.parsingFailed, "the body\(answer ?? "") could not be parsed", cause: error)
        case .stream: return ServiceError(.streamFailed, "the closure of the streamed call threw", cause: error)
        default: return ServiceError(.transportFailed, "the transport threw an error of its own", cause: error)
        }
    }
}
