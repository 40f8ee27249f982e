import ServiceCore

extension AttemptSample.Ending {
    /// What a status says about how busy the service is. Errors are often answered in no time, or very late, for reasons of their own; and
    /// how long the closure of a streamed call takes is the business of the caller.
    init(_ status: ResponseStatus, isStreamed: Bool) {
        switch status.kind {
        case .successful, .redirection: self = isStreamed ? .other : .success
        default: self = [429, 503, 504].contains(status) ? .overload : .other
        }
    }

    /// What an error says: that the service did not answer in time, or nothing. The wait for another limit is not the fault of the service.
    @inline(never)
    init(_ error: any Error) {
        guard let error = error as? ServiceError, error.code == .deadlineExceeded, error.limitRefusal == nil,
            error.stage != .stream
        else {
            self = .other
            return
        }
        self = .timeout
    }
}
