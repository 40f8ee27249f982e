/// A plugin that is told that a call ended: always, and exactly once.
public protocol EndObserving: ServicePlugin {
    /// Sees how the call ended. Not asynchronous: it runs in calls that have been cancelled too.
    func didEnd(_ outcome: CallOutcome, session: ServiceSession)
}

/// How a call ended.
public enum CallOutcome: Sendable {
    /// With a response; whatever its status is.
    case success(ServiceResponse)
    /// With an error.
    case failure(ServiceError)
    /// The caller's task was cancelled.
    case cancelled
}
